/** What is asked of steps of one operation, as far as it is understood: reasons of claims and `seen` sentences over steps. */
import { type CountedReason, type JudgedStep, type MarkedSeen, settledAnswer } from "../sentences/judges.ts";
import type { UnderstoodStep } from "../sentences/understand.ts";
import type { Model } from "./model.ts";
import { type Understood, columnsWritten } from "./understood.ts";

/** A claim and one of its reasons, both by their places. */
export interface PlacedReason { readonly claim: number; readonly reason: number }

/** What is asked, and what need not be. */
export interface StepsAsked extends JudgedStep {
  /** Reasons that cover every such step. */
  readonly covered: readonly PlacedReason[];
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
  const writes = written(understood, model, operation, outcomes);
  const asked: JudgedStep["claims"][number][] = [];
  const [covered, claimsLeft, seenLeft]: [PlacedReason[], number[], number[]] = [[], [], []];
  for (const claim of stepClaims) {
    const { changes, permits, columns } = claims[claim]!.invariant;
    const watched = schema.columns.filter((placed) => placed.table === changes && columns?.includes(placed.name) !== false
      && writes?.has(placed.index) !== false);
    if (changes !== undefined && watched.length === 0) continue;
    const reasons = reasonsOf(understood, claim, Object.keys(permits!), operation, outcomes);
    if (reasons === null) {
      claimsLeft.push(claim);
      continue;
    }
    const [first] = reasons;
    if (changes === undefined && first !== undefined && settledAnswer(first.form) === true) covered.push({ claim, reason: first.reason });
    else asked.push({
      changes: changes === undefined ? null : { rows: sizes[schema.tableNames.indexOf(changes)]!, columns: watched },
      reasons: reasons.map(({ reason, form }): CountedReason => ({ form, count: places.reasons[claim]! + 8 * reason })),
    });
  }
  const seen: MarkedSeen<UnderstoodStep>[] = [];
  seenInSteps.forEach(({ claim, sentence }, place) => {
    const one = understood.step(claim, sentence, false, operation, outcomes);
    if (one.kind !== "understood") seenLeft.push(place);
    else if (settledAnswer(one.form) !== false) seen.push({ form: one.form, mark: places.seenInSteps + place });
  });
  return { claims: asked, covered, seen, claimsLeft, seenLeft };
}

/** The reasons of a claim that may cover such a step, up to one that covers each; null where one is not understood. */
function reasonsOf(
  understood: Understood, claim: number, sentences: readonly string[], operation: number, outcomes: readonly number[],
): { readonly reason: number; readonly form: UnderstoodStep }[] | null {
  const reasons: { reason: number; form: UnderstoodStep }[] = [];
  for (const [reason, sentence] of sentences.entries()) {
    const one = understood.step(claim, sentence, true, operation, outcomes);
    if (one.kind !== "understood") return null;
    const answer = settledAnswer(one.form);
    if (answer !== false) reasons.push({ reason, form: one.form });
    if (answer === true) break;
  }
  return reasons;
}

/** The columns that such steps may write; null where that is not understood. */
function written(understood: Understood, model: Model, operation: number, outcomes: readonly number[]): ReadonlySet<number> | null {
  const one = understood.operation(operation);
  if (one.kind !== "understood") return null;
  const columns = new Set<number>();
  const { refusals } = model.steppers[operation]!;
  for (const outcome of outcomes) for (const step of one.form.steps[outcome - refusals] ?? []) columnsWritten(step, columns);
  return columns;
}
