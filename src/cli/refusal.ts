/**
 * A refusal: what the user asked for cannot be done, and why. The command ends with exit code 2 and one line.
 */
import { didYouMean } from "../language/index.ts";

export class Refusal extends Error {
  /** One line: what, where, what to do. */
  constructor(sentence: string) {
    super(sentence);
    this.name = "Refusal";
  }
}

/** The refusal of a name that nothing has, with the nearest that something has. */
export function unknown(what: string, name: string, known: Iterable<string>, advice: string): Refusal {
  return new Refusal(`${what} "${name}" is not known${didYouMean(name, known)} ${advice}`.replace("? ", "? "));
}
