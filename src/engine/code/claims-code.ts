/** What is asked of steps of one operation, as far as it is understood: reasons of claims and `seen` sentences over steps. */
import type { CountedReason, JudgedClaim, JudgedStep } from "../../sentences/judges.ts";
import { answerFor } from "../../sentences/settling.ts";
import type { UnderstoodStep } from "../../sentences/understand.ts";
import type { Model } from "../model.ts";
import { type Understood, columnsWritten } from "./understood.ts";

/** A claim and one of its reasons, both by their places. */
export interface PlacedReason { readonly claim: number; readonly reason: number }

/** What is asked, and what need not be. Outcomes are told by their places among those that were asked about. */
export interface StepsAsked extends JudgedStep {
  /** Reasons that cover every step with some outcome. */
  readonly covered: readonly (PlacedReason & { readonly outcome: number })[];
  /** Claims over steps and `seen` sentences that are not understood, by place. */
  readonly claimsLeft: readonly number[];
  readonly seenLeft: readonly number[];
}

/** Where reasons are counted and `seen` sentences marked, in bytes. */
export interface ClaimPlaces {
  readonly reasons: readonly number[];
  readonly seenInSteps: number;
}

/** What is asked of steps of an operation with some of its outcomes; columns that none of these writes need not be watched. */
export function stepsAsked(
  model: Model, understood: Understood, places: ClaimPlaces, operation: number, outcomes: readonly number[],
): StepsAsked {
  const { claims, stepClaims, seenInSteps, now: { layout: { schema, sizes } } } = model;
  const writes = outcomes.map((outcome) => written(understood, model, operation, outcome));
  const asked: JudgedClaim[] = [];
  const covered: StepsAsked["covered"][number][] = [];
  const [claimsLeft, seenLeft]: [number[], number[]] = [[], []];
  for (const claim of stepClaims) {
    const { name, invariant: { changes, permits, columns } } = claims[claim]!;
    const own = schema.columns.filter((placed) => placed.table === changes && columns?.includes(placed.name) !== false);
    const watched = writes.map((its) => own.filter(({ index }) => its?.has(index) !== false));
    if (changes !== undefined && watched.every(({ length }) => length === 0)) continue;
    const reasons = reasonsOf(understood, claim, Object.keys(permits!), operation, outcomes);
    if (reasons === null) {
      claimsLeft.push(claim);
      continue;
    }
    const isAsked = outcomes.map((_, outcome) => {
      // Of a change it must be counted how many there are.
      if (changes !== undefined) return watched[outcome]!.length > 0;
      const first = reasons.find(({ answers }) => answers[outcome] !== false);
      if (first?.answers[outcome] !== true) return true;
      covered.push({ claim, reason: first.reason, outcome });
      return false;
    });
    if (isAsked.includes(true)) asked.push({
      name, asked: isAsked,
      changes: changes === undefined ? null : {
        rows: sizes[schema.tableNames.indexOf(changes)]!, columns: own.filter((one) => watched.some((list) => list.includes(one))),
      },
      reasons: reasons.filter(({ answers }) => isAsked.some((is, outcome) => is && answers[outcome] !== false))
        .map(({ reason, form }): CountedReason => ({ form, count: places.reasons[claim]! + 8 * reason })),
    });
  }
  const seen: JudgedStep["seen"][number][] = [];
  seenInSteps.forEach(({ claim, sentence }, place) => {
    const one = understood.step(claim, sentence, false, operation, outcomes);
    if (one.kind !== "understood") return void seenLeft.push(place);
    const isAsked = outcomes.map((_, outcome) => answerFor(one.form, outcome) !== false);
    if (isAsked.includes(true)) seen.push({ form: one.form, mark: places.seenInSteps + place, asked: isAsked });
  });
  return { claims: asked, covered, seen, claimsLeft, seenLeft };
}

/** A reason with what it answers by outcome: yes, no, or null where it must be asked. */
interface Reason {
  readonly reason: number;
  readonly form: UnderstoodStep;
  readonly answers: readonly (boolean | null)[];
}

/** The reasons of a claim that may cover such a step, up to one that covers each; null where one is not understood. */
function reasonsOf(
  understood: Understood, claim: number, sentences: readonly string[], operation: number, outcomes: readonly number[],
): Reason[] | null {
  const reasons: Reason[] = [];
  for (const [reason, sentence] of sentences.entries()) {
    const one = understood.step(claim, sentence, true, operation, outcomes);
    if (one.kind !== "understood") return null;
    reasons.push({ reason, form: one.form, answers: outcomes.map((_, outcome) => answerFor(one.form, outcome)) });
    if (outcomes.every((_, outcome) => reasons.some(({ answers }) => answers[outcome] === true))) break;
  }
  return reasons;
}

/** The columns that a step with an outcome may write; null where that is not understood. */
function written(understood: Understood, model: Model, operation: number, outcome: number): ReadonlySet<number> | null {
  const columns = new Set<number>();
  const { refusals } = model.steppers[operation]!;
  if (outcome < refusals) return columns;
  const one = understood.operation(operation);
  if (one.kind !== "understood") return null;
  for (const step of one.form.steps[outcome - refusals] ?? []) columnsWritten(step, columns);
  return columns;
}
