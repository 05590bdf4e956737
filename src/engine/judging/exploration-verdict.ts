/**
 * Turns a search into a verdict. PASS is said only of a search that left nothing out, and asks for the same besides as
 * after random traces: every claim evaluated, every `seen` and every outcome reached or waived, every promise kept.
 */
import { emptyTally } from "../traces/campaign.ts";
import { soundness } from "../claims/checking.ts";
import type { Exploration } from "../search/exploration.ts";
import type { Model } from "../model.ts";
import { exploredClaims } from "../progress/deciding.ts";
import { whyDiffers } from "../search/second-opinion.ts";
import { type Demands, type Judgement, judge } from "./verdict.ts";

/** Judges a search, the shares of all its members added up. */
export function judgeExploration(model: Model, search: Exploration, demands: Demands = {}): Judgement {
  const { failure } = search;
  const explored = exploredClaims(model).map((c) => `"${model.claims[c]!.name}"`);
  const progress = search.progress ?? { decided: [], steps: search.transitions };
  // To what must be reached, a whole search is one long trace.
  const asOneTrace = judge(model, {
    ...emptyTally(model), traces: search.exhaustive ? 1 : 0, steps: search.transitions, checked: [...search.checked],
    reasons: search.reasons.map((counts) => [...counts]),
    outcomes: search.outcomes.map((counts) => [...counts]), seen: search.seen.map((counts) => [...counts]),
    waiting: [...search.waiting], longest: [...search.longest],
    failure: failure === null ? null : { ...failure, trace: 0, strategy: "blind" },
  }, 1, { ...demands, ...(explored.length === 0 ? {} : { progress }) });
  const { claims, outcomes } = asOneTrace;
  if (failure !== null) return { verdict: "FAIL", claims, outcomes, remarks: [brokenBy(model, failure.violation, search)] };
  const pairs = model.claims.filter(({ twoRuns }) => twoRuns !== undefined).map(({ name }) => `"${name}"`);
  const unexplored = pairs.length === 0 ? []
    : [`not explored, since they need pairs of runs (random traces check them): ${pairs.join(", ")}`];
  const { textsAtFault = [] } = demands;
  if (textsAtFault.length > 0) return { verdict: "UNKNOWN", claims, outcomes, remarks: [...textsAtFault, ...unexplored] };
  if (search.disagreement !== undefined) return { verdict: "UNKNOWN", claims, outcomes, remarks: [search.disagreement, ...unexplored] };
  if (progress.steps !== search.transitions && progress.undecided === undefined) return { verdict: "UNKNOWN", claims, outcomes,
    remarks: [`the search took ${search.transitions} steps, and ${progress.steps} when it took them again${whyDiffers}`, ...unexplored] };
  const { unproved = [] } = search;
  const undecided = explored.length === 0 || search.progress?.decided.length === explored.length ? []
    : [`not decided, since that takes ${progress.undecided === undefined ? "every state" : `the graph of all steps`}: ${explored.join(", ")}`];
  const unfinished = [...(search.exhaustive ? [] : [endedEarly(search)]), progress.undecided ?? []].flat();
  if (unfinished.length + undecided.length > 0) return { verdict: "UNKNOWN", claims, outcomes,
    remarks: [...unfinished, ...undecided, ...unexplored, ...unproved] };
  const onTrust = untriedOrders(search);
  if (asOneTrace.verdict === "WEAK" || onTrust.length > 0 || pairs.length > 0) {
    const others = asOneTrace.verdict !== "WEAK" ? []
      : asOneTrace.remarks.filter((remark) => !pairs.some((name) => remark === `never evaluated: the claim ${name}`));
    return { verdict: "WEAK", claims, outcomes, remarks: [...unexplored, ...onTrust, ...others, everything(search), ...unproved] };
  }
  return { verdict: "PASS", claims, outcomes, remarks: [everything(search), ...unproved] };
}

/** What a search took on trust: that nothing tells interchangeable rows apart in orders that it did not try. */
function untriedOrders({ untried }: Exploration): string[] {
  return untried === undefined ? [] : ["symmetry was taken on trust: in some states not all orders of interchangeable rows were tried; "
    + "--symmetry off trusts nothing"];
}

function brokenBy(
  model: Model, { claim, at, why }: NonNullable<Exploration["failure"]>["violation"], { stopped }: Exploration,
): string {
  const lead = claim === soundness ? "the specification is at fault" : `"${claim}" is broken`;
  if (model.claims.some(({ name, progress }) => name === claim && progress?.kind === "leadsTo")) return `${lead}: ${why}`;
  const when = at === 0 ? "in the initial state" : `after step ${at}${stopped === null ? ", and by no shorter trace" : ""}`;
  return `${lead} ${when}: ${why}`;
}

const everything = ({ symmetric }: Exploration): string =>
  `exhaustive: every state that the system can reach was looked at${symmetric ? ", or one that is like it but for symmetry" : ""}`;

const reasons: Readonly<Record<NonNullable<Exploration["stopped"]>, string>> = {
  depth: "no more depth was asked for",
  states: "no more states were asked for",
  calls: "no more calls were asked for",
  memory: "the memory that was given is used up",
  abandoned: "a helper was lost",
};

/** How far a search came that left something out. */
function endedEarly({ stopped, depth, states, frontier }: Exploration): string {
  const lead = `not everything was looked at: ${stopped === null ? "it ended early" : reasons[stopped]}`;
  // What a lost helper had found, nobody knows.
  return stopped === "abandoned" ? lead : `${lead}; ${states} states to depth ${depth}, with a frontier of ${frontier}`;
}
