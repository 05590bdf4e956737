/**
 * Suites as vitest tests: `checkSuite(suite)` registers one test for each claim, and one for what the suite must reach.
 * The tests are named after the claims, so that their names stay when the seed changes.
 */
import { beforeAll, describe, test } from "vitest";
import {
  type Judgement,
  type SeenBroken,
  type StrategyName,
  compile,
  isDebugged,
  isWorthCode,
  judge,
  judgeBroken,
  judgeKept,
  judgeUndecided,
  leftToExplore,
  refuseMisspeltSteps,
  refuseUnbreakable,
  runCampaign,
  shrink,
  soundness,
  tell,
  textAtFault,
  textsAtFault,
} from "./engine/index.ts";
import type { Kernel } from "./kernels/kernel.ts";
import { type Suite, isExplored, judgedPart } from "./language/index.ts";
import { laws } from "./laws/index.ts";

export interface SuiteOptions {
  /** 1 unless said, as on the command line. */
  readonly seed?: number;
  /** In place of the quick budget's. */
  readonly traces?: number;
  readonly steps?: number;
  readonly strategy?: StrategyName;
}

/** Milliseconds that a whole campaign may take. */
const campaignMost = 600_000;

/** Registers the tests of a suite; call it where `describe` may be called. */
export function checkSuite(suite: Suite, options: SuiteOptions = {}): void {
  describe(suite.name, () => {
    let ran: Ran;
    beforeAll(() => {
      refuseUnbreakable(suite.specification, suite);
      ran = run(judgedPart(suite, "kept"), options);
    }, campaignMost);
    for (const invariant of suite.specification.invariants) {
      const { name } = invariant;
      test(name, ({ skip }) => {
        const steps = suite.breaks?.[name];
        if (steps !== undefined && isExplored(invariant)) skip(leftToExplore(name, steps).remark);
        if (steps !== undefined) return passIfBroken(suite, name, steps, options);
        const claim = ran.judgement.claims.find((one) => one.name === name)!;
        if (ran.broken?.claim === name) fail(ran.broken.text);
        // A claim that was broken ends the campaign: what the others lack is no fault of theirs.
        if (ran.broken === null && claim.verdict === "SKIPPED") skip("this suite has nothing that the claim could judge, and need not");
        if (ran.broken === null && claim.verdict !== "PASS")
          fail(remarksOn(ran.judgement, `claim "${name}"`, `the claim "${name}"`));
      });
    }
    test("everything that can happen happens, and nothing contradicts itself", () => {
      if (ran.broken?.claim === soundness) fail(ran.broken.text);
      const { verdict, remarks } = ran.judgement;
      if (verdict === "UNKNOWN") fail(remarks.join("\n"));
      const missing = remarksOn(ran.judgement, "never reached: ", "promised but missing: ", "waived, but it happened");
      if (ran.broken === null && verdict === "WEAK" && missing !== "") fail(missing);
    });
  });
}

/** Registers a test for each law that every kernel must satisfy. */
export function kernelLaws(kernel: Kernel): void {
  describe(`the laws of kernels, of ${kernel.name}`, () => {
    for (const { name, broken } of laws) test(name, () => {
      const breaches = broken(kernel);
      if (breaches.length > 0) fail(breaches.join("\n"));
    }, campaignMost);
  });
}

/** Runs a claim that the suite is there to see broken by itself; fails where it is not, or not in so many steps. */
function passIfBroken(suite: Suite, claim: string, steps: number, options: SuiteOptions): void {
  const { judgement, broken } = run(judgedPart(suite, { broken: claim }), options);
  if (broken !== null && broken.claim !== claim) fail(broken.text);
  const { verdict, remarks } = judgement;
  const { verdict: told, remark } = broken !== null ? judgeBroken(claim, steps, broken)
    : verdict === "UNKNOWN" ? judgeUndecided(claim, steps, verdict, remarks.join(" ")) : judgeKept(claim, steps, "in all traces");
  if (told !== "PASS") fail([remark, ...broken === null ? [] : [broken.text]].join("\n"));
}

interface Ran {
  readonly judgement: Judgement;
  readonly broken: SeenBroken & { readonly claim: string; readonly text: string } | null;
}

function run(
  suite: Suite,
  { seed = 1, traces = suite.budget.quick.traces, steps = suite.budget.quick.steps, strategy }: SuiteOptions,
): Ran {
  refuseMisspeltSteps(suite.specification);
  const model = compile(suite.specification, suite.system);
  const compiled = isWorthCode({ traces, steps }) && !underDebugger();
  const tally = runCampaign(model, { seed, traces, steps, compiled, ...(strategy === undefined ? {} : { strategy }) });
  const judgement = judge(model, tally, traces, { ...suite, textsAtFault: textsAtFault(model, true).map((one) => textAtFault(one)) });
  if (tally.failure === null) return { judgement, broken: null };
  const { claim } = tally.failure.violation;
  const shortest = shrink(model, tally.failure.steps, tally.failure.violation);
  const told = tell(model, shortest.steps, shortest.violation.observer, claim, undefined, shortest.irrelevant);
  const isMinimal = shortest.atLeast === shortest.steps.length;
  const sentences = told.steps.map(({ sentence }, i) => `${i + 1}. ${sentence}`);
  const text = [
    `"${claim}" is broken after ${sentences.length} step${sentences.length === 1 ? "" : "s"} (${isMinimal ? "no trace is shorter"
      : "a shorter trace may exist"}; seed ${seed}, trace ${tally.failure.trace}):`,
    ...sentences,
    `because ${shortest.violation.why}`,
  ].join("\n");
  return { judgement, broken: { claim, text, length: sentences.length, atLeast: shortest.atLeast } };
}

let said = false;

/** Under a debugger sentences run themselves: breakpoints in them are never met in the code that is made of them. */
function underDebugger(): boolean {
  if (!isDebugged()) return false;
  if (!said) console.warn("cordon: under a debugger sentences run themselves, and not as code: slower, with the same verdict");
  return said = true;
}

function remarksOn({ remarks }: Judgement, ...marks: readonly string[]): string {
  return remarks.filter((remark) => marks.some((mark) => remark.includes(mark))).join("\n");
}

function fail(text: string): never {
  const error = new Error(text);
  // The place in this file says nothing to the reader of a specification.
  error.stack = text;
  throw error;
}
