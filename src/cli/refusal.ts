/**
 * A refusal: what the user asked for cannot be done, and why. The command ends with exit code 2 and one line.
 */
import { type FaultCode, didYouMean } from "../language/index.ts";

export class Refusal extends Error {
  /** The fault of a specification that is behind it, if any. */
  readonly fault: FaultCode | undefined;

  /** One line: what, where, what to do. */
  constructor(sentence: string, fault?: FaultCode) {
    super(sentence);
    this.name = "Refusal";
    this.fault = fault;
  }
}

/** The refusal of a name that nothing has, with the nearest that something has: `what` begins with "no". */
export function unknown(what: string, name: string, known: Iterable<string>, advice: string): Refusal {
  return new Refusal(`${what} is called "${name}"${didYouMean(name, known)} ${advice}`);
}
