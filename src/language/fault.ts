/**
 * A fault of a specification: the text of an operation, invariant or system contradicts itself or its schema.
 * It is never the kernel's fault and never the user's input; the engine reports it by name.
 */

/** The closed set of faults, each with the situation that raises it. */
export type FaultCode =
  | "no case applies"
  | "two cases apply"
  | "no such event"
  | "count out of bound"
  | "missing row"
  | "unknown name"
  | "duplicate sentence"
  | "lifecycle refused"
  | "queue full"
  | "queue empty"
  | "not a choice"
  | "size out of bound"
  | "sentence threw"
  | "not only read"
  | "not repeatable"
  | "not yes or no"
  | "not a view"
  | "told apart";

export class SpecificationFault extends Error {
  readonly code: FaultCode;
  /** What is wrong, without the code. */
  readonly sentence: string;

  constructor(code: FaultCode, sentence: string) {
    super(`${code}: ${sentence}`);
    this.name = "SpecificationFault";
    this.code = code;
    this.sentence = sentence;
  }
}

/** The known name that is nearest to a misspelt one, as ` — did you mean "…"?`; empty when none is near. */
export function didYouMean(name: string, known: Iterable<string>): string {
  let best = "";
  let bestDistance = Math.max(3, Math.floor(name.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(name, candidate, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best === "" ? "" : ` — did you mean "${best}"?`;
}

/** Whether one word is the other but for so many letters. */
export const isNearly = (word: string, other: string, letters: number): boolean => editDistance(word, other, letters + 1) <= letters;

/** Levenshtein distance, given up (and answered `limit`) once it cannot come below `limit`. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit;
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return Math.min(row[b.length]!, limit);
}
