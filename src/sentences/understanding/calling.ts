/** Calls: of functions of the specification, of the runtime, of methods of values, and of `choose`. */
import { keyWordOf } from "../../language/operation-key.ts";
import { binary, both, choicesMost, constant, local } from "../form.ts";
import { fault, refuse, unclear } from "./ending.ts";
import { inline } from "./functions.ts";
import { distribute, held, resolved } from "./holding.ts";
import { eitherWay, isComputed, kept } from "./keeping.ts";
import { callKey } from "./keys.ts";
import { type Call, callList } from "./list-methods.ts";
import { elementsOf, isList } from "./lists.ts";
import { captured, isNothing } from "./members.ts";
import { type Frame, keyOf } from "./names.ts";
import { type Native, nativeOf } from "./natives.ts";
import { callPart } from "./parts.ts";
import { callRow } from "./rows.ts";
import type { Of } from "./syntax.ts";
import { type Value, counted, known, nothing, numberOf } from "./values.ts";
import { ofCollection, ofWords } from "./words.ts";
import type { Writer } from "./writer.ts";

function argumentsOf(writer: Writer, frame: Frame, { arguments: given, start }: Of<"CallExpression">): Value[] {
  return given.flatMap((one, i): Value[] => {
    if (one.type !== "SpreadElement") return [kept(writer, writer.expression(frame, one), `${writer.path}/${start}.${i}`)];
    const value = resolved(writer, writer.expression(frame, one.argument));
    if (value.is === "tuple") return [...value.items];
    if (value.is === "constant" && Array.isArray(value.value)) return value.value.map((item: unknown) => captured(writer, item));
    return [{ is: "stream", ...(elementsOf(writer, value) ?? unclear("the elements of what is not a list")) }];
  });
}

/** Understands a call of something that is known. */
export function call(writer: Writer, frame: Frame, callee: Value, node: Of<"CallExpression">): Value {
  const key = keyOf(writer, node);
  const own = held(writer, withListMade(writer, callee, node, key));
  const args = argumentsOf(writer, frame, node);
  return applied(writer, own, args, key);
}

/** What is called; a list that is only computed is made before arguments that may do something, and where going through it shows. */
function withListMade(writer: Writer, callee: Value, { arguments: given }: Of<"CallExpression">, key: string): Value {
  if (callee.is !== "method" || !isComputed(callee.of)) return callee;
  const isSimple = given.every(({ type }) => ["ArrowFunctionExpression", "FunctionExpression", "Literal", "Identifier"].includes(type));
  const isLazy = isSimple && !writer.isMadeEarly(key) && callee.name !== "at";
  return isLazy ? callee : { ...callee, of: kept(writer, callee.of, `${key}*`) };
}

/** What a call answers. */
export function applied(writer: Writer, callee: Value, args: readonly Value[], key: string): Value {
  const again: Call = (its, fn, given) => applied(its, fn, given, key);
  return distribute(writer, callee, (one) => {
    switch (one.is) {
      case "function": return inline(writer, one, args, key);
      case "choose": return chosen(writer, args[0] ?? nothing);
      case "method": return callMethod(writer, one, args, key);
      case "constant": {
        if (isNothing(one)) return fault(writer, "missing row");
        const native = nativeOf(one.value);
        if (native !== null) return callNative(writer, native, args, key);
        const word = keyWordOf(one.value);
        if (word !== undefined) return callKey(writer, word, args, again);
        return typeof one.value === "function" ? applied(writer, captured(writer, one.value), args, key)
          : unclear("a call of what is not a function");
      }
      case "pick": {
        const words = one.list.flatMap((word) => keyWordOf(word) ?? unclear("a call of what is not a function"));
        const place = writer.hold(one.node);
        const from = (i: number): Value => i === words.length - 1 ? callKey(writer, words[i]!, args, again)
          : eitherWay(writer, binary("eq", place, constant(i)), () => callKey(writer, words[i]!, args, again), () => from(i + 1));
        return from(0);
      }
      default: return unclear("a call of what is not a function");
    }
  });
}

function chosen(writer: Writer, among: Value): Value {
  return distribute(writer, among, (one) => {
    const n = numberOf(one);
    if (!writer.mayWrite) return refuse("not only read", "choose is called where no step runs");
    if (n === null) return fault(writer, "size out of bound");
    if (n.high < 1 || n.low > choicesMost) return fault(writer, "size out of bound");
    if (n.node.type !== "i32" || !n.whole) return unclear("an open choice among what may be no whole number");
    const node = writer.hold(n.node);
    if (n.low < 1 || n.high > choicesMost)
      writer.must(both(binary("ge", node, constant(1)), binary("le", node, constant(choicesMost))), "size out of bound");
    const answer = writer.newLocal("i32");
    writer.emit({ do: "choose", local: answer, among: node });
    return counted(local(answer), Math.min(n.high, choicesMost) - 1);
  });
}

function callMethod(writer: Writer, { of, name }: Extract<Value, { is: "method" }>, args: readonly Value[], key: string): Value {
  if (of.is === "row") return callRow(writer, of, name, args);
  if (of.is === "part") return callPart(writer, of, name, args);
  if (isList(of)) return callList(writer, of, name, args, (its, fn, given) => applied(its, fn, given, key), key);
  const words = of.is === "constant" ? [of.value] : of.is === "pick" ? of.list : [];
  const node = of.is === "pick" ? of.node : constant(0);
  if (words.length > 0 && words.every((word) => word instanceof Map || word instanceof Set))
    return ofCollection(writer, words, node, name, args);
  if (words.length > 0 && words.every((word) => typeof word === "string")) return ofWords(writer, words, node, name, args);
  return unclear(`${name}() of this kind of value`);
}

function callNative(writer: Writer, native: Native, args: readonly Value[], key: string): Value {
  if (native.ofConstants !== undefined && args.every((one) => one.is === "constant"))
    return known(native.ofConstants(...args.map((one) => (one as { value: unknown }).value)));
  return native.apply(writer, args, (its, fn, given) => applied(its, fn, given, key));
}
