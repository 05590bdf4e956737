/**
 * What sentences are: the text of a function, read as a syntax tree, with the values that its free names stand for. From these alone
 * the function could be written again; what says more than that is not read, and the reason is told.
 */
import type { AnyNode } from "acorn";
import { types } from "node:util";
import { isKey, keyWordOf } from "../language/operation-key.ts";
import { bindingsOf } from "./bindings.ts";
import { type Captured, capturesOf, getterOf, isModule, memberOf, unreadable, valueNow } from "./captures.ts";
import { type Inspected, inspecting } from "./inspection.ts";
import { type FunctionTree, everyNode, textOf, treeOf } from "./parse.ts";
import { isNamingText, nameGiven, plainTree } from "./plain.ts";
import { type Scripts, scriptsOf } from "./scripts.ts";

export type { Captured };

export type ReadFunction =
  | {
    readonly kind: "read";
    readonly fn: Function;
    readonly text: string;
    /** Its offsets are those of the text. What loaders add is taken away: see `plain.ts`. */
    readonly tree: FunctionTree;
    /** By free name. A member `x` of a module that is captured as `m` has the name `m.x`, also in the tree. */
    readonly names: ReadonlyMap<string, Captured>;
    /** Looked up for all functions that were read at once, when that of one is asked for first. */
    readonly place: Place | undefined;
  }
  | { readonly kind: "unread"; readonly fn: Function; readonly why: string };

/** Where the parameters of a function begin in the script that runs, counted from 1; source maps are not applied. */
export interface Place {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export interface Reader {
  of(fn: Function): ReadFunction;
}

/**
 * For ever, since neither the text of a function nor what is never assigned again can change. What is unreadable stays so, too: a name
 * that had no value yet is not asked for again.
 */
const known = new WeakMap<Function, ReadFunction>();

/** Makes known what a function says that was written just now. */
export function noteWritten(read: Extract<ReadFunction, { kind: "read" }>): void {
  known.set(read.fn, read);
}

/**
 * Reads functions and all functions that they capture, at once. A function that is met later is read when it is asked for, which costs
 * as much as all of them together.
 */
export function readerFor(roots: readonly Function[]): Reader {
  readAll(roots);
  return { of: (fn) => {
    if (!known.has(fn)) readAll([fn]);
    return known.get(fn)!;
  } };
}

/** A function whose text is parsed, on the way to being read. */
interface Draft {
  readonly fn: Function;
  readonly text: string;
  readonly tree: FunctionTree;
  readonly free: ReadonlyMap<string, readonly AnyNode[]>;
  captured: ReadonlyMap<string, Captured>;
}

/** Reads level by level, since what a function captures is known only then; only functions with free names cost a question. */
function readAll(roots: readonly Function[]): void {
  const drafts = new Map<Function, Draft>();
  inspecting((open) => {
    let scripts: Scripts | undefined;
    for (let level = new Set(roots); level.size > 0;) {
      const parsed = [...level].flatMap((fn) => known.has(fn) || drafts.has(fn) ? [] : draftOf(fn) ?? []);
      for (const draft of parsed) drafts.set(draft.fn, draft);
      const asked = parsed.filter(({ free }) => free.size > 0);
      level = new Set();
      if (asked.length === 0) continue;
      const inspection = open();
      const found = typeof inspection === "string" ? inspection : inspection.look(asked.map(({ fn }) => fn));
      if (typeof inspection === "string" || typeof found === "string") {
        for (const { fn } of asked) known.set(fn, { kind: "unread", fn, why: `what it captures cannot be seen: ${found as string}` });
        continue;
      }
      scripts ??= scriptsOf(inspection);
      for (const [i, draft] of asked.entries()) {
        const { fn, text, free } = draft;
        const isOfRuntime = found[i]?.script.url.startsWith("node:") === true;
        if (isOfRuntime) known.set(fn, { kind: "unread", fn, why: "it is a function of the runtime" });
        else draft.captured = capturesOf(fn, text, free.keys(), found[i], scripts);
      }
      level = new Set(asked.flatMap(functionsIn));
    }
    const placeOf = placesOf([...drafts.keys()]);
    for (const fn of drafts.keys()) finished(fn, { drafts, scripts, placeOf });
  });
}

/** A function with its tree; one that cannot be read is known at once. */
function draftOf(fn: Function): Draft | undefined {
  const text = textOf(fn);
  const tree = treeOf(fn, text);
  const free = typeof tree === "string" ? new Map<string, never>() : bindingsOf(tree).free;
  const why = typeof tree === "string" ? tree : refusalOf(free);
  if (why !== undefined) known.set(fn, { kind: "unread", fn, why });
  return typeof tree === "string" || why !== undefined ? undefined : { fn, text, tree, free, captured: new Map() };
}

/** Why the free names of a function cannot be read: they are no variables, or there to count what is covered. */
function refusalOf(free: ReadonlyMap<string, unknown>): string | undefined {
  if (free.has("arguments")) return "it uses arguments";
  if (free.has("eval")) return "it uses eval";
  return [...free.keys()].some((name) => /^cov_[0-9a-z]{6,}$/.test(name)) ? "it counts its own coverage (istanbul)" : undefined;
}

/**
 * The functions that a function captures, itself or as members of what it captures, and those that give members of modules. Members of
 * lists and plain objects are read even where no name asks for them: to read each alone, later, costs far more.
 */
function functionsIn({ tree, captured }: Draft): Function[] {
  const found: Function[] = [];
  const take = (value: unknown): unknown => {
    if (typeof value === "function" && keyWordOf(value) === undefined) found.push(value);
    return value;
  };
  const valueOf = (name: string): unknown => {
    const one = captured.get(name);
    return one?.kind === "value" ? one.value : undefined;
  };
  const follow = (node: AnyNode): unknown => {
    if (node.type === "Identifier") return valueOf(node.name);
    if (node.type === "Literal") return node.value;
    if (node.type !== "MemberExpression") return undefined;
    const object = follow(node.object);
    const key = !node.computed && node.property.type === "Identifier" ? node.property.name : follow(node.property);
    if (typeof object !== "object" || object === null || types.isProxy(object)) return undefined;
    if (typeof key !== "string" || !Object.hasOwn(object, key)) return undefined;
    const getter = getterOf(object, key);
    take(getter);
    // Nothing but what stands for a module is known to do nothing else when it is asked.
    return getter === undefined || isModule(object) ? take(valueNow(object, key)) : undefined;
  };
  const values = [...captured.keys()].map(valueOf);
  for (const value of values) {
    take(value);
    if (!isPlain(value) || isKey(value)) continue;
    for (const key of Object.keys(value)) if (getterOf(value, key) === undefined) take(valueNow(value, key));
  }
  if (values.some((value) => typeof value === "object"))
    everyNode(tree, (node) => { if (node.type === "MemberExpression") follow(node); });
  return found;
}

/** Whether a value is a list, or an object as one writes it. Long lists hold data. */
function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null || types.isProxy(value) || isModule(value)) return false;
  const kind: unknown = Object.getPrototypeOf(value);
  return Array.isArray(value) ? value.length < 1000 : kind === null || Object.getPrototypeOf(kind) === null;
}

interface Reading {
  readonly drafts: ReadonlyMap<Function, Draft>;
  readonly scripts: Scripts | undefined;
  readonly placeOf: (fn: Function) => Place | undefined;
}

/** A function as it is read in the end; what it captures is there by then. */
function finished(fn: Function, reading: Reading): ReadFunction | undefined {
  const { drafts, scripts, placeOf } = reading;
  const draft = drafts.get(fn);
  if (known.has(fn) || draft === undefined) return known.get(fn);
  const { text, tree, free, captured } = draft;
  // What leads back to it while it is being finished is not read.
  known.set(fn, { kind: "unread", fn, why: "it stands for a member of a module that stands for itself" });
  const names = plainTree(tree, { captured, uses: new Set([...free.values()].flat()),
    keepsNames: (helper) => {
      const read = finished(helper, reading);
      return read?.kind === "read" && isNamingText(read.text)
        && [...read.names.values()].every((one) => one.kind === "value" && one.value === Object.defineProperty);
    },
    member: (module, name) => {
      const getter = getterOf(module, name);
      if (getter === undefined) return memberOf(module, name, scripts!);
      const read = finished(getter, reading);
      const given = read?.kind === "read" ? read.names.get(nameGiven(read.tree) ?? "") : undefined;
      return given ?? unreadable(`${name} is computed by a function`);
    } });
  const read: ReadFunction = { kind: "read", fn, text, tree, names, get place() { return placeOf(fn); } };
  known.set(fn, read);
  return read;
}

/** Tells where functions stand, once one of them is asked for; of what the runtime does not show, nothing. */
export function placesOf(fns: readonly Function[]): (fn: Function) => Place | undefined {
  let places: Map<Function, Place | undefined> | undefined;
  return (fn) => {
    places ??= inspecting((open) => {
      const inspection = open();
      const found = typeof inspection === "string" ? inspection : inspection.look(fns);
      return typeof found === "string" ? new Map() : new Map(fns.map((one, i) => [one, placeOf(found[i])]));
    });
    return places.get(fn);
  };
}

const placeOf = (found: Inspected | undefined): Place | undefined =>
  found === undefined ? undefined : { url: found.script.url, line: found.line + 1, column: found.column + 1 };
