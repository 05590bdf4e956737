/**
 * Traces as fast-check arbitraries: `fc.assert(fc.property(traces(suite), holds))` generates, shrinks and replays by
 * seed and path as for any other arbitrary. Where a trace is the first thing that a run of fast-check draws, run i of a seed is trace i
 * of the campaign with that seed; elsewhere, as in the second place of a property, all chance comes from fast-check's source.
 */
import { Arbitrary, type Random as FastCheckRandom, Stream, Value } from "fast-check";
import type { Suite } from "../../language/suite.ts";
import { generate } from "./campaign.ts";
import { Checker, type Violation } from "../claims/checking.ts";
import { checkTwoRuns, twinOf } from "../claims/noninterference.ts";
import { guarded } from "../stepping/guard.ts";
import { type Model, compile } from "../model.ts";
import { Random } from "./random.ts";
import { describe } from "./replay.ts";
import { type Run, runRecogniser } from "./run-of-state.ts";
import { smallerTraces } from "./shrink.ts";
import { CallGenerator, type StrategyName } from "./strategies.ts";
import type { TraceStep } from "./trace.ts";

/** A generated trace with what came of it. */
export interface Trace {
  readonly steps: readonly TraceStep[];
  /** The first broken claim, or null when all claims held. */
  readonly violation: Violation | null;
  /** Which trace of a campaign it is, or was made smaller from: `cordon check --seed` draws the same. Null where it is none. */
  readonly drawn: Run | null;
  /** Each step as a sentence. */
  readonly toString: () => string;
}

/** The traces of a suite, with its quick budget's length unless `steps` says another. */
export function traces(suite: Suite, options: { steps?: number; strategy?: StrategyName } = {}): Arbitrary<Trace> {
  return new TraceArbitrary(compile(suite.specification, suite.system), options.steps ?? suite.budget.quick.steps, options.strategy);
}

/** A property's predicate: throws an Error that says which claim broke, where and why, and in which trace of a campaign. */
export function holds({ violation, drawn }: Trace): void {
  if (violation === null) return;
  const found = drawn === null ? "" : ` (found in trace ${drawn.trace} of seed ${drawn.seed})`;
  throw new Error(`"${violation.claim}" broke at step ${violation.at}: ${violation.why}${found}`);
}

class TraceArbitrary extends Arbitrary<Trace> {
  private readonly model: Model;
  private readonly twin: Model | null;
  private readonly length: number;
  private readonly strategy: StrategyName | undefined;
  private readonly runOf = runRecogniser();

  constructor(model: Model, length: number, strategy: StrategyName | undefined) {
    super();
    this.model = model;
    this.twin = twinOf(model);
    this.length = length;
    this.strategy = strategy;
  }

  override generate(source: FastCheckRandom): Value<Trace> {
    const drawn = this.runOf(source.getState());
    const word = () => source.nextInt(-0x80000000, 0x7fffffff);
    // Drawn in any case: what comes next in the same run must not begin where this trace began.
    const words = [word(), word(), word(), word()] as const;
    const random = new Random(drawn?.seed ?? 0, drawn?.trace);
    if (drawn === null) random.restartAt(words);
    return new Value(guarded(() => this.generated(random, drawn)), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Trace {
    return false;
  }

  /** The shrinker keeps the claim, so only failing traces can be made smaller. */
  override shrink({ steps, violation, drawn }: Trace): Stream<Value<Trace>> {
    if (violation === null) return Stream.nil();
    const { model } = this;
    const smaller = smallerTraces(model, steps, violation);
    return Stream.of(...smaller.map((shrunk) => new Value(this.traceOf(shrunk.steps, shrunk.violation, drawn), undefined)));
  }

  /** A trace as a campaign generates and checks it. */
  private generated(random: Random, drawn: Run | null): Trace {
    const { model, twin } = this;
    const chooser = new CallGenerator(model, random, this.strategy);
    const { steps, violation: found } = generate(chooser, random, this.length, new Checker(model));
    const violation = found ?? (twin === null ? null : checkTwoRuns(model, twin, steps));
    return this.traceOf(violation === null ? steps : steps.slice(0, violation.at), violation, drawn);
  }

  private traceOf(steps: readonly TraceStep[], violation: Violation | null, drawn: Run | null): Trace {
    return { steps, violation, drawn, toString: () => describe(this.model, steps).join("\n") };
  }
}
