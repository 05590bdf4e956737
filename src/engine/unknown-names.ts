/**
 * Ends the prototype chain of rows and worlds, so that a misspelt column or table is a fault that names the nearest real
 * one, in untyped files too. Names that exist are found before, hence this costs them nothing.
 */
import { didYouMean } from "../language/fault.ts";
import { raise } from "./noting.ts";

/** A prototype that refuses every name but those of ordinary objects. `what` is told in messages: `a row of "thread"`. */
export function nothingElse(what: string, kind: string, names: readonly string[]): object {
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
  });
}
