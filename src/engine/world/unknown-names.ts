/**
 * Ends the prototype chain of rows and worlds, so that a misspelt column or table is a fault that names the nearest real
 * one, in untyped files too. Names that exist are found before, hence this costs them nothing.
 */
import { didYouMean } from "../../language/fault.ts";
import { raise } from "../stepping/noting.ts";

/**
 * A prototype that refuses every name but those of ordinary objects. `what` is told in messages: `a row of "thread"`. One that
 * `isWhole` has no names that `for … in` could go through.
 */
export function nothingElse(what: string, kind: string, names: readonly string[], isWhole = false): object {
  const refuse = (name: string): never => {
    return raise("unknown name", `${what} has no ${kind} "${name}"${didYouMean(name, names)}`);
  };
  return new Proxy(Object.prototype, {
    get(target, name, receiver): unknown {
      // Symbols and `then` and `toJSON` are how the runtime asks what an object is.
      if (typeof name === "symbol" || name in target || name === "then" || name === "toJSON") return Reflect.get(target, name, receiver);
      return refuse(name);
    },
    set(_, name): boolean {
      return refuse(String(name));
    },
    ownKeys: (target) => isWhole ? refuseCopies(what) : Reflect.ownKeys(target),
  });
}

/** What holds its values elsewhere than in properties of its own looks empty to whoever copies these. */
function refuseCopies(what: string): never {
  return raise("unknown name", `${what} cannot be copied, listed or gone through: its values are read by name`);
}

/** Makes whoever copies the properties of an object, or writes it out, run into a fault: `{ ...row }`, `Object.entries(row)`. */
export function withoutCopies<T extends object>(one: T, what: string): T {
  return Object.defineProperty(one, "$copied", trapOf(what));
}

const traps = new Map<string, PropertyDescriptor>();

/** One for each kind of object, so that all of a kind have one shape. */
function trapOf(what: string): PropertyDescriptor {
  let trap = traps.get(what);
  if (trap === undefined) traps.set(what, trap = { enumerable: true, get: () => refuseCopies(what) });
  return trap;
}
