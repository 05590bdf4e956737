/**
 * Finds what sentences ask of steps by name: with which names they compare an operation, an outcome or an answer, which arguments they
 * read, and what they ask with an operation's key. All of it is read off the text, where it stands in the sentence or in a function that
 * the sentence captures; what is computed is found where it is asked.
 */
import type { AnyNode, CallExpression, Function as FunctionNode } from "acorn";
import { type KeyWord, type OperationKey, isKey, keyWordOf } from "../language/operation-key.ts";
import type { Captured } from "./captures.ts";
import { type FunctionTree, isNode, textOf, treeOf } from "./parse.ts";
import type { Reader } from "./read.ts";

/** What a step is asked for. */
const parts = ["operation", "outcome", "answer"] as const;

export type Part = (typeof parts)[number];

type Key = OperationKey<any, string, string>;

type How = "equals" | "startsWith" | "endsWith" | "includes";

/** A name that a sentence uses of a step. */
export type AskedName =
  /** It is compared with a part of the step, and how. */
  | { readonly kind: "compared"; readonly what: Part; readonly name: string; readonly how: How }
  /** An argument, as in `step.args.client`. */
  | { readonly kind: "argument"; readonly name: string }
  /** An outcome or an answer of an operation, as in `reply.told(step, "ok")`; of any where the word is that of a world. */
  | { readonly kind: "named"; readonly word: KeyWord; readonly name: string }
  /** An argument of an operation, as in `reply.of(step)?.caller`. */
  | { readonly kind: "argument of"; readonly key: Key; readonly name: string }
  /** A word of an operation's key, as in `reply.told`. */
  | { readonly kind: "word"; readonly key: Key; readonly name: string };

/** What is known of an expression. */
type Meaning =
  | { readonly is: "part"; readonly what: Part }
  | { readonly is: "names"; readonly list: readonly string[] }
  | { readonly is: "key" | "keys"; readonly of: readonly Key[] }
  /** Of steps of these operations, or of any. */
  | { readonly is: "arguments"; readonly of: readonly Key[] | null }
  | { readonly is: "word"; readonly all: readonly KeyWord[]; readonly of: readonly Key[] };

type Meanings = Map<string, Meaning | undefined>;

const goesThrough = new Set(["some", "every", "find", "findIndex", "findLast", "filter", "map", "flatMap", "forEach"]);

/** The names that a sentence asks a step for; `reader` gives what it captures. */
export function namesAsked(sentence: Function, reader: Reader): AskedName[] {
  const found: AskedName[] = [];
  const met = new Set<Function>();
  const follow = (fn: Function, isSentence: boolean): void => {
    if (met.has(fn) || keyWordOf(fn) !== undefined) return;
    met.add(fn);
    const read = reader.of(fn);
    const tree = read.kind === "read" ? read.tree : treeOf(fn, textOf(fn));
    if (typeof tree === "string") return;
    const names = read.kind === "read" ? read.names : new Map<string, Captured>();
    found.push(...new Asking(names, isSentence).of(tree));
    for (const one of names.values()) if (one.kind === "value" && typeof one.value === "function") follow(one.value, false);
  };
  follow(sentence, true);
  return found;
}

/** Goes through one text. In a sentence whatever is called so is a part of the step; elsewhere it must be one of something called step. */
class Asking {
  private readonly found: AskedName[] = [];
  private readonly names: ReadonlyMap<string, Captured>;
  private readonly isSentence: boolean;

  constructor(names: ReadonlyMap<string, Captured>, isSentence: boolean) {
    this.names = names;
    this.isSentence = isSentence;
  }

  of(tree: FunctionTree): AskedName[] {
    this.within(tree, new Map());
    return this.found;
  }

  private visit(node: AnyNode, known: Meanings): void {
    switch (node.type) {
      case "FunctionExpression": case "ArrowFunctionExpression": case "FunctionDeclaration": return this.within(node, known);
      case "CallExpression": return this.call(node, known);
      case "VariableDeclarator":
        if (node.init == null) return;
        this.visit(node.init, known);
        return this.bind(node.id, isArguments(node.init) ? { is: "arguments", of: null } : this.meaning(node.init, known), known);
      case "BinaryExpression":
        if (/^[!=]==?$/.test(node.operator)) for (const [one, other] of [[node.left, node.right], [node.right, node.left]] as const)
          this.compared(this.meaning(one, known), this.meaning(other, known));
        break;
      case "SwitchStatement":
        for (const { test } of node.cases)
          if (test != null) this.compared(this.meaning(node.discriminant, known), this.meaning(test, known));
        break;
      case "MemberExpression": this.member(node, known);
    }
    for (const one of childrenOf(node)) this.visit(one, known);
  }

  /** A function: its parameters hide what has their names. */
  private within(node: FunctionNode, known: Meanings, first?: Meaning): void {
    const inner: Meanings = new Map(known);
    node.params.forEach((param, i) => this.bind(param, i === 0 ? first : undefined, inner));
    this.visit(node.body, inner);
  }

  private call(node: CallExpression, known: Meanings): void {
    const callee = plain(node.callee);
    const meaning = this.meaning(callee, known);
    if (meaning?.is === "word") {
      for (const word of meaning.all) if (word.word === "told" || word.word === "ended")
        for (const one of node.arguments.slice(1, word.operation === null ? undefined : 2))
          for (const name of this.namesIn(one, known)) this.found.push({ kind: "named", word, name });
      return this.visitEach(node, known, { is: "arguments", of: meaning.of });
    }
    if (callee.type !== "MemberExpression") return this.visitEach(node, known);
    const of = this.meaning(callee.object, known);
    const name = nameOf(callee) ?? "";
    const [argument] = node.arguments;
    const given = argument === undefined ? undefined : this.meaning(argument, known);
    if (of?.is === "keys" && goesThrough.has(name)) return this.visitEach(node, known, { is: "key", of: of.of });
    if (["includes", "has", "indexOf"].includes(name)) this.compared(given, of);
    if (name === "startsWith" || name === "endsWith" || name === "includes") this.compared(of, given, name);
    this.visitEach(node, known);
  }

  /** The parts of a call; what functions among its arguments are given first is known. */
  private visitEach({ callee, arguments: given }: CallExpression, known: Meanings, first?: Meaning): void {
    this.visit(callee, known);
    for (const one of given)
      if (first !== undefined && (one.type === "ArrowFunctionExpression" || one.type === "FunctionExpression"))
        this.within(one, known, first);
      else this.visit(one, known);
  }

  private member(node: Extract<AnyNode, { type: "MemberExpression" }>, known: Meanings): void {
    const name = nameOf(node);
    if (name === undefined) return;
    const of = this.meaning(node.object, known);
    if (of?.is === "arguments") this.argument(of.of, name);
    if (of?.is === "key") for (const key of of.of) this.found.push({ kind: "word", key, name });
  }

  private argument(of: readonly Key[] | null, name: string): void {
    if (of === null) this.found.push({ kind: "argument", name });
    else for (const key of of) this.found.push({ kind: "argument of", key, name });
  }

  private compared(part: Meaning | undefined, names: Meaning | undefined, how: How = "equals"): void {
    if (part?.is === "part" && names?.is === "names")
      for (const name of names.list) this.found.push({ kind: "compared", what: part.what, name, how });
  }

  private namesIn(node: AnyNode, known: Meanings): readonly string[] {
    const meaning = this.meaning(node.type === "SpreadElement" ? node.argument : node, known);
    return meaning?.is === "names" ? meaning.list : [];
  }

  /** What the names of a pattern stand for. */
  private bind(pattern: AnyNode, meaning: Meaning | undefined, known: Meanings, isStep = this.isSentence): void {
    switch (pattern.type) {
      case "Identifier": return void known.set(pattern.name, meaning);
      case "AssignmentPattern": return this.bind(pattern.left, meaning, known, isStep);
      case "ArrayPattern": for (const one of pattern.elements) if (one !== null) this.bind(one, undefined, known);
        return;
      case "ObjectPattern":
        for (const one of pattern.properties) {
          if (one.type === "RestElement") continue;
          const name = one.key.type === "Identifier" && !one.computed ? one.key.name : "";
          if (meaning?.is === "arguments" && name !== "") this.argument(meaning.of, name);
          const what = isStep && meaning === undefined ? parts.find((part) => part === name) : undefined;
          this.bind(one.value, what === undefined ? undefined : { is: "part", what }, known, this.isSentence || name === "step");
        }
    }
  }

  private meaning(given: AnyNode, known: Meanings): Meaning | undefined {
    const node = plain(given);
    switch (node.type) {
      case "Identifier": return known.has(node.name) ? known.get(node.name) : meaningOf(this.value(node));
      case "Literal": return typeof node.value === "string" ? { is: "names", list: [node.value] } : undefined;
      case "TemplateLiteral": return node.expressions.length > 0 ? undefined : { is: "names", list: [node.quasis[0]!.value.cooked ?? ""] };
      case "ArrayExpression": return together(node.elements.map((one) =>
        one === null ? undefined : this.meaning(one.type === "SpreadElement" ? one.argument : one, known)));
      case "NewExpression": return node.arguments.length === 1 ? this.meaning(node.arguments[0]!, known) : undefined;
      case "ConditionalExpression": return together([node.consequent, node.alternate].map((one) => this.meaning(one, known)));
      case "CallExpression": {
        const word = this.meaning(node.callee, known);
        return word?.is === "word" && word.all.every(({ word: called }) => called === "of") ? { is: "arguments", of: word.of } : undefined;
      }
      case "MemberExpression": {
        const name = nameOf(node);
        if (isArguments(node)) return { is: "arguments", of: null };
        const of = this.meaning(node.object, known);
        if (of?.is === "key" && name !== undefined) {
          const all = of.of.map((key) => keyWordOf((key as unknown as Readonly<Record<string, unknown>>)[name]));
          return all.every((one) => one !== undefined) ? { is: "word", all, of: of.of } : undefined;
        }
        const what = parts.find((part) => part === name);
        if (what === undefined) return meaningOf(this.value(node));
        const isStep = this.isSentence ? nameOf(plain(node.object)) !== "args" : isCalledStep(node.object);
        return isStep ? { is: "part", what } : undefined;
      }
      default: return undefined;
    }
  }

  /** The value of a captured name, or of a part of what one stands for. */
  private value(node: AnyNode): unknown {
    if (node.type === "Identifier") {
      const one = this.names.get(node.name);
      return one?.kind === "value" ? one.value : undefined;
    }
    const name = node.type === "MemberExpression" ? nameOf(node) : undefined;
    const object = name === undefined ? undefined : this.value(plain((node as Extract<AnyNode, { type: "MemberExpression" }>).object));
    const own = typeof object === "object" && object !== null ? Object.getOwnPropertyDescriptor(object, name!) : undefined;
    return own === undefined || !("value" in own) ? undefined : own.value as unknown;
  }
}

/** What a captured value is to sentences. */
function meaningOf(value: unknown): Meaning | undefined {
  if (typeof value === "string") return { is: "names", list: [value] };
  if (isKey(value)) return { is: "key", of: [value] };
  const word = keyWordOf(value);
  if (word !== undefined) return { is: "word", all: [word], of: [] };
  const list: unknown[] = Array.isArray(value) || value instanceof Set ? [...value as Iterable<unknown>] : [];
  if (list.length === 0) return undefined;
  if (list.every((one) => typeof one === "string")) return { is: "names", list };
  return list.every(isKey) ? { is: "keys", of: list } : undefined;
}

/** A list of some things. */
function together(all: readonly (Meaning | undefined)[]): Meaning | undefined {
  const names = all.flatMap((one) => one?.is === "names" ? [one.list] : []);
  const keys = all.flatMap((one) => one?.is === "key" || one?.is === "keys" ? [one.of] : []);
  if (all.length === 0) return undefined;
  if (names.length === all.length) return { is: "names", list: names.flat() };
  return keys.length === all.length ? { is: "keys", of: keys.flat() } : undefined;
}

/** An expression without what only says how it is evaluated. */
const plain = (node: AnyNode): AnyNode =>
  node.type === "ChainExpression" || node.type === "ParenthesizedExpression" ? plain(node.expression) : node;

/** The name of a member, where it is written out. */
function nameOf(node: AnyNode): string | undefined {
  if (node.type !== "MemberExpression") return undefined;
  if (!node.computed) return node.property.type === "Identifier" ? node.property.name : undefined;
  return node.property.type === "Literal" && typeof node.property.value === "string" ? node.property.value : undefined;
}

/** Whether something is called step: by its name, or as a part. */
function isCalledStep(node: AnyNode): boolean {
  const one = plain(node);
  return (one.type === "Identifier" && one.name === "step") || nameOf(one) === "step";
}

/** Whether an expression is the arguments of a step. */
function isArguments(node: AnyNode): boolean {
  const one = plain(node);
  return one.type === "MemberExpression" && nameOf(one) === "args" && isCalledStep(one.object);
}

function childrenOf(node: AnyNode): AnyNode[] {
  return Object.values(node).flatMap((part: unknown) => Array.isArray(part) ? part.filter(isNode) : isNode(part) ? [part] : []);
}
