/** What the free names of a function stand for, and whether that can change. */
import { types } from "node:util";
import type { CapturedScope, Inspected } from "./inspection.ts";
import { type PlacedFunction, bindingOf, whyChanging, whyUncertain } from "./scopes.ts";
import type { Scripts } from "./scripts.ts";

/** What a free name stands for. */
export type Captured =
  /** It is never assigned again. What an object holds may change all the same. */
  | { readonly kind: "value"; readonly value: unknown }
  /** A global of the runtime, such as `Math`, with its value now; anybody could have put something else there. */
  | { readonly kind: "global"; readonly name: string; readonly value: unknown }
  | { readonly kind: "unreadable"; readonly why: string };

export const unreadable = (why: string): Captured => ({ kind: "unreadable", why });

/** What the names stand for that a function uses and does not declare. */
export function capturesOf(
  fn: Function, text: string, names: Iterable<string>, found: Inspected | undefined, scripts: Scripts,
): Map<string, Captured> {
  const placed = found === undefined ? undefined : scripts.functionAt(found, text);
  return new Map(Array.from(names, (name): [string, Captured] => [name,
    found === undefined ? unreadable("the runtime does not show what it captures")
    : placed === undefined ? unreadable(`${found.script.url || "its script"} does not hold its text where the runtime says`)
    : captureOf(fn, name, found, placed, scripts)]));
}

function captureOf(fn: Function, name: string, { scopes, script }: Inspected, placed: PlacedFunction, scripts: Scripts): Captured {
  const binding = bindingOf(name, placed.scope);
  const uncertain = whyUncertain(name, placed.scope, binding);
  if (uncertain !== undefined) return unreadable(uncertain);
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
  const value = valueNow(scope.object, name);
  if (binding.imported?.name === "*") scripts.noteModule(value as object, binding.imported.from, script);
  const why = binding.imported === undefined ? whyChanging(name, binding, placed, value)
    : value === undefined ? `${name} is undefined, or has no value yet` : scripts.whyImportChanges(binding.imported, script);
  return why === undefined ? { kind: "value", value } : unreadable(why);
}

const isGlobal = ({ description }: CapturedScope): boolean => description === "Global";

/**
 * Whether an object holds a member as a module does: it is a module, or what a loader or bundler writes for one, where each member
 * is asked of a function and stays what that function gives.
 */
export function isModuleMember(object: unknown, key: string): object is object {
  if (typeof object !== "object" || object === null || types.isProxy(object)) return false;
  const own = Object.getOwnPropertyDescriptor(object, key);
  if (own === undefined || types.isModuleNamespaceObject(object)) return own !== undefined;
  return own.get !== undefined && (own.configurable !== true || isModule(object));
}

/** Whether an object is a module, or says that it stands for one. */
export function isModule(object: object): boolean {
  return types.isModuleNamespaceObject(object) || Object.hasOwn(object, "__esModule")
    || Object.getOwnPropertyDescriptor(object, Symbol.toStringTag)?.value === "Module";
}

/** The function that gives a member of a module; `undefined` where the runtime does. */
export const getterOf = (module: object, name: string): Function | undefined =>
  Reflect.get(Object.getOwnPropertyDescriptor(module, name) ?? {}, "get") as Function | undefined;

/** What a scope or a module holds now: `undefined` for what has no value yet, although some runtimes throw then. */
export function valueNow(holder: object, name: string): unknown {
  try {
    return (holder as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

/** What a member of a module stands for that the runtime itself gives. */
export function memberOf(module: object, name: string, scripts: Scripts): Captured {
  const value = valueNow(module, name);
  const why = value === undefined ? `${name} is undefined, or has no value yet` : scripts.whyMemberChanges(module, name);
  return why === undefined ? { kind: "value", value } : unreadable(why);
}
