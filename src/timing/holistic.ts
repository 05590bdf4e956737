/**
 * Holistic analysis of flows over several processors (Tindell & Clark, "Holistic schedulability analysis for distributed hard
 * real-time systems", 1994): preemptive fixed priorities on each, and a step inherits as jitter what the one before varies:
 * J = R - Rb of the step before, Rb its best case. Responses count from the arrival of the flow.
 *
 * w(q) = qC + B + sum over hep of ceil((w + J) / T) C; R = max over q of w(q) - (q-1)T + J + Rb, until the window closes. The
 * jitters grow from nothing until none changes. Steps of one flow on one processor count as if they knew nothing of
 * each other; `offsetBased` looks at that. Errors: a `TimingRefusal` that names the field; code "cycle" where jitters feed each
 * other without end.
 */
import { loadOf, windowsOf, workIn } from "./events/busy-window.ts";
import { periodic } from "./events/models.ts";
import type { Conventions } from "./evidence.ts";
import { type Flow, type FlowResponses, settledFlows } from "./flows.ts";

export const holisticConventions: Conventions = { from: "arrival", time: "dense" };

export const holistic = (flows: readonly Flow[]): FlowResponses => settledFlows(flows, holisticConventions, (step, jitterOf, work) => {
  const own = periodic(step.period);
  const loads = step.disturbing.map((other) => ({ stream: periodic(other.period, jitterOf(other)), work: other.wcet }));
  const windows = windowsOf({
    own, others: loads.map(({ stream }) => stream), load: loadOf([...loads, { stream: own, work: step.wcet }]),
    // The window may stop as if the step had no jitter: w(p + q) <= w(p) + w(q), so that a later job is no worse than an earlier.
    demand: (q, window) => q * step.wcet + step.blocking + workIn(loads, window),
  }, work, step.field)!;
  return windows.response + jitterOf(step) + step.earliest;
});
