/**
 * What sentences are: the text of a function, read as a syntax tree, with the values that its free names stand for. From these alone
 * the function could be written again; what says more than that is not read, and the reason is told.
 */
import type { AnyNode } from "acorn";
import { types } from "node:util";
import { bindingsOf } from "./bindings.ts";
import { type CapturedScope, type Inspected, type Inspection, inspecting } from "./inspection.ts";
import { everyNode, type FunctionTree, textOf, treeOf } from "./parse.ts";
import { isNamespaceMember, isNamingText, nameGiven, plainTree } from "./plain.ts";
import { bindingOf, isLookedUpAnew, type PlacedFunction, whyChanging } from "./scopes.ts";
import { type Scripts, scriptsOf } from "./scripts.ts";

/** What a free name stands for. */
export type Captured =
  /** It is never assigned again. What an object holds may change all the same. */
  | { readonly kind: "value"; readonly value: unknown }
  /** A global of the runtime, such as `Math`, with its value now; anybody could have put something else there. */
  | { readonly kind: "global"; readonly name: string; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly why: string };

/** Where the parameters of a function begin in the script that runs, counted from 1; source maps are not applied. */
export interface Place {
  readonly url: string;
  readonly line: number;
  readonly column: number;
}

export type ReadFunction =
  | {
    readonly kind: "read";
    readonly fn: Function;
    readonly text: string;
    /** Its offsets are those of the text. What loaders add is taken away: see `plain.ts`. */
    readonly tree: FunctionTree;
    /** `undefined` when nothing that was read with it has free names, so that nobody was asked. */
    readonly place: Place | undefined;
    /** By free name. A member `x` of a module that is captured as `m` has the name `m.x`, also in the tree. */
    readonly names: ReadonlyMap<string, Captured>;
  }
  | { readonly kind: "unread"; readonly fn: Function; readonly why: string };

export interface Reader {
  of(fn: Function): ReadFunction;
}

/** For ever, since neither the text of a function nor what is never assigned again can change. */
const known = new WeakMap<Function, ReadFunction>();

/** Reads functions and all functions that they capture, at once; a function that is met later is read when it is asked for. */
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
  readonly captured: Map<string, Captured>;
  place: Place | undefined;
}

function readAll(roots: readonly Function[]): void {
  const drafts = new Map<Function, Draft>();
  inspecting((open) => {
    let inspection: Inspection | undefined;
    let scripts: Scripts | undefined;
    for (let level = [...new Set(roots)]; level.length > 0;) {
      const parsed = level.flatMap((fn) => draftOf(fn) ?? []);
      if (inspection !== undefined || parsed.some(({ free }) => free.size > 0)) {
        const looked = look(parsed.map(({ fn }) => fn), () => inspection ??= open());
        if ("why" in looked) for (const { fn, free } of parsed) if (free.size > 0) known.set(fn, { kind: "unread", fn, why: looked.why });
        if ("found" in looked) {
          scripts ??= scriptsOf(inspection!);
          for (const [i, draft] of parsed.entries()) locate(draft, looked.found[i], scripts);
        }
      }
      for (const draft of parsed) if (!known.has(draft.fn)) drafts.set(draft.fn, draft);
      level = [...new Set(parsed.flatMap(functionsIn))].filter((fn) => !known.has(fn) && !drafts.has(fn));
    }
    for (const fn of drafts.keys()) finished(fn, drafts, scripts);
  });
}

type Looked = { readonly found: readonly (Inspected | undefined)[] } | { readonly why: string };

/** What an inspection finds out about functions, or why the runtime does not let anybody inspect it. */
function look(fns: readonly Function[], open: () => Inspection): Looked {
  try {
    return { found: open().look(fns) };
  } catch (error) {
    return { why: `what it captures cannot be seen: ${(error as Error).message}` };
  }
}

/** A function with its tree; one that cannot be read is known at once. */
function draftOf(fn: Function): Draft | undefined {
  if (known.has(fn)) return undefined;
  const text = textOf(fn);
  const tree = treeOf(fn, text);
  const { free } = typeof tree === "string" ? { free: undefined } : bindingsOf(tree);
  const why = typeof tree === "string" ? tree : refusalOf(free!);
  if (why !== undefined) known.set(fn, { kind: "unread", fn, why });
  return typeof tree === "string" || why !== undefined ? undefined : { fn, text, tree, free: free!, captured: new Map(), place: undefined };
}

/** Names that nobody can read, and what coverage by counting adds. */
function refusalOf(free: ReadonlyMap<string, readonly AnyNode[]>): string | undefined {
  if (free.has("arguments")) return "it uses arguments";
  if (free.has("eval")) return "it uses eval";
  return [...free.keys()].some((name) => /^cov_[0-9a-z]{6,}$/.test(name)) ? "it counts its own coverage (istanbul)" : undefined;
}

/** Notes where a function stands and what its names stand for. */
function locate(draft: Draft, found: Inspected | undefined, scripts: Scripts): void {
  if (found !== undefined) draft.place = { url: found.script.url, line: found.line + 1, column: found.column + 1 };
  const placed = draft.free.size === 0 || found === undefined ? undefined : scripts.functionAt(found, draft.text);
  for (const name of draft.free.keys()) draft.captured.set(name,
    found === undefined ? unreadable("the runtime does not show what it captures")
    : placed === undefined ? unreadable(`${found.script.url || "its script"} does not hold its text where the runtime says`)
    : capturedBy(draft.fn, name, found, placed, scripts));
}

const unreadable = (why: string): Captured => ({ kind: "unreadable", why });

function capturedBy(fn: Function, name: string, { scopes, script }: Inspected, placed: PlacedFunction, scripts: Scripts): Captured {
  const binding = bindingOf(name, placed.scope);
  if (isLookedUpAnew(placed.scope, binding)) return unreadable(`${name} may be changed by eval, or be looked up in the object of a with`);
  if (binding !== undefined && binding.scope === placed.scope && placed.node.type === "FunctionExpression" && placed.node.id?.name === name)
    return { kind: "value", value: fn };
  const scope = scopes.find((one) => isGlobal(one) ? name in one.object : Object.hasOwn(one.object, name));
  if (scope === undefined) return unreadable(binding === undefined ? `${name} is not declared` : `${name} is not among what it captures`);
  if (isGlobal(scope)) {
    if (binding !== undefined) return unreadable(`${name} is a variable that every script may assign to`);
    const own = Object.getOwnPropertyDescriptor(scope.object, name);
    if (own === undefined || !("value" in own)) return unreadable(`${name} is a global that is computed`);
    return { kind: "global", name, value: own.value };
  }
  if (binding === undefined) return unreadable(`${name} is declared outside of the script that uses it`);
  if (scope.description === "Script" && !binding.isConstant) return unreadable(`${name} is a variable that every script may assign to`);
  const value = scope.object[name];
  if (binding.imported?.name === "*") scripts.noteModule(value as object, binding.imported.from, script);
  const why = binding.imported === undefined ? whyChanging(name, binding, placed, value)
    : value === undefined ? `${name} is undefined, or has no value yet` : scripts.whyImportChanges(binding.imported, script);
  return why === undefined ? { kind: "value", value } : unreadable(why);
}

const isGlobal = ({ description }: CapturedScope): boolean => description === "Global";

/** A function as it is read in the end; what it captures is there by then. */
function finished(fn: Function, drafts: ReadonlyMap<Function, Draft>, scripts: Scripts | undefined): ReadFunction | undefined {
  const draft = drafts.get(fn);
  if (known.has(fn) || draft === undefined) return known.get(fn);
  const { text, tree, place, free, captured } = draft;
  // What leads back to it while it is being finished is not read.
  known.set(fn, { kind: "unread", fn, why: "it stands for a member of a module that stands for itself" });
  const names = free.size === 0 ? new Map<string, Captured>() : plainTree(tree, { captured, uses: new Set([...free.values()].flat()),
    keepsNames: (helper) => {
      const read = finished(helper, drafts, scripts);
      return read?.kind === "read" && isNamingText(read.text)
        && [...read.names.values()].every((one) => one.kind === "value" && one.value === Object.defineProperty);
    },
    member: (module, name) => memberOf(module, name, drafts, scripts!) });
  const read: ReadFunction = { kind: "read", fn, text, tree, place, names };
  known.set(fn, read);
  return read;
}

/** What a member of a module stands for. */
function memberOf(module: object, name: string, drafts: ReadonlyMap<Function, Draft>, scripts: Scripts): Captured {
  const getter = getterOf(module, name);
  if (getter === undefined) {
    const value = attempted(() => (module as Record<string, unknown>)[name]);
    const why = value === undefined ? `${name} is undefined, or has no value yet` : scripts.whyMemberChanges(module, name);
    return why === undefined ? { kind: "value", value } : unreadable(why);
  }
  const read = finished(getter, drafts, scripts);
  const given = read?.kind === "read" ? read.names.get(nameGiven(read.tree) ?? "") : undefined;
  return given ?? unreadable(`${name} is computed by a function`);
}

const getterOf = (object: object, key: string): Function | undefined =>
  Reflect.get(Object.getOwnPropertyDescriptor(object, key) ?? {}, "get") as Function | undefined;

/** What something gives, or `undefined` where it throws, as what has no value yet does. */
function attempted(give: () => unknown): unknown {
  try {
    return give();
  } catch {
    return undefined;
  }
}

/** The functions that a function captures, itself or as members of what it captures, and those that give members of modules. */
function functionsIn({ tree, captured }: Draft): Function[] {
  const found: Function[] = [];
  const take = (value: unknown): unknown => {
    if (typeof value === "function") found.push(value);
    return value;
  };
  for (const one of captured.values()) if (one.kind === "value") take(one.value);
  const follow = (node: AnyNode): unknown => {
    if (node.type === "Identifier") {
      const one = captured.get(node.name);
      return one?.kind === "value" ? one.value : undefined;
    }
    if (node.type !== "MemberExpression") return undefined;
    const object = follow(node.object);
    const key = !node.computed && node.property.type === "Identifier" ? node.property.name : follow(node.property);
    if (typeof object !== "object" || object === null || types.isProxy(object)) return undefined;
    if (typeof key !== "string" || !Object.hasOwn(object, key)) return undefined;
    const getter = getterOf(object, key);
    if (getter !== undefined && !isNamespaceMember(object, key)) return undefined;
    take(getter);
    return take(attempted(() => (object as Record<string, unknown>)[key]));
  };
  if ([...captured.values()].some((one) => one.kind === "value" && typeof one.value === "object"))
    everyNode(tree, (node) => { if (node.type === "MemberExpression") follow(node); });
  return found;
}
