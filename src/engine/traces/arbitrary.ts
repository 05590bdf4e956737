/**
 * Traces as fast-check arbitraries: `fc.assert(fc.property(traces(suite), holds))` generates, shrinks and replays by
 * seed and path as for any other arbitrary. All chance comes from fast-check's source.
 */
import { Arbitrary, type Random as FastCheckRandom, Stream, Value } from "fast-check";
import type { Suite } from "../../language/suite.ts";
import { generate } from "./campaign.ts";
import { Checker, type Violation } from "../claims/checking.ts";
import { guarded } from "../stepping/guard.ts";
import { type Model, compile } from "../model.ts";
import { Random } from "./random.ts";
import { describe } from "./replay.ts";
import { smallerTraces } from "./shrink.ts";
import { CallGenerator, type StrategyName } from "./strategies.ts";
import type { TraceStep } from "./trace.ts";

/** A generated trace with what came of it. */
export interface Trace {
  readonly steps: readonly TraceStep[];
  /** The first broken claim, or null when all claims held. */
  readonly violation: Violation | null;
  /** Each step as a sentence. */
  readonly toString: () => string;
}

/** The traces of a suite, with its quick budget's length unless `steps` says another. */
export function traces(suite: Suite, options: { steps?: number; strategy?: StrategyName } = {}): Arbitrary<Trace> {
  return new TraceArbitrary(compile(suite.specification, suite.system), options.steps ?? suite.budget.quick.steps, options.strategy);
}

/** A property's predicate: throws an Error that says which claim broke, where and why. */
export function holds(trace: Trace): void {
  if (trace.violation !== null)
    throw new Error(`"${trace.violation.claim}" broke at step ${trace.violation.at}: ${trace.violation.why}`);
}

class TraceArbitrary extends Arbitrary<Trace> {
  private readonly model: Model;
  private readonly length: number;
  private readonly strategy: StrategyName | undefined;

  constructor(model: Model, length: number, strategy: StrategyName | undefined) {
    super();
    this.model = model;
    this.length = length;
    this.strategy = strategy;
  }

  override generate(source: FastCheckRandom): Value<Trace> {
    const word = () => source.nextInt(-0x80000000, 0x7fffffff);
    const random = new Random(0);
    random.restartAt([word(), word(), word(), word()]);
    const chooser = new CallGenerator(this.model, random, this.strategy);
    const { steps, violation } = guarded(() => generate(chooser, random, this.length, new Checker(this.model)));
    return new Value(this.traceOf(steps, violation), undefined);
  }

  override canShrinkWithoutContext(_value: unknown): _value is Trace {
    return false;
  }

  /** The shrinker keeps the claim, so only failing traces can be made smaller. */
  override shrink({ steps, violation }: Trace): Stream<Value<Trace>> {
    if (violation === null) return Stream.nil();
    const { model } = this;
    const smaller = smallerTraces(model, steps, violation);
    return Stream.of(...smaller.map((shrunk) => new Value(this.traceOf(shrunk.steps, shrunk.violation), undefined)));
  }

  private traceOf(steps: readonly TraceStep[], violation: Violation | null): Trace {
    return { steps, violation, toString: () => describe(this.model, steps).join("\n") };
  }
}
