/**
 * Runs a trace a second time, evaluating everything and remembering nothing, and says what came out otherwise. A specification
 * answers by the state, the step and the facts alone; one that looks at anything else shows as runs that differ.
 */
import { Checker, type Violation, type Watch, noReasons, soundness } from "./checking.ts";
import type { CompiledTraces } from "../code/traces-code.ts";
import { remembering } from "./fresh-rows.ts";
import { mix } from "../traces/random.ts";
import type { Model } from "../model.ts";
import { askedAfter } from "./relevance.ts";
import type { TraceStep } from "../traces/trace.ts";
import { type Pairs, checkTwoRuns, noPairs } from "./noninterference.ts";

/** What came of a trace. */
export interface Ran {
  readonly steps: readonly TraceStep[];
  /** The digests of all states on the way and the outcomes, folded. */
  readonly digest: number;
  /** By claim and reason: the steps or changes that it covered. */
  readonly covered: readonly (readonly number[])[];
  /** The `seen` sentences that came true, as `claim / sentence` by their places. */
  readonly seen: readonly string[];
  readonly pairs: Pairs;
  readonly violation: Violation | null;
}

/**
 * Runs it again; `difference` says in words what differed, and `fault` what only a run that evaluates everything can find: a
 * sentence that writes. With `probes`, what the outcomes of steps settle is found out again, too. Where the first run was one by `code`,
 * the step is named in which the code and the sentences part.
 */
export function secondRun(
  model: Model, twin: Model | null, first: Ran, probes: boolean, watch?: Watch, code: CompiledTraces | null = null,
): { readonly difference: string | null; readonly fault: Violation | null } {
  const again = runAgain(model, twin, first, probes, watch);
  if (first.violation === null && again.violation?.claim === soundness && again.violation.observer === undefined)
    return { difference: null, fault: again.violation };
  const difference = differenceOf(model, first, again) ?? remembered(again) ?? (probes ? unsettled(model, first.steps, watch) : null);
  if (difference === null || code === null) return { difference, fault: null };
  return { difference: `${difference}${parting(model, first.steps, code)}`, fault: null };
}

/** The first step that the code takes otherwise than the sentences do, in words; empty where all steps are the same. */
function parting(model: Model, steps: readonly TraceStep[], code: CompiledTraces): string {
  const taken = (by: CompiledTraces | null): { readonly outcome: number; readonly hash: number }[] => {
    const checker = new Checker(model, undefined, false, noReasons(model), by);
    checker.begin();
    return steps.map((step) => {
      checker.take(step);
      return { outcome: checker.outcome, hash: checker.hash };
    });
  };
  const [byCode, plain] = [taken(code), taken(null)];
  const at = plain.findIndex(({ outcome, hash }, i) => outcome !== byCode[i]!.outcome || hash !== byCode[i]!.hash);
  if (at < 0) return "";
  const { operation: { name }, outcomes } = model.steppers[steps[at]!.operation]!;
  return `; code and sentences part at step ${at + 1}, ${name} / ${outcomes[plain[at]!.outcome] ?? "a fault"}`;
}

interface RanAgain extends Ran {
  /** The claim that says something else of rows that it has not seen before. */
  readonly remembers: string | null;
}

const remembered = ({ remembers }: RanAgain): string | null => remembers === null ? null
  : `what "${remembers}" says of rows that it has not seen before`;

function runAgain(model: Model, twin: Model | null, { steps }: Ran, probes: boolean, watch: Watch | undefined): RanAgain {
  const covered = noReasons(model);
  const pairs = noPairs(model);
  const checker = new Checker(model, watch, true, covered);
  let digest = 0;
  let remembers: string | null = null;
  let violation = checker.begin();
  for (let i = 0; i < steps.length && violation === null; i++) {
    violation = checker.take(steps[i]!);
    if (probes && violation === null) remembers ??= remembering(model, model.now.words.slice(), watch);
    digest = mix(digest, mix(checker.outcome, checker.hash));
  }
  const seen = checker.sightings.places;
  if (violation === null && twin !== null) violation = checkTwoRuns(model, twin, steps, undefined, pairs, watch, true);
  return { steps, digest, covered, pairs, seen, violation, remembers };
}

/** What two runs of one trace differ in. Where both break a claim nothing is compared that lies behind. */
function differenceOf({ claims }: Model, first: Ran, again: Ran): string | null {
  const [one, other] = [first.violation, again.violation];
  if (one !== null || other !== null) {
    if (one !== null && other !== null) return null;
    const { claim, at } = (one ?? other)!;
    return `"${claim}" broke at step ${at} ${one === null ? "the second time, and held the first" : "the first time, and held the second"}`;
  }
  if (first.digest !== again.digest) return "its outcomes or its states";
  const place = claims.findIndex((_, c) =>
    `${first.covered[c]!.join()};${first.pairs.applied[c]}` !== `${again.covered[c]!.join()};${again.pairs.applied[c]}`);
  if (place >= 0) return `how the claim "${claims[place]!.name}" was applied`;
  const [unseen] = [first.seen.filter((one) => !again.seen.includes(one)), again.seen.filter((one) => !first.seen.includes(one))].flat();
  return unseen === undefined ? null : `whether "${seenNamed(claims, unseen)}" was seen`;
}

function seenNamed(claims: Model["claims"], placed: string): string {
  const [claim, place] = placed.split(" / ").map(Number) as [number, number];
  return `${claims[claim]!.name} / ${claims[claim]!.seen[place]!.sentence}`;
}

/** The claim of which the outcome of a step settles something else when it is asked again, in words; null when there is none. */
function unsettled(model: Model, steps: readonly TraceStep[], watch: Watch | undefined): string | null {
  for (const operation of new Set(steps.map((step) => step.operation))) {
    const found = JSON.stringify(askedAfter(model, operation, watch));
    if (found !== JSON.stringify(model.asking.of(model, operation, watch)))
      return `what the claims permit after "${model.steppers[operation]!.operation.name}"`;
  }
  return null;
}
