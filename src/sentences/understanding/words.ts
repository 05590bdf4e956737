/** Methods of words, and of maps and sets that are constants: each is computed when the sentence is understood. */
import { type Expr, binary, constant } from "../form.ts";
import { unclear } from "./ending.ts";
import { distribute, resolved } from "./holding.ts";
import { isIndex } from "./members.ts";
import { type Value, nothing, picked } from "./values.ts";
import type { Writer } from "./writer.ts";

const wordMethods = ["startsWith", "endsWith", "includes", "indexOf", "lastIndexOf", "slice", "toLowerCase", "toUpperCase", "trim",
  "split", "at", "padStart"];

/** Calls a method of one of some words. */
export function ofWords(writer: Writer, words: readonly string[], node: Expr, name: string, args: readonly Value[]): Value {
  if (!wordMethods.includes(name)) return unclear(`${name}() of a word`);
  const own = args.map((one) => resolved(writer, one));
  const many = own.findIndex((one) => one.is === "pick");
  if (!own.every((one, i) => one.is === "constant" || i === many)) return unclear(`${name}() of a word and what is computed`);
  const pick = own[many] as Extract<Value, { is: "pick" }> | undefined;
  const given = (other: unknown): unknown[] => own.map((one) => one.is === "constant" ? one.value : other);
  const answer = (word: string, other?: unknown): unknown => (word[name as "at"] as (...all: unknown[]) => unknown)(...given(other));
  if (pick === undefined) return picked(words.map((word) => answer(word)), node);
  return picked(words.flatMap((word) => pick.list.map((other) => answer(word, other))),
    binary("add", binary("mul", node, constant(pick.list.length)), pick.node));
}

/** Asks one of some maps or sets that are constants. */
export function ofCollection(
  writer: Writer, all: readonly (Map<unknown, unknown> | Set<unknown>)[], node: Expr, name: string, args: readonly Value[],
): Value {
  if (name !== "has" && name !== "get") return unclear(`${name}() of a map or a set`);
  if (!all.every((one) => Object.isFrozen(one))) return unclear("a map or a set that may change");
  return distribute(writer, args[0] ?? nothing, (given) => {
    const ofEach = (items: readonly unknown[], place: Expr): Value =>
      picked(all.flatMap((one) => items.map((item) => name === "get" && one instanceof Map ? one.get(item) : one.has(item))),
        binary("add", binary("mul", node, constant(items.length)), place));
    if (given.is === "constant") return ofEach([given.value], constant(0));
    if (given.is === "pick") return ofEach(given.list, given.node);
    if (isIndex(given)) return ofEach(Array.from({ length: given.high - given.low + 1 }, (_, i) => given.low + i),
      binary("sub", given.node, constant(given.low)));
    return unclear(`${name}() of a map or a set with what is computed`);
  });
}
