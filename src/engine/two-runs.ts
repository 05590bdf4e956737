/**
 * Checks the claims over two runs: the trace is repeated without the steps that one observer must not learn of, and
 * what the observer sees is compared after each step.
 */
import { SpecificationFault } from "../language/fault.ts";
import { type Violation, type Watch, soundness, stepOf } from "./checking.ts";
import { type Claim, ClaimThrew } from "./claims.ts";
import { type Model, compile, restart } from "./model.ts";
import { type TraceStep, takeStep } from "./trace.ts";
import { yes } from "./yes-or-no.ts";

/** The second run's own worlds; null where no claim needs them. */
export function twinOf(model: Model): Model | null {
  return model.claims.some(({ twoRuns }) => twoRuns !== undefined) ? compile(model.specification, model.system) : null;
}

/**
 * Checks every claim over two runs on a trace. `observerOf` picks the observer for a claim among so many rows; null
 * leaves the claim out. `runs` counts the comparisons by claim.
 */
export function checkTwoRuns(
  model: Model, twin: Model, steps: readonly TraceStep[], observerOf: (rows: number, claim: number) => number | null,
  runs?: Float64Array, watch?: Watch,
): Violation | null {
  for (let c = 0; c < model.claims.length; c++) {
    const { invariant, twoRuns } = model.claims[c]!;
    if (twoRuns === undefined) continue;
    const rows = model.now.world[invariant.each!]!.length;
    const id = rows === 0 ? null : observerOf(rows, c);
    if (id === null || id >= rows) continue;
    watch?.enter(c, -1);
    if (runs !== undefined) runs[c]!++;
    const broken = compareRuns(model, twin, steps, model.claims[c]!, twoRuns, id);
    if (broken !== null) return broken;
  }
  return null;
}

/** Picks one observer for one claim: what reproduces a violation. */
export function onlyObserver(model: Model, observer: number, claim: string): (rows: number, c: number) => number | null {
  return (_, c) => claim === soundness || model.claims[c]!.name === claim ? observer : null;
}

function compareRuns(
  model: Model, twin: Model, steps: readonly TraceStep[], { name, invariant }: Claim, rule: NonNullable<Claim["twoRuns"]>, id: number,
): Violation | null {
  const facts = model.system.facts;
  const table = invariant.each!;
  const observer = model.now.world[table]![id]!;
  const other = twin.now.world[table]![id]!;
  restart(model);
  // Until a step is hidden the two runs are one, and the twin only keeps the state before the latest step.
  let parted = false;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i]!;
    const at = { at: i + 1, operation: model.steppers[step.operation]!.operation.name, observer: id };
    let outcome = "";
    try {
      if (!parted) twin.now.words.set(model.now.words);
      const seen = stepOf(model, step.operation, step.args, takeStep(model, step));
      outcome = seen.outcome;
      if (yes(rule.hidden(observer, seen, facts), '"hidden"')) parted = true;
      else if (parted) {
        const answer = twin.steppers[step.operation]!.answers[takeStep(twin, step)]!;
        if (yes(rule.hears(observer, seen, facts), '"hears"') && answer !== seen.answer) return { claim: name, ...at, outcome,
          why: `${table} ${id} is told "${seen.answer}", but "${answer}" when the steps hidden from it are left out` };
      }
      if (!parted) continue;
      const difference = differenceOf(rule.view(observer, model.now.world, facts), rule.view(other, twin.now.world, facts));
      if (difference !== null) return { claim: name, ...at, outcome, why: `${table} ${id} ${difference}` };
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw new ClaimThrew(name, error);
      return { claim: soundness, ...at, outcome: error.code,
        why: `${error.message} (in a run without the steps that "${name}" hides from ${table} ${id})` };
    }
  }
  return null;
}

function differenceOf(here: readonly unknown[], there: readonly unknown[]): string | null {
  const place = here.findIndex((value, i) => value !== there[i]);
  if (place < 0 && here.length === there.length) return null;
  const [seen, expected] = place < 0 ? [`${here.length} things`, `${there.length}`] : [here[place], there[place]];
  return `sees ${String(seen)} where it would see ${String(expected)} without the hidden steps`;
}
