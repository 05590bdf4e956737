/** Worked cases of flows: steps on several processors, each released by the one before. */
import type { Flow, FlowResponses, Step } from "../timing/flows.ts";
import { type Exact, zero } from "../timing/exact.ts";
import { holistic } from "../timing/holistic.ts";
import { offsetBased } from "../timing/offset-based.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { evidenceOf, named } from "./events.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import {
  type ValueOf, above0, count, flag, from0, listOf, name, object, optional, otherwise, ownName, time,
} from "./schema/declare.ts";
import { lowerIsHigher, numbering } from "./tasks.ts";


const input = object("flows", {
  flows: listOf("the flows", object("a flow", {
    name: ownName("its name, which no other flow has"),
    P: time("period, or least time between two arrivals", above0),
    J: otherwise(time("jitter of its arrival", from0), 0),
    D: optional(time("deadline, from arrival", above0), "`P`"),
    steps: listOf("its steps in their order", object("a step", {
      name: ownName("its name, which no other step of any flow has"),
      processor: name("where it runs"),
      wcet: time("worst-case execution time", above0),
      bcet: otherwise(time("best-case execution time, at most `wcet`", from0), 0),
      priority: optional(count("its priority"), "the place among all steps"),
      B: optional(time("longest blocking", from0), "0"), blocking: optional(time("the same as `B`, of which one is given", from0), "`B`"),
      O: optional(time("earliest release after the arrival of the flow", from0), "0"), offset: optional(time("the same as `O`, of which one is given", from0), "`O`"),
    })),
  })),
  networkPreemptive: otherwise(flag("must be true: every processor is taken as preemptive"), true),
  ...numbering,
});

function flowsOf({ flows, networkPreemptive, ...numbers }: ValueOf<typeof input>): Flow[] {
  if (!networkPreemptive) throw new TimingRefusal("out of range", "networkPreemptive", "must be true: every processor is taken as preemptive");
  const number = lowerIsHigher(numbers);
  return flows.map(({ name: id, P, J, D, steps }, f) => ({
    id, period: P, jitter: J, deadline: D ?? P,
    steps: steps.map(({ name: step, processor, wcet, bcet, priority, B, blocking: long, O, offset: late }, s): Step => ({
      id: step, processor, wcet, bcet,
      blocking: eitherOf({ B, blocking: long }, `flows[${f}].steps[${s}]`), offset: eitherOf({ O, offset: late }, `flows[${f}].steps[${s}]`),
      ...(priority === undefined ? {} : { priority: number(priority) }),
    })),
  }));
}

/** A time that has two names; 0 where neither is there. */
function eitherOf(times: Readonly<Record<string, Exact | undefined>>, at: string): Exact {
  const [one, other] = Object.entries(times).filter(([, given]) => given !== undefined);
  if (other !== undefined) throw new TimingRefusal("duplicate name", `${at}.${one![0]}`, `is the same as ${other[0]}, which is there, too: give one of them`);
  return one?.[1] ?? zero;
}

const answers = {
  R: "response times by step, from the arrival of the flow", flowR: "response times by flow", schedulable: "whether all flows meet their deadlines",
} as const;
const answerOf = (found: FlowResponses): Answer =>
  ({ R: named(found.responses), flowR: named(found.flows), schedulable: found.schedulable, ...evidenceOf(found) });

export const flows: Analyses = {
  holistic: analysis({
    says: "Steps on several processors, each released by the one before, with preemptive fixed priorities: what a step varies is jitter for the next.",
    input, answers, answer: (given) => answerOf(holistic(flowsOf(given))),
  }),
  "holistic.offset-based": analysis({
    says: "The same, where steps of one flow come in its order and cannot all be late together: never above `holistic`.",
    input, answers, answer: (given) => answerOf(offsetBased(flowsOf(given))),
  }),
};
