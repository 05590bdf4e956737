/**
 * Makes a failing trace short and plain; the claim that is broken stays. It removes runs of steps, then pairs of steps that lie apart,
 * then replaces two steps by one, then searches everything shorter. Where that is too much, rows are exchanged while steps are dropped,
 * and the operations of the trace alone are searched. At last arguments and choices are made smaller, and it is found out which
 * arguments do not matter.
 */
import { type Violation, type Watch, soundness } from "../claims/checking.ts";
import { type Shorter, shorterTraces } from "../search/shorter-traces.ts";
import { guarded, unguarded } from "../stepping/guard.ts";
import { type Model, recompile } from "../model.ts";
import { type Irrelevant, irrelevantArguments } from "./irrelevant-arguments.ts";
import type { TraceStep } from "./trace.ts";
import { type Failing, type Freedom, type Known, Variants } from "./variants.ts";

export interface Shrunk extends Failing {
  /** Candidate traces that were run. */
  readonly candidates: number;
  /** No trace of fewer steps breaks the claim: the trace is minimal where this is its length. */
  readonly atLeast: number;
  /** Arguments of which any value does; none until the end. */
  readonly irrelevant: Irrelevant;
}

/**
 * Work that removing and replacing may cost in all, and that exchanging rows may cost besides, in steps times words of state, so that
 * shrinking takes about as long in large systems as in small ones. It is counted, never timed, hence a trace always shrinks to the same
 * one.
 */
const shorteningMost = 4_000_000;
const exchangingMost = 4_000_000;
/** The share of the work of a search that one with the operations of the trace alone may take. */
const narrowShare = 0.25;

const plainly: Freedom = { repaired: 1, anyObserver: false };
const freely: Freedom = { repaired: 2, anyObserver: true };

/** Shrinks a failing trace. `improved` is told each better trace as it is found. */
export function shrink(
  model: Model, steps: readonly TraceStep[], violation: Violation, improved: (shrunk: Shrunk) => void = () => {}, watch?: Watch,
): Shrunk {
  return guarded(() => {
    const shrinker = new Shrinker(model, steps, violation, (shrunk) => { unguarded(() => { improved(shrunk); }); }, watch);
    shrinker.shorten();
    shrinker.search();
    if (!shrinker.isMinimal) shrinker.exchange();
    shrinker.simplify();
    return shrinker.withIrrelevant();
  });
}

/**
 * Takes out of a failing trace what can be left out, without a search for what is shorter: a small part of the work, and the length
 * may not be the least.
 */
export function withoutNeedless(model: Model, steps: readonly TraceStep[], violation: Violation, watch?: Watch): readonly TraceStep[] {
  return guarded(() => {
    const shrinker = new Shrinker(model, steps, violation, () => {}, watch);
    shrinker.shorten();
    return shrinker.best.steps;
  });
}

/** Better variants of a failing trace which still fail, the best first: what fast-check asks for. */
export function smallerTraces(model: Model, steps: readonly TraceStep[], violation: Violation): Shrunk[] {
  const found: Shrunk[] = [];
  shrink(model, steps, violation, (shrunk) => found.push(shrunk));
  return found.filter((shrunk) => shrunk.steps.length < steps.length || isSmaller(shrunk.steps, steps)).reverse();
}

class Shrinker {
  private readonly model: Model;
  /** The same with the broken claim alone. */
  private readonly lone: Model;
  private readonly watch: Watch | undefined;
  private readonly improved: (shrunk: Shrunk) => void;
  private readonly variants: Variants;
  private freedom = plainly;
  private workMost = shorteningMost;
  private known: readonly Known[];
  best: Shrunk;

  constructor(
    model: Model, steps: readonly TraceStep[], violation: Violation, improved: (shrunk: Shrunk) => void, watch: Watch | undefined,
  ) {
    const { specification: { operations, invariants } } = model;
    this.model = model;
    const { claim } = violation;
    this.lone = claim === soundness ? model : recompile(model, operations, invariants.filter(({ name }) => name === claim));
    this.watch = watch;
    this.improved = improved;
    this.variants = new Variants(model, violation, watch);
    this.best = { steps, violation, candidates: 0, atLeast: Math.min(steps.length, 1), irrelevant: steps.map(() => []) };
    this.known = this.variants.observe(steps);
  }

  private get isOver(): boolean { return this.variants.spent * this.model.now.words.length > this.workMost; }
  get size(): number { return this.best.steps.length; }
  get isMinimal(): boolean { return this.best.atLeast === this.size; }

  /** Removes and replaces steps until nothing helps. */
  shorten(): void {
    let length: number;
    do {
      length = this.size;
      this.dropRuns();
      this.dropPairs();
      this.replaceTwoByOne();
    } while (this.size < length);
  }

  /**
   * Searches all shorter traces, as far as that goes: for any that breaks the same claim, since which operation breaks it last is what a
   * reader wants to see at its plainest.
   */
  search(): void {
    const { size, best } = this;
    const { found, atLeast } = this.shorter(this.model.possible, 1);
    this.best = { ...best, atLeast: Math.min(size, atLeast) };
    if (found !== null) this.take(found);
  }

  /**
   * Searches with the wanted claim alone first, which costs a fraction: where that finds nothing, there is nothing. What it finds may break
   * another claim on the way; then the search is made again with all of them, and for less work.
   */
  private shorter(possible: readonly number[], share: number): Shorter {
    const { model, lone, size, watch, best: { violation } } = this;
    const among = (one: Model, part: number): Shorter =>
      shorterTraces(possible === model.possible ? one : { ...one, possible }, violation, size, part, watch);
    const { found, atLeast } = among(lone, share);
    if (found === null) return { found, atLeast };
    const failing = this.variants.failing(this.variants.observe(found.steps), plainly);
    return failing?.steps.length === found.steps.length ? { found: failing, atLeast } : among(model, share / 2);
  }

  /** Searches with the operations of the trace alone: nothing is learnt where that finds nothing. */
  private searchNarrowly(): void {
    const { model, best } = this;
    const possible = model.possible.filter((operation) => best.steps.some((step) => step.operation === operation));
    if (possible.length === model.possible.length) return;
    const { found } = this.shorter(possible, narrowShare);
    if (found !== null) this.take(found);
  }

  /** Leaves a trace that no single change makes shorter: by other rows in the place of those that act in it, and by what a search finds. */
  exchange(): void {
    this.freedom = freely;
    this.workMost = this.variants.spent * this.model.now.words.length + exchangingMost;
    let length: number;
    do {
      length = this.size;
      this.dropExchanging();
      this.searchNarrowly();
      if (this.size < length) this.shorten();
    } while (this.size < length && !this.isMinimal);
  }

  private dropRuns(): void {
    for (let run = Math.max(1, this.size >> 1); run >= 1; run >>= 1)
      for (let from = this.size - run; from >= 0; from--)
        if (this.keep(this.known.toSpliced(from, run))) from = Math.min(from, this.size - run + 1);
  }

  private dropPairs(): void {
    for (let i = this.size - 2; i >= 0; i--)
      for (let j = this.size - 1; j > i; j--)
        if (this.keep(this.known.filter((_, at) => at !== i && at !== j))) { i = Math.min(i, this.size - 1); j = this.size; }
  }

  /** Tries every call in place of two neighbouring steps, where the calls of this system are few enough. */
  private replaceTwoByOne(): void {
    for (let i = 0; i + 1 < this.size; i++)
      for (const step of this.allCalls(64)) {
        if (this.isOver) return;
        if (this.keep(this.known.toSpliced(i, 2, { step, refused: -1 }))) { i = -1; break; }
      }
  }

  /** Drops a step while a row takes the place of another one in all that are left. */
  private dropExchanging(): void {
    for (let i = this.size - 1; i >= 0; i--)
      for (const exchanged of this.exchangedRows()) {
        if (this.isOver) return;
        if (this.keep(exchanged.toSpliced(i, 1))) { i = this.size; break; }
      }
  }

  /** The trace with one row for another of its table, the other for it or as it is, for every pair of rows. */
  private *exchangedRows(): Generator<readonly Known[]> {
    const { model: { steppers }, known } = this;
    const uses = known.flatMap(({ step: { operation, args } }) => steppers[operation]!.args.flatMap(({ ask, values }, a) =>
      ask.ask === "row" ? [{ table: ask.table, row: args[a]!, rows: values }] : []));
    const seen = new Set<string>();
    for (const { table, row, rows } of uses) {
      if (seen.has(`${table} ${row}`)) continue;
      seen.add(`${table} ${row}`);
      for (let other = 0; other < rows; other++) for (const back of other === row ? [] : [row, other])
        yield this.withRows(table, (value) => value === row ? other : value === other ? back : value);
    }
  }

  /** The trace with other rows of a table. */
  private withRows(table: string, other: (row: number) => number): readonly Known[] {
    return this.known.map(({ step, refused }) => ({ refused, step: { ...step, args: step.args.map((value, a) => {
      const { ask } = this.model.steppers[step.operation]!.args[a]!;
      return ask.ask === "row" && ask.table === table ? other(value) : value;
    }) } }));
  }

  /** Makes arguments and choices as small as they can be, one at a time. */
  simplify(): void {
    this.workMost = this.variants.spent * this.model.now.words.length + shorteningMost;
    for (let i = 0; i < this.size; i++) {
      const lists = ["args", "choices"] as const;
      for (const list of lists) for (let a = 0; a < this.known[i]!.step[list].length; a++)
        for (const smaller of smallerValues(this.known[i]!.step[list][a]!)) {
          const { step, refused } = this.known[i]!;
          if (this.keep(this.known.with(i, { step: { ...step, [list]: step[list].with(a, smaller) }, refused }), true)) break;
        }
    }
  }

  withIrrelevant(): Shrunk {
    const { model, best, variants } = this;
    return { ...best, irrelevant: irrelevantArguments(model, best.steps, variants) };
  }

  /** Runs a candidate and keeps it if it fails in the same way and is no worse. */
  private keep(candidate: readonly Known[], sameLength = false): boolean {
    if (this.isOver) return false;
    const failing = this.variants.failing(candidate, this.freedom);
    if (failing === null || failing.steps.length > this.size || (!sameLength && failing.steps.length === this.size)) return false;
    if (sameLength && failing.steps.length === this.size && !isSmaller(failing.steps, this.best.steps)) return false;
    this.take(failing);
    return true;
  }

  private take({ steps, violation }: Failing): void {
    const { variants, best: { atLeast } } = this;
    this.best = { steps, violation, candidates: variants.count, atLeast, irrelevant: steps.map(() => []) };
    variants.wanted = violation;
    this.known = variants.observe(steps);
    this.improved(this.best);
  }

  /** Every call of every operation that has at most `most` of them. */
  private *allCalls(most: number): Generator<TraceStep> {
    for (const operation of this.model.possible) {
      const { args } = this.model.steppers[operation]!;
      const calls = args.reduce((product, { values }) => product * values, 1);
      for (let code = 0; code < calls && calls <= most; code++) {
        let rest = code;
        yield {
          operation, choices: [],
          args: args.map(({ values }) => { const v = rest % values; rest = (rest - v) / values; return v; }),
        };
      }
    }
  }
}

/** Smaller values to try: nothing, one, half, one less. */
function smallerValues(value: number): number[] {
  return value === 0 ? [] : [...new Set([0, 1, value >> 1, value - 1])].filter((smaller) => smaller < value);
}

/** Compares traces of one length by their arguments and then their choices, first difference first. */
function isSmaller(a: readonly TraceStep[], b: readonly TraceStep[]): boolean {
  for (let i = 0; i < a.length; i++) {
    if (a[i]!.operation !== b[i]!.operation) return a[i]!.operation < b[i]!.operation;
    for (const list of ["args", "choices"] as const) {
      const [one, other] = [a[i]![list], b[i]![list]];
      for (let k = 0; k < one.length; k++) if (one[k] !== (other[k] ?? 0)) return one[k]! < (other[k] ?? 0);
    }
  }
  return false;
}
