/** Goes through every combination of answers to the open choices of one call. */
import type { Choose } from "../../language/operation.ts";
import { raise } from "../stepping/noting.ts";

export class Branches {
  /** The answers of the latest run, in order. */
  readonly answers: number[] = [];
  private readonly offered: number[] = [];
  private used = 0;

  /** Answers the choices of one run. */
  readonly answer: Choose = (n) => {
    const at = this.used++;
    if (at < this.answers.length && this.offered[at] !== n) raise("not repeatable",
      `a step chose among ${this.offered[at]!} first, and among ${n} when it was taken again with the same answers`);
    this.offered[at] = n;
    return this.answers[at] ??= 0;
  };

  /** Begins with a new call; needed only after one whose combinations were not all seen. */
  begin(): void {
    this.answers.length = this.offered.length = this.used = 0;
  }

  /** Moves on to the next combination; false when the call has seen them all, and the next call may begin. */
  next(): boolean {
    if (this.used === 0 && this.answers.length === 0) return false;
    if (this.used < this.answers.length) raise("not repeatable",
      `a step made ${this.answers.length} open choices first, and ${this.used} when it was taken again with the same answers`);
    this.used = 0;
    while (this.answers.length > 0 && this.answers.at(-1)! + 1 >= this.offered[this.answers.length - 1]!) this.answers.pop();
    if (this.answers.length === 0) return false;
    this.answers[this.answers.length - 1]!++;
    return true;
  }
}
