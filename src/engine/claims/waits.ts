/**
 * Claims that something comes within so many steps. For each row that may wait the engine keeps a number in the state, behind the columns:
 * 0 where the row does not wait, 1 more than the steps counted so far where it does, at most one more than it may wait. So two states
 * that differ in how long somebody has waited are two states, to a search as well, and what has waited too long shows in the state.
 */
import { SpecificationFault } from "../../language/fault.ts";
import type { Watch } from "./checking.ts";
import { type Claim, ClaimThrew } from "./claims.ts";
import { stepOfRunner } from "./moments.ts";
import type { OperationRunner } from "../stepping/operation-runner.ts";
import { caught, noted, raiseNoted } from "../stepping/noting.ts";
import type { WithinClaim } from "./within.ts";
import type { Memory } from "../world/rows.ts";
import { yes } from "./yes-or-no.ts";

/** The claims of a model that something comes within so many steps, and what is counted for them. */
export class Waits {
  watch: Watch | undefined;
  /** By claim: the longest wait since they were cleared, in counted steps. */
  readonly longest: number[];
  private readonly claims: readonly { readonly claim: number; readonly name: string; readonly its: WithinClaim }[];
  private readonly words: Int32Array;
  private readonly facts: unknown;

  constructor(claims: readonly Claim[], now: Memory, facts: unknown) {
    this.words = now.words;
    this.facts = facts;
    this.longest = claims.map(() => 0);
    this.claims = claims.flatMap(({ name, within }, claim) => within === undefined ? [] : [{ claim, name, its: within }]);
  }

  /** What is kept of claims is put into a state as boot left it. */
  begin(): void {
    const { words } = this;
    for (const one of this.claims) this.asking(one, () => {
      const { first, count, from, to } = one.its;
      for (let row = 0; row < count; row++) words[first + row] = from(row) && !to(row) ? 1 : 0;
    });
  }

  /** Counts a step that was not refused, and led to the present state. */
  note(stepper: OperationRunner, outcome: number, args: Readonly<Record<string, unknown>>): void {
    const { words, facts, longest } = this;
    for (const one of this.claims) this.asking(one, () => {
      const { claim, its: { first, count, from, to, counting, within } } = one;
      const counts = counting === null || yes(counting(stepOfRunner(stepper, outcome, args), facts), '"counting"') ? 1 : 0;
      for (let row = 0; row < count; row++) {
        const before = words[first + row]!;
        const waited = before === 0 ? 0 : before - 1 + counts;
        if (waited > longest[claim]!) longest[claim] = Math.min(waited, within);
        words[first + row] = to(row) ? 0 : before > 0 ? Math.min(waited, within) + 1 : from(row) ? 1 : 0;
      }
    });
  }

  /** Forgets how long was waited. */
  clear(): void {
    this.longest.fill(0);
  }

  /** Adds to a count by claim the rows that wait in the present state. */
  addWaiting(waiting: number[]): void {
    const { words, claims } = this;
    for (const { claim, its: { first, count } } of claims)
      for (let row = 0; row < count; row++) if (words[first + row] !== 0) waiting[claim]!++;
  }

  /** Asks the sentences of a claim, which is named where they are at fault. */
  private asking({ claim, name }: Waits["claims"][number], ask: () => void): void {
    this.watch?.enter(claim, -1);
    try {
      ask();
      if (noted.fault !== null) raiseNoted();
    } catch (thrown) {
      const error = caught(thrown);
      if (error instanceof SpecificationFault) throw new SpecificationFault(error.code, `${error.sentence} (in the invariant "${name}")`);
      throw new ClaimThrew(name, error);
    }
  }
}
