/**
 * Flows over several processors, as they are given and as analyses take them: steps, each released at the completion of the one
 * before. Shared here: the reading, and the search for the jitters that the responses of the steps give each other.
 */
import { casesOf, entriesMost, newName, objectsIn, priorityIn } from "./events/reading.ts";
import type { Assumption, Conventions } from "./evidence.ts";
import { type Exact, type Given, exact } from "./exact.ts";
import { TimingRefusal } from "./refusal.ts";
import { Load } from "./response/load.ts";
import { Work } from "./response/whole.ts";
import { lateness, notNegative, positive } from "./task.ts";
import { type Ticks, ticksFor } from "./ticks.ts";

export interface Flow {
  readonly id: string;
  readonly period: Given;
  /** Longest time from the arrival of the flow to the release of its first step. */
  readonly jitter?: Given;
  /** From arrival; the period unless said. */
  readonly deadline?: Given;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly id: string;
  readonly processor: string;
  readonly wcet: Given;
  /** 0 unless said. */
  readonly bcet?: Given;
  /** Lower is higher; the place among all steps unless said. */
  readonly priority?: number;
  readonly blocking?: Given;
  /** The step waits for this time from the arrival of the flow, if it could come before; 0 unless said. */
  readonly offset?: Given;
}

export interface FlowResponses {
  /** Of each step by its id, from the arrival of its flow; null where no bound exists. */
  readonly responses: ReadonlyMap<string, Exact | null>;
  /** Of each flow by its id: the response of its last step. */
  readonly flows: ReadonlyMap<string, Exact | null>;
  readonly schedulable: boolean;
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

/** A step in ticks. */
export interface TickStep {
  readonly id: string;
  readonly field: string;
  readonly flow: string;
  readonly processor: string;
  readonly priority: number;
  readonly period: number;
  readonly wcet: number;
  readonly blocking: number;
  /** The earliest release after the arrival of the flow: the best case of all steps before it, or its offset. */
  readonly earliest: number;
  readonly offset: number;
  /** The first step of a flow has a jitter of its own; others have that of the one before. */
  readonly jitter: number;
  readonly before: TickStep | null;
  /** The others of its processor and of its priority or a higher one. */
  readonly disturbing: readonly TickStep[];
}

/** How much later than the earliest each step may be released; null where nothing bounds it. */
export type JitterOf = (step: TickStep) => number | null;

/** The response of a step from the arrival of its flow, for given jitters; null where it has no bound. It grows with each of them. */
export type StepResponse = (step: TickStep, jitterOf: (step: TickStep) => number, work: Work) => number;

/**
 * What jitters that feed each other are given to come to rest: rounds, and periods by which a response grows after the first one.
 * Where they do not, each round may have several times the jitter of the one before.
 */
const roundsMost = 1000;
const periodsMost = 500;

/** The least responses that fit to the jitters that they make: from nothing upwards, until none changes. */
export function settledFlows(given: readonly Flow[], conventions: Conventions, responseOf: StepResponse): FlowResponses {
  const { ticks, steps } = readFlows(given);
  const work = new Work("flows");
  const found = new Map<TickStep, number | null>(steps.map((step) => [step, 0]));
  const atFirst = new Map<TickStep, number>();
  const jitterOf: JitterOf = ({ jitter, before, earliest, offset }) => {
    const latest = before === null ? jitter : found.get(before)!;
    return latest === null ? null : Math.max(0, Math.max(latest, offset) - earliest);
  };
  const overloaded = new Set(steps.filter((step) => Load.of([step, ...step.disturbing]).againstOne() > 0));
  for (let round = 1, moved = true; moved; round++) {
    moved = false;
    for (const step of steps) {
      const isLost = overloaded.has(step) || [step, ...step.disturbing].some((one) => jitterOf(one) === null);
      const response = isLost ? null : responseOf(step, (one) => jitterOf(one)!, work);
      if (round === 1 && response !== null) atFirst.set(step, response);
      if (response === found.get(step)) continue;
      const isEndless = round > roundsMost || (response !== null && response > atFirst.get(step)! + periodsMost * step.period);
      if (isEndless) throw new TimingRefusal("cycle", step.field,
        `responds later with each of ${round} rounds: its jitter comes back as its own delay, and no bound was found`);
      found.set(step, response);
      moved = true;
    }
  }
  const time = (response: number | null): Exact | null => response === null ? null : ticks.time(response);
  const ends = new Map(steps.map((step) => [step.flow, time(found.get(step)!)]));
  const lost = steps.filter((step) => found.get(step) === null).map(({ id }) => id);
  return {
    responses: new Map(steps.map((step) => [step.id, time(found.get(step)!)])), flows: ends, conventions,
    schedulable: given.every(({ id, deadline, period }) => ends.get(id)?.lte(exact(deadline ?? period, "deadline")) ?? false),
    assumptions: [
      { says: "the iteration over the jitters has converged", checked: `${steps.length} steps` },
      { says: "no step with a bound is disturbed by more work than its processor has, or by a step without a bound", checked: `without a bound: ${lost.join(", ") || "none"}` },
      { says: "arrivals of a flow are exactly a period apart, and every processor prefers the step of the highest priority at any time", checked: "taken from the input" },
    ],
  };
}

function readFlows(flows: readonly Flow[]): { readonly ticks: Ticks; readonly steps: readonly TickStep[] } {
  const [flowIds, stepIds] = [new Set<string>(), new Set<string>()];
  const read = objectsIn(flows, "flows").map((flow, f) => {
    const at = `flows[${f}]`;
    newName(flow.id, flowIds, `${at}.id`);
    const deadline = flow.deadline === undefined ? [] : [positive(flow.deadline, `${at}.deadline`)];
    const steps = objectsIn(flow.steps, `${at}.steps`).map((step, s) => {
      const field = `${at}.steps[${s}]`;
      newName(step.id, stepIds, `${field}.id`);
      if (stepIds.size > entriesMost) throw new TimingRefusal("too large", "flows", `have more than ${entriesMost} steps; no more are taken`);
      if (typeof step.processor !== "string" || step.processor === "") throw new TimingRefusal("missing", `${field}.processor`, "must be a name");
      return {
        id: step.id, field, processor: step.processor, priority: priorityIn(step.priority, stepIds.size, `${field}.priority`),
        ...casesOf(step, field), blocking: notNegative(step.blocking ?? 0, `${field}.blocking`), offset: notNegative(step.offset ?? 0, `${field}.offset`),
      };
    });
    const period = positive(flow.period, `${at}.period`);
    return { id: flow.id, period, jitter: lateness(flow.jitter, period, `${at}.jitter`), deadline, steps };
  });
  const ticks = ticksFor(read.flatMap(({ period, jitter, deadline, steps }) =>
    [period, jitter, ...deadline, ...steps.flatMap(({ wcet, bcet, blocking, offset }) => [wcet, bcet, blocking, offset])]), "the times of flows");
  const disturbing = new Map<TickStep, TickStep[]>();
  const steps = read.flatMap(({ id, period, jitter, steps: list }) => {
    let [before, free]: [TickStep | null, number] = [null, 0];
    return list.map(({ wcet, bcet, blocking, offset, ...step }): TickStep => {
      const [earliest, others]: [number, TickStep[]] = [Math.max(free, ticks.of(offset)), []];
      before = {
        ...step, flow: id, period: ticks.of(period), jitter: ticks.of(jitter), wcet: ticks.of(wcet), blocking: ticks.of(blocking),
        earliest, offset: ticks.of(offset), before, disturbing: others,
      };
      disturbing.set(before, others);
      free = earliest + ticks.of(bcet);
      return before;
    });
  });
  for (const [step, others] of disturbing)
    others.push(...steps.filter((other) => other !== step && other.processor === step.processor && other.priority <= step.priority));
  return { ticks, steps };
}
