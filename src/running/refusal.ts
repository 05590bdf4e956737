/**
 * The two ways in which a command ends without a verdict: it is refused (exit code 2), or a thread that it needs is
 * lost or at fault (exit code 3). Either gives one line.
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

/** Code of a specification or of the user never answered, or threw. */
export class Unanswered extends Error {}

/** The refusal of a system that a suite does not have. */
export function unknownSystem(suite: string, name: string, known: readonly string[]): Refusal {
  return known.length === 0
    ? new Refusal(`no system of ${suite} is called "${name}": it has only one, which needs no name`)
    : unknown(`no system of ${suite}`, name, known, `(it has ${known.join(", ")})`);
}

/** The refusal of memory that the machine does not give; any other error as it is. */
export function noSuchMemory(error: unknown, bytes: number): unknown {
  return error instanceof RangeError && /array buffer|allocate memory/i.test(error.message)
    ? new Refusal(`--memory ${Math.round(bytes / 2 ** 20)}: the machine does not give that much at once`) : error;
}

/** The refusal of a name that nothing has, with the nearest that something has: `what` begins with "no". */
export function unknown(what: string, name: string, known: Iterable<string>, advice: string): Refusal {
  return new Refusal(`${what} is called "${name}"${didYouMean(name, known)} ${advice}`);
}
