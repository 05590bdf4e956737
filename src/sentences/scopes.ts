/** Declared names, and whether what a function captures under one can ever become something else. */
import type { AnonymousFunctionDeclaration, ArrowFunctionExpression, FunctionDeclaration, FunctionExpression } from "acorn";

export type FunctionNode = FunctionDeclaration | AnonymousFunctionDeclaration | FunctionExpression | ArrowFunctionExpression;

/** One declared name. A name that is declared twice in a scope is one binding. */
export interface Binding {
  readonly scope: Scope;
  readonly writes: Write[];
  /** Constant once it has a value: `const`, and the own name of a function expression or a class. */
  isConstant: boolean;
  /** Where an imported name comes from; the name `*` stands for the whole module. */
  imported: Imported | undefined;
  /** Why nothing can be said of it. */
  unsure: string | undefined;
}

export interface Imported {
  readonly from: string;
  readonly name: string;
}

export interface Write {
  /** Where what writes ends, as an offset. */
  readonly at: number;
  /** Whether it runs at most once for each binding: in the function of the binding, and in no loop within its scope. */
  readonly once: boolean;
  /** A declaration without a value: it writes `undefined`. */
  readonly empty: boolean;
}

export interface Scope {
  readonly up: Scope | null;
  /** `body` is that of a function whose parameters have expressions: a scope of its own. */
  readonly kind: "script" | "function" | "body" | "block" | "loop" | "switch" | "with";
  readonly names: Map<string, Binding>;
  /** Names of functions in blocks, which code that is not strict hands on to the whole function, mostly. */
  readonly perhaps: Set<string>;
  /** For the scope of a function. */
  readonly fn: FunctionNode | undefined;
  /** Whether text becomes code in it, which may assign to everything that it sees. */
  evaluates: boolean;
}

/** A function of a script, with the scope in which its names are looked up that it does not declare itself. */
export interface PlacedFunction {
  readonly node: FunctionNode;
  readonly scope: Scope;
}

/** The binding that a name has in a scope; `undefined` for a name that the script does not declare. */
export function bindingOf(name: string, from: Scope): Binding | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.up) {
    const found = scope.names.get(name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Why a name may belong to something else than its binding; `undefined` when it cannot. */
export function whyUncertain(name: string, from: Scope, binding: Binding | undefined): string | undefined {
  for (let scope: Scope | null = from; scope !== null; scope = scope.up) {
    if (scope.kind === "with" || scope.evaluates) return `${name} may be changed by eval, or be looked up in the object of a with`;
    if (scope.perhaps.has(name)) return `${name} may be a function of a block`;
    if (scope === binding?.scope) return undefined;
  }
  return undefined;
}

/**
 * Why a function that is made where `placed` stands may see another value of a binding later; `undefined` when the value that it sees now
 * is the value for ever. Either the one thing that writes has run, which the value shows, or all that writes has run before the
 * function was made.
 */
export function whyChanging(name: string, binding: Binding, placed: PlacedFunction, value: unknown): string | undefined {
  if (binding.unsure !== undefined) return binding.unsure;
  if (value !== undefined && isWrittenOnce(binding)) return undefined;
  const made = madeAfter(placed, binding.scope);
  if (made !== undefined && binding.scope.kind !== "switch" && binding.writes.every(({ at, once }) => once && at <= made)) return undefined;
  return isWrittenOnce(binding) ? `${name} is undefined, or has no value yet` : `${name} may be assigned again`;
}

/** Whether a binding has no other value than one, once it has that. */
export function isWrittenOnce({ scope, unsure, isConstant, writes }: Binding): boolean {
  const values = writes.filter(({ empty }) => !empty);
  return unsure === undefined && !scope.evaluates && (isConstant || values.length === 0 || (values.length === 1 && values[0]!.once));
}

/** Where the function of a scope makes what leads to `placed`; `undefined` for what is there from the start. */
function madeAfter(placed: PlacedFunction, scope: Scope): number | undefined {
  let made: FunctionNode = placed.node;
  for (let at: Scope | null = placed.scope; at !== null && at !== scope; at = at.up) if (at.kind === "function") {
    if (at.fn === undefined) return undefined;
    made = at.fn;
  }
  return made.type === "FunctionDeclaration" ? undefined : made.start;
}
