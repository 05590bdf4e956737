/**
 * Whether what low does can be told from the time that high's operations take: two runs with the same high, side by side.
 * A bound says how long something takes at most; this says that it takes the same time whatever others do.
 */
import { TimingRefusal } from "../refusal.ts";

/** What a kernel does and what that costs. States are plain data and are never changed. */
export interface TimedKernel<State> {
  readonly begin: State;
  /** An action by its name; null where it cannot be done in this state. */
  readonly take: (state: State, action: string) => TimedStep<State> | null;
  /** States with equal keys are one; their JSON unless said. */
  readonly key?: (state: State) => string;
}

export interface TimedStep<State> {
  readonly state: State;
  /** Whole ticks, by the part of the kernel that takes them: an operation, a loop, a queue that is walked. */
  readonly cost: Readonly<Record<string, number>>;
}

export interface LowBehaviours {
  /** What low may do, at any time and as often as it likes. */
  readonly varyLow: readonly string[];
  /** What happens in the other run meanwhile, such as idling where time passes; nothing unless said. */
  readonly meanwhile?: string;
  /** Most pairs of states to look at. */
  readonly pairsMost?: number;
}

/** One action of a run. */
export interface TimedAction {
  readonly by: "high" | "low";
  readonly action: string;
  /** Null for an action that could not be done. */
  readonly cost: Readonly<Record<string, number>> | null;
}

export interface TimingDifference {
  /** High's action whose time differs. */
  readonly action: string;
  /** The part of the kernel that differs most; null where high can act in one of the runs only. */
  readonly part: string | null;
  /** Ticks of the action in each run; null where it cannot be done. */
  readonly quiet: number | null;
  readonly disturbed: number | null;
  /** The shortest two runs that end with it: low does nothing in one, or what happens meanwhile, and something in the other. */
  readonly runs: { readonly quiet: readonly TimedAction[]; readonly disturbed: readonly TimedAction[] };
}

export interface TimingNoninterference {
  /** Null where no difference was found, and there are more pairs of states than were to be looked at. */
  readonly holds: boolean | null;
  readonly difference: TimingDifference | null;
  /** Pairs of states that were looked at. */
  readonly pairs: number;
}

const pairsMostUsual = 200_000;

/**
 * Searches the pairs of states that a run with low and one without can be in at once, nearest first, for an action of high that
 * does not cost the same in both. Where there is none, all behaviours of low are alike to high, and to each other: each is
 * like that of doing nothing. Answers the shortest witness. Units: ticks of the model's own.
 * The kernel is deterministic: an open choice must be an action of somebody.
 * Errors: TimingRefusal for empty lists, costs that are no whole ticks, an action that is both high's and low's, and a
 * `meanwhile` that cannot always be done.
 * Source: self-composition, Barthe, D'Argenio and Rezk, CSFW 2004; the property is that asked for in seL4/seL4#1740, the same
 * time whatever lower priorities do.
 */
export function checkTimingNoninterference<State>(
  model: TimedKernel<State>, high: readonly string[], { varyLow, meanwhile, pairsMost = pairsMostUsual }: LowBehaviours,
): TimingNoninterference {
  refuseUnclear(high, varyLow, pairsMost);
  const key = model.key ?? ((state: State) => JSON.stringify(state));
  const keyOf = ({ quiet, disturbed }: States<State>): string => JSON.stringify([key(quiet), key(disturbed)]);
  const begin: Pair<State> = { quiet: model.begin, disturbed: model.begin, from: null, action: null };
  const [known, waiting] = [new Set([keyOf(begin)]), [begin]];
  for (let next = 0; next < waiting.length; next += 1) {
    const pair = waiting[next]!;
    for (const action of high) {
      const [quiet, disturbed] = [taken(model, pair.quiet, action), taken(model, pair.disturbed, action)];
      if (total(quiet) !== total(disturbed))
        return { holds: false, pairs: next + 1, difference: differenceOf(model, pair, action, { quiet, disturbed }, meanwhile) };
      if (quiet !== null && disturbed !== null) add({ quiet: quiet.state, disturbed: disturbed.state }, pair, { by: "high", action });
    }
    for (const action of varyLow) {
      const disturbed = taken(model, pair.disturbed, action);
      if (disturbed !== null)
        add({ quiet: passing(model, pair.quiet, meanwhile), disturbed: disturbed.state }, pair, { by: "low", action });
    }
    if (waiting.length > pairsMost) return { holds: null, difference: null, pairs: next + 1 };
  }
  return { holds: true, difference: null, pairs: waiting.length };

  function add(states: States<State>, from: Pair<State>, action: Action): void {
    const name = keyOf(states);
    if (known.has(name)) return;
    known.add(name);
    waiting.push({ ...states, from, action });
  }
}

/** The states of both runs. */
interface States<State> {
  readonly quiet: State;
  readonly disturbed: State;
}

type Action = Omit<TimedAction, "cost">;

/** And how they came about. */
interface Pair<State> extends States<State> {
  readonly from: Pair<State> | null;
  readonly action: Action | null;
}

function taken<State>({ take }: TimedKernel<State>, state: State, action: string): TimedStep<State> | null {
  const step = take(state, action);
  for (const [part, ticks] of Object.entries(step?.cost ?? {})) if (!Number.isSafeInteger(ticks) || ticks < 0)
    throw new TimingRefusal("not a number", `the cost of ${action}, ${part}`, `is ${String(ticks)}; give whole ticks`);
  return step;
}

/** What becomes of the quiet run while low acts in the other. */
function passing<State>(model: TimedKernel<State>, quiet: State, meanwhile: string | undefined): State {
  if (meanwhile === undefined) return quiet;
  const step = taken(model, quiet, meanwhile);
  if (step === null) throw new TimingRefusal("precondition", "meanwhile", `is "${meanwhile}", which cannot be done in the state ${JSON.stringify(quiet)}`);
  return step.state;
}

const total = (step: TimedStep<unknown> | null): number | null =>
  step === null ? null : Object.values(step.cost).reduce((all, ticks) => all + ticks, 0);

function differenceOf<State>(
  model: TimedKernel<State>, pair: Pair<State>, action: string,
  last: { readonly quiet: TimedStep<State> | null; readonly disturbed: TimedStep<State> | null }, meanwhile: string | undefined,
): TimingDifference {
  const actions: Action[] = [{ by: "high", action }];
  for (let one: Pair<State> | null = pair; one?.action != null; one = one.from) actions.unshift(one.action);
  const quiet = actions.flatMap((one) => one.by === "high" ? [one] : meanwhile === undefined ? [] : [{ by: one.by, action: meanwhile }]);
  return {
    action, quiet: total(last.quiet), disturbed: total(last.disturbed), part: partOf(last.quiet?.cost, last.disturbed?.cost),
    runs: { quiet: told(model, quiet), disturbed: told(model, actions) },
  };
}

function partOf(quiet: TimedStep<unknown>["cost"] | undefined, disturbed: TimedStep<unknown>["cost"] | undefined): string | null {
  if (quiet === undefined || disturbed === undefined) return null;
  const apart = (part: string): number => Math.abs((quiet[part] ?? 0) - (disturbed[part] ?? 0));
  return Object.keys({ ...quiet, ...disturbed }).reduce((most, part) => apart(part) > apart(most) ? part : most);
}

function told<State>(model: TimedKernel<State>, actions: readonly Action[]): TimedAction[] {
  let state = model.begin;
  return actions.map((one) => {
    const step = model.take(state, one.action);
    state = step?.state ?? state;
    return { ...one, cost: step?.cost ?? null };
  });
}

function refuseUnclear(high: readonly string[], varyLow: readonly string[], pairsMost: number): void {
  for (const [field, list] of Object.entries({ high, varyLow })) if (!Array.isArray(list) || list.length === 0)
    throw new TimingRefusal("missing", field, "must name an action or more");
  const both = varyLow.findIndex((action) => high.includes(action));
  if (both >= 0) throw new TimingRefusal("duplicate name", `varyLow[${both}]`, `is "${varyLow[both]}", which is high's: an action belongs to one of them`);
  if (!Number.isSafeInteger(pairsMost) || pairsMost < 1) throw new TimingRefusal("out of range", "pairsMost", `is ${pairsMost}; give a whole number above 0`);
}
