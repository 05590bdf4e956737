/** Goes through every combination of answers to the open choices of one call. */
import type { Choose } from "../language/operation.ts";

export class Branches {
  /** The answers of the latest run, in order. */
  readonly answers: number[] = [];
  private readonly offered: number[] = [];
  private used = 0;

  /** What a call is given to choose by. */
  readonly choose: Choose = (n) => {
    const at = this.used++;
    this.offered[at] = n;
    return this.answers[at] ??= 0;
  };

  /** Begins with a new call. */
  begin(): void {
    this.answers.length = this.offered.length = this.used = 0;
  }

  /** Moves on to the next combination; false when the call has seen them all. */
  next(): boolean {
    if (this.used === 0) return false;
    this.used = 0;
    while (this.answers.length > 0 && this.answers.at(-1)! + 1 >= this.offered[this.answers.length - 1]!) this.answers.pop();
    if (this.answers.length === 0) return false;
    this.answers[this.answers.length - 1]!++;
    return true;
  }
}
