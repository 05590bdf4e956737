/**
 * Turns a tally into a verdict. PASS needs more than silence: every `seen` and every outcome reached or waived with a
 * reason, everything there that the suite promises, the budget completed, and the traces that were run twice the same
 * both times.
 */
import { didYouMean } from "../../language/fault.ts";
import { promisesOf } from "../../language/promises.ts";
import type { ClaimResult, Discovery, OutcomeCount, Verdict } from "../../language/report.ts";
import type { Suite } from "../../language/suite.ts";
import type { Tally } from "../traces/campaign.ts";
import { soundness } from "../claims/checking.ts";
import { discoveryOf } from "../discovery/discovery.ts";
import type { Model } from "../model.ts";
import type { Progress } from "../progress/deciding.ts";
import { type Reads, readsAll, readsOf } from "../claims/reads.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly claims: readonly ClaimResult[];
  readonly outcomes: readonly OutcomeCount[];
  readonly discovery?: Discovery;
  /** What stands between this and PASS, or, with PASS, what it means: one line each. */
  readonly remarks: readonly string[];
}

/** What is asked of a run besides that nothing breaks. */
export interface Demands extends Pick<Suite, "promises" | "requires" | "explored" | "breaks"> {
  /** Whether no other suite runs the specification, so that what this one does not use is used nowhere. */
  readonly alone?: boolean;
  /** A line for each sentence whose text is at fault, whatever was run. */
  readonly textsAtFault?: readonly string[];
  /** What a search decided of claims about progress; left out of random traces, which decide nothing of them. */
  readonly progress?: Progress;
}

/** Judges a campaign of `wanted` traces by what its suite, where there is one, demands. */
export function judge(model: Model, tally: Tally, wanted: number, demands: Demands = {}): Judgement {
  const missing = brokenPromises(model, demands.promises ?? []);
  const expected = new Expected(model, demands, missing);
  // Of a run that was stopped nothing is asked any more: one of its sentences may be why.
  const reads = tally.failure !== null || tally.traces >= wanted ? readsOf(model) : readsAll(model);
  const claims = model.claims.map(({ progress }, c) => progress !== undefined ? exploredResult(model, tally, c, expected, demands.progress)
    : claimResult(model, tally, c, expected, reads, demands.alone === true));
  const outcomes = model.steppers.flatMap(({ operation, outcomes: sentences }, o) => sentences.map((outcome, i): OutcomeCount => {
    const count = tally.outcomes[o]![i]!;
    const name = `${operation.name} / ${outcome}`;
    const waived = expected.occurs(name, count, `never reached: ${name}`);
    return { operation: operation.name, outcome, count,
      ...(waived !== undefined ? { waived } : expected.requires(name) ? {} : { required: false }) };
  }));
  const discovery = discoveryOf(tally.discovered);
  const found = { claims, outcomes, ...(discovery === undefined ? {} : { discovery }) };
  if (tally.failure !== null) {
    const { claim, at, why } = tally.failure.violation;
    const lead = claim === soundness ? "the specification is at fault" : `"${claim}" is broken`;
    const when = at === 0 ? "in the initial state" : `after step ${at} of trace ${tally.failure.trace}, as it was found`;
    return { verdict: "FAIL", ...found, remarks: [`${lead} ${when}: ${why}`] };
  }
  const { textsAtFault = [] } = demands;
  if (textsAtFault.length > 0) return { verdict: "UNKNOWN", ...found, remarks: textsAtFault };
  // Where all claims are there to be broken, nothing remains to be claimed of the rest.
  if (model.claims.length === 0 && demands.breaks === undefined) missing.push("nothing was claimed: the specification has no invariants");
  else if (model.claims.length > 0 && claims.every(({ decidedBy }) => decidedBy !== undefined) && demands.progress === undefined)
    missing.push("nothing was checked: all claims of the specification are such as only cordon explore decides");
  if (model.steppers.length === 0) missing.push("nothing can happen: the specification has no operations");
  if (tally.differed > 0) return { verdict: "UNKNOWN", ...found, remarks: [`${tally.differed} of ${tally.rerun} traces that were run twice `
    + `differed (${tally.difference}): the run depends on something other than the seed${tally.byCode > 0 ? ", or this is a fault of Cordon" : ""}`] };
  if (tally.traces < wanted) return { verdict: "UNKNOWN", ...found, remarks:
    [`only ${tally.traces} of ${wanted} traces were completed`] };
  const left = leftToExplore(claims, demands);
  if (missing.length > 0) return { verdict: "WEAK", ...found, remarks: [...missing, ...left] };
  return { verdict: "PASS", ...found, remarks: [confidence(tally), ...left] };
}

/** What must occur, and what must not; gathers what is missing. */
class Expected {
  private readonly waived: ReadonlyMap<string, string>;
  private readonly required: ReadonlySet<string> | null;
  readonly missing: string[];

  constructor({ system }: Model, { requires }: Demands, missing: string[]) {
    this.waived = new Map(Object.entries(system.waived ?? {}));
    this.required = requires === undefined ? null : new Set(requires);
    this.missing = missing;
  }

  /** Whether something by this name must occur. */
  requires(name: string): boolean {
    return !this.waived.has(name) && this.required?.has(name) !== false;
  }

  /** Notes what is wrong with how often something occurred; answers why it is waived, if it is. */
  occurs(name: string, count: number, sentence: string): string | undefined {
    const reason = this.waived.get(name);
    if (count > 0 && reason !== undefined) this.missing.push(`waived, but it happened ${count === 1 ? "once" : `${count} times`}: ${name} (${reason})`);
    if (count === 0 && this.requires(name)) this.missing.push(sentence);
    return reason;
  }
}

/** What became of one claim; what is wrong with it, but for a violation, is noted in `expected`. */
function claimResult(model: Model, tally: Tally, c: number, expected: Expected, reads: Reads, alone: boolean): ClaimResult {
  const { name, seen, reasons, within } = model.claims[c]!;
  const checked = tally.checked[c]!;
  const applied = appliedOf(model, tally, c, reads);
  const sightings = seen.map(({ sentence }, s) => [sentence, tally.seen[c]![s]!] as const);
  const result = {
    name, checked, applied, seen: Object.fromEntries(sightings),
    ...(within === undefined ? {} : { waited: { longest: tally.longest[c]!, within: within.within } }),
    ...(reasons.length === 0 ? {} : { reasons: Object.fromEntries(reasons.map((reason, r) => [reason, tally.reasons[c]![r]!])) }),
  };
  if (tally.failure?.violation.claim === name) return { ...result, verdict: "FAIL" };
  const before = expected.missing.length;
  expected.occurs(name, applied,
    checked === 0 ? `never evaluated: the claim "${name}"` : `never applied: the claim "${name}" (${whyNotApplied(model, c)})`);
  sightings.forEach(([sentence, count], s) => {
    expected.occurs(`${name} / ${sentence}`, count, `never seen: ${sentence} (claim "${name}")`);
    if (!reads.seen[c]![s]) expected.missing.push(`says nothing: the seen "${sentence}" of the claim "${name}" reads nothing`);
  });
  if (alone) reasons.forEach((reason, r) => {
    if (tally.reasons[c]![r] === 0) expected.missing.push(neverUsed(reason, name));
  });
  const isWhole = expected.missing.length === before;
  return { ...result, verdict: !isWhole ? "WEAK" : applied === 0 ? "SKIPPED" : "PASS" };
}

/** What became of a claim about progress. Of random traces nothing is asked for its sake. */
function exploredResult(model: Model, tally: Tally, c: number, expected: Expected, progress: Progress | undefined): ClaimResult {
  const { name, seen } = model.claims[c]!;
  const found = progress?.decided.find(({ claim }) => claim === c);
  const result = {
    name, checked: found?.states ?? 0, applied: found?.applied ?? 0, decidedBy: "explore" as const,
    seen: Object.fromEntries(seen.map(({ sentence }, s) => [sentence, tally.seen[c]![s]!])),
  };
  if (progress === undefined) return { ...result, verdict: "SKIPPED" };
  if (found === undefined) return { ...result, verdict: "UNKNOWN" };
  if (found.isBroken) return { ...result, verdict: "FAIL" };
  const before = expected.missing.length;
  expected.occurs(name, found.applied, `never applied: the claim "${name}" (${
    model.claims[c]!.progress!.kind === "leadsTo" ? "nothing ever waits" : "everywhere it is as it must be able to come"})`);
  seen.forEach(({ sentence }, s) => { expected.occurs(`${name} / ${sentence}`, tally.seen[c]![s]!, `never seen: ${sentence} (claim "${name}")`); });
  return { ...result, verdict: expected.missing.length > before ? "WEAK" : found.applied === 0 ? "SKIPPED" : "PASS" };
}

/** The remark on claims that random traces say nothing of. */
function leftToExplore(claims: readonly ClaimResult[], { progress, explored = [] }: Demands): string[] {
  const names = claims.flatMap(({ name, decidedBy }) => decidedBy === undefined ? [] : [`"${name}"`]);
  return progress !== undefined || names.length === 0 ? [] : [`Only cordon explore decides ${names.join(", ")}${
    explored.length === 0 ? "" : `, as on ${explored.map((system) => `--system ${system}`).join(", ")}`}.`];
}

/** The remark on a reason that nothing used. */
export const neverUsed = (reason: string, claim: string): string => `never used: the reason "${reason}" (claim "${claim}")`;

/** How often a claim could have been broken. What reads nothing gives one answer to everything, and judges nothing. */
function appliedOf(model: Model, tally: Tally, c: number, { judged, reasons }: Reads): number {
  const { state, twoRuns, within } = model.claims[c]!;
  if (within !== undefined) return tally.waiting[c]!;
  if (twoRuns !== undefined) return tally.parted[c]!;
  if (state !== undefined) return tally.checked[c]! * judged[c]!;
  return tally.reasons[c]!.reduce((sum, count, r) => reasons[c]![r] ? sum + count : sum, 0);
}

function whyNotApplied(model: Model, c: number): string {
  const { state, change, twoRuns, within, invariant: { each, changes } } = model.claims[c]!;
  if (within !== undefined) return "nothing ever waits";
  const rows = each === undefined ? 0 : model.now.world[each]!.length;
  if (twoRuns !== undefined) return `no pair of runs parted in which what a ${each} sees or is told could differ`;
  if (state !== undefined) return each === undefined ? "it reads nothing of any state" : rows === 0 ? `there is no ${each}` : `it reads nothing of any ${each}`;
  return change === undefined ? "no step was judged by a reason that looks at it" : `no change of a ${changes} was judged by a reason that looks at it`;
}

function brokenPromises({ specification }: Model, promises: readonly string[]): string[] {
  const there = new Set(promisesOf(specification));
  return promises.filter((promise) => !there.has(promise)).map((promise) => `promised but missing: ${promise}${didYouMean(promise, there)}`);
}

/**
 * What a PASS says. A violation that shows in a share p of such traces stays unseen in n of them with probability (1 - p)^n;
 * the p for which this is 5 %, rounded up, would have been seen with 95 % confidence.
 */
export function confidence({ traces, steps }: Pick<Tally, "traces" | "steps">): string {
  const lead = `${counted(traces, "trace")}, ${counted(steps, "step")}.`;
  return `${lead} A violation that shows in at least ${percentAbove(1 - 0.05 ** (1 / traces))} % of such traces would have been seen `
    + `with 95 % confidence; rarer ones may remain${traces < fewTraces ? ", and these are few traces" : ""}.`;
}

/** Below this many traces, one violation in ten would go unseen too often. */
const fewTraces = 29;

/** A share in per cent to two digits, never less than it is, and at most 100. */
function percentAbove(share: number): string {
  const digits = 1 - Math.floor(Math.log10(100 * share));
  const up = Number(`${Math.ceil(Number(`${100 * share}e${digits}`))}e${-digits}`);
  return Math.min(up, 100).toPrecision(2);
}

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? "" : "s"}`;
