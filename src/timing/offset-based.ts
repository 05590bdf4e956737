/**
 * Offset-based analysis of flows over several processors (Palencia & González Harbour, "Schedulability analysis for tasks with
 * static and dynamic offsets", RTSS 1998, approximate form): as the holistic one, but the steps of one flow come in its order. Those of a
 * flow that disturb cannot all be released late together; one of them is released at the begin of the busy window with all its
 * jitter behind it, and the others where that puts them. Offsets are given (`offset`), or the best case of the steps before.
 *
 * With step k at the begin, j comes first after phi = T - (Phi_k + J_k - Phi_j) mod T, and W_k(w) is the sum over j of
 * (floor((J_j + phi) / T) + ceil((w - phi) / T)) C_j. Another flow counts by its worst k at each w; of its own flow each k is
 * tried. Job p of the step, which arrives at phi + (p-1)T, is done at w(p) = B + (p - p0 + 1)C + sum of W, where
 * p0 = 1 - floor((J + phi) / T), and R = w(p) - phi - (p-1)T + Phi. Never above the holistic bound. Responses count from the
 * arrival of the flow. Errors: as of `holistic`.
 */
import type { Conventions } from "./evidence.ts";
import { type Flow, type FlowResponses, type TickStep, settledFlows } from "./flows.ts";
import { Load } from "./response/load.ts";
import { type Work, ceilDiv, floorDiv, leastCommonMultiple } from "./response/whole.ts";

export const offsetBasedConventions: Conventions = { from: "arrival", time: "dense" };

/** Work of the steps of one flow in a window that begins with the release of one of them. */
type Scenario = readonly { readonly first: number; readonly atOnce: number; readonly step: TickStep }[];

export const offsetBased = (flows: readonly Flow[]): FlowResponses => settledFlows(flows, offsetBasedConventions, responseOf);

function responseOf(step: TickStep, jitterOf: (step: TickStep) => number, work: Work): number {
  const [own, ...others] = groups(step);
  const scenarioOf = (group: readonly TickStep[], begin: TickStep): Scenario => group.map((other) => {
    const first = firstAfter(begin, other, jitterOf);
    return { first, atOnce: floorDiv(jitterOf(other) + first, other.period), step: other };
  });
  const terms = others.reduce((sum, group) => sum + group.length * group.length, own!.length + 1);
  work.spend(terms + own!.length * own!.length, 0);
  const foreign = others.map((group) => group.map((begin) => scenarioOf(group, begin)));
  const interference = (window: number): number => foreign.reduce((sum, scenarios) =>
    sum + scenarios.reduce((most, scenario) => Math.max(most, workIn(scenario, window)), 0), 0);
  const repeats = Load.of([step, ...step.disturbing]).againstOne() < 0 ? Infinity
    : leastCommonMultiple([step, ...step.disturbing].map(({ period }) => period)) / step.period;
  return Math.max(...[step, ...own!].map((begin) => {
    const mates = scenarioOf(own!, begin);
    const disturbance = (window: number): number => workIn(mates, window) + interference(window);
    return worstJob(step, firstAfter(begin, step, jitterOf), jitterOf(step), disturbance, { terms, repeats, work });
  }));
}

/** The disturbing steps of the own flow, and then those of each other flow. */
function groups(step: TickStep): TickStep[][] {
  const byFlow = new Map<string, TickStep[]>([[step.flow, []]]);
  for (const other of step.disturbing) byFlow.set(other.flow, [...byFlow.get(other.flow) ?? [], other]);
  return [...byFlow.values()];
}

/** When a step comes first after the begin of a window in which another one is released with all its jitter behind it; in (0, T]. */
function firstAfter(begin: TickStep, step: TickStep, jitterOf: (step: TickStep) => number): number {
  const behind = (begin.earliest + jitterOf(begin) - step.earliest) % step.period;
  return behind < 0 ? -behind : step.period - behind;
}

function workIn(scenario: Scenario, window: number): number {
  let work = 0;
  for (const { first, atOnce, step } of scenario) work += (atOnce + ceilDiv(window - first, step.period)) * step.wcet;
  return work;
}

/** The longest response among the jobs of a busy window: until it closes before the next one, or, at a load of 1, until it repeats. */
function worstJob({ wcet, blocking, period, earliest }: TickStep, first: number, jitter: number, disturbance: (window: number) => number,
  { terms, repeats, work }: { readonly terms: number; readonly repeats: number; readonly work: Work }): number {
  const earliestJob = 1 - floorDiv(jitter + first, period);
  let [response, window] = [0, 1];
  for (let job = earliestJob; ; job++) {
    for (let before = -1; before !== window;) {
      before = window;
      window = Math.max(window, blocking + (job - earliestJob + 1) * wcet + disturbance(window));
      work.spend(terms, window);
    }
    response = Math.max(response, window - first - (job - 1) * period + earliest);
    if (window <= first + job * period || job - earliestJob + 1 >= repeats) return response;
  }
}
