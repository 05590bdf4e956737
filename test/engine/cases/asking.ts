/** What the engine says of a suite in each of the ways in which it can be asked. */
import {
  ClaimThrew, type Exploration, type ExploreOptions, type Judgement, compile, explore, judge, judgeExploration, runCampaign,
} from "../../../src/engine/index.ts";
import { type Suite, type Verdict, SpecificationFault } from "../../../src/language/index.ts";

/** `symmetric` is a search that treats rows of interchangeable tables as alike. */
export const ways = ["check", "explore", "symmetric"] as const;
export type Way = (typeof ways)[number];

/** A verdict, or that the engine refuses the specification as a whole; and what must stand in a remark. */
export type Expected = readonly [verdict: Verdict | "refused", reason: RegExp];

/** A suite in which something is wrong, what is said of it, and the like of it in which nothing is. */
export interface EngineCase {
  readonly name: string;
  readonly suite: Suite;
  readonly said: Readonly<Partial<Record<Way, Expected>>>;
  /** Must be PASS in the same ways. */
  readonly healthy: Suite;
}

export interface Said {
  readonly verdict: Verdict | "refused";
  readonly remarks: readonly string[];
}

export const searchOptions = (way: Way): ExploreOptions => ({ bytesMost: 1 << 24, symmetry: way === "symmetric" });

/** What a thrown error says: a fault of the specification refuses it, and a claim that throws leaves everything open. */
export function saidOf(run: () => Judgement): Said {
  try {
    return run();
  } catch (error) {
    if (error instanceof SpecificationFault) return { verdict: "refused", remarks: [error.message] };
    if (error instanceof ClaimThrew) return { verdict: "UNKNOWN", remarks: [error.message] };
    throw error;
  }
}

/** Asks in this thread. */
export function saidAlone(suite: Suite, way: Way): Said {
  return saidOf(() => {
    const model = compile(suite.specification, suite.system);
    if (way !== "check") return judgeExploration(model, explore(model, searchOptions(way)), suite);
    const { traces, steps } = suite.budget.quick;
    return judge(model, runCampaign(model, { seed: 1, traces, steps }), traces, suite);
  });
}

/** Judges what a team found. */
export const saidOfTeam = (suite: Suite, found: Exploration): Said =>
  saidOf(() => judgeExploration(compile(suite.specification, suite.system), found, suite));
