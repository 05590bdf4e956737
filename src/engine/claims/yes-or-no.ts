/**
 * What a sentence that is asked may answer. Anything but `true` and `false` is a fault of the specification: a promise, a word
 * or nothing at all would count as yes or no by how JavaScript converts it, and a claim that answers a promise would always hold.
 */
import { SpecificationFault } from "../../language/fault.ts";
import { noted, raiseNoted } from "../stepping/noting.ts";

/**
 * The answer of a sentence; throws a SpecificationFault that names `who` answered where it is neither true nor false, and the
 * fault that the sentence ran into where it swallowed one.
 */
export function yes(answer: unknown, who: string): boolean {
  if (noted.fault !== null) raiseNoted();
  return answer === true || (answer !== false && refuse(answer, who));
}

function refuse(answer: unknown, who: string): never {
  throw new SpecificationFault("not yes or no", `${who} must answer yes or no, and it answered ${told(answer)}`);
}

/** An answer in words. A promise is told, and what becomes of it later is nobody's business any more. */
export function told(answer: unknown): string {
  if (isPromise(answer)) {
    answer.then(undefined, () => {});
    return "a promise";
  }
  switch (typeof answer) {
    case "undefined": return "nothing";
    case "string": return JSON.stringify(answer.length > 40 ? `${answer.slice(0, 40)}…` : answer);
    case "number": case "boolean": case "bigint": return String(answer);
    case "object": return answer === null ? "null" : Array.isArray(answer) ? "a list" : "an object";
    default: return `a ${typeof answer}`;
  }
}

function isPromise(answer: unknown): answer is PromiseLike<unknown> {
  return answer instanceof Promise;
}
