/**
 * Turns a tally into a verdict. PASS needs more than silence: every `seen` and every outcome reached or waived with a
 * reason, everything there that the suite promises, the budget completed, and the traces that were run twice the same
 * both times.
 */
import { didYouMean } from "../language/fault.ts";
import type { ClaimResult, Discovery, OutcomeCount, Verdict } from "../language/report.ts";
import type { Suite } from "../language/suite.ts";
import type { Tally } from "./campaign.ts";
import { soundness } from "./checking.ts";
import { discoveryOf } from "./discovery.ts";
import { type Model, promisesOf } from "./model.ts";

export interface Judgement {
  readonly verdict: Verdict;
  readonly claims: readonly ClaimResult[];
  readonly outcomes: readonly OutcomeCount[];
  readonly discovery?: Discovery;
  /** What stands between this and PASS, or, with PASS, what it means: one line each. */
  readonly remarks: readonly string[];
}

/** Judges a campaign of `wanted` traces; the suite, where there is one, may promise more than the model has. */
export function judge(model: Model, tally: Tally, wanted: number, suite?: Pick<Suite, "promises">): Judgement {
  const waived = new Map<string, string>(Object.entries(model.system.waived ?? {}));
  const missing = brokenPromises(model, suite?.promises ?? []);
  const claims = model.claims.map(({ name, seen }, c): ClaimResult => {
    const sightings = seen.map(({ sentence }, s) => [sentence, tally.seen[c]![s]!] as const);
    const unseen = sightings.filter(([sentence, count]) => count === 0 && !waived.has(`${name} / ${sentence}`));
    const failed = tally.failure?.violation.claim === name;
    if (!failed) missing.push(...unseen.map(([sentence]) => `never seen: ${sentence} (claim "${name}")`));
    const verdict = failed ? "FAIL" : unseen.length > 0 || tally.checked[c] === 0 ? "WEAK" : "PASS";
    if (!failed && tally.checked[c] === 0) missing.push(`never evaluated: the claim "${name}"`);
    return { name, verdict, checked: tally.checked[c]!, applied: tally.checked[c]!, seen: Object.fromEntries(sightings) };
  });
  const outcomes = model.steppers.flatMap(({ operation, outcomes: sentences }, o) => sentences.map((outcome, i): OutcomeCount => {
    const count = tally.outcomes[o]![i]!;
    const reason = waived.get(`${operation.name} / ${outcome}`);
    if (count === 0 && reason === undefined) missing.push(`never reached: ${operation.name} / ${outcome}`);
    return { operation: operation.name, outcome, count, ...(reason === undefined ? {} : { waived: reason }) };
  }));
  const discovery = discoveryOf(tally.discovered);
  const found = { claims, outcomes, ...(discovery === undefined ? {} : { discovery }) };
  if (tally.failure !== null) {
    const { claim, at, why } = tally.failure.violation;
    const lead = claim === soundness ? "the specification is at fault" : `"${claim}" is broken`;
    return { verdict: "FAIL", ...found, remarks: [`${lead} at step ${at} of trace ${tally.failure.trace}: ${why}`] };
  }
  if (model.claims.length === 0) missing.push("nothing was claimed: the specification has no invariants");
  if (tally.differed > 0) return { verdict: "UNKNOWN", ...found, remarks:
    [`${tally.differed} of ${tally.rerun} traces that were run twice differed: something outside the seed has a say`] };
  if (tally.traces < wanted) return { verdict: "UNKNOWN", ...found, remarks:
    [`only ${tally.traces} of ${wanted} traces were completed`] };
  if (missing.length > 0) return { verdict: "WEAK", ...found, remarks: missing };
  return { verdict: "PASS", ...found, remarks: [confidence(tally)] };
}

function brokenPromises({ specification }: Model, promises: readonly string[]): string[] {
  const there = new Set(promisesOf(specification));
  return promises.filter((promise) => !there.has(promise)).map((promise) => `promised but missing: ${promise}${didYouMean(promise, there)}`);
}

/** What a PASS says: the rule of three gives the probability that would have shown itself with 95 % confidence. */
export function confidence({ traces, steps }: Tally): string {
  const percent = (300 / traces).toPrecision(2);
  return `${traces} traces, ${steps} steps. A violation that shows in at least ${percent} % of such traces would have been `
    + "seen with 95 % confidence; rarer ones may remain.";
}
