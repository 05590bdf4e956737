/** Worked cases of supply: what a reservation gives, responses inside of it, and the least budget that is enough. */
import {
  type Supply, boundedDelay, constrainedResource, edfResponsesUnderSupply, fifoResponsesUnderSupply, lsbf, minimalBudget,
  minimalBudgetConventions, periodicResource, responsesUnderSupply, responsesUnderSupplyConventions, sporadicServer, tdma,
} from "../timing/supply/index.ts";
import type { Answer } from "./comparing.ts";
import { schedulableBy } from "./deadlines.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import {
  type Fields, type ValueOf, above0, from0, listOf, number, object, objectByKind, otherwise, time,
} from "./schema/declare.ts";
import { type CaseTasks, orderOfPriority, rankedTaskWith, rateMonotonic, taskList, tasksOf } from "./tasks.ts";

const budget = time("what it gives in each period", above0);
const period = time("its period", above0);

/** What a reservation gives at the least, by its model, with the other fields of an input. */
const suppliedWith = <Of extends Fields>(says: string, fields: Of) =>
  objectByKind(says, "model", "the model of supply: what a reservation gives at the least", {
    "periodic": { budget, period }, "sporadic": { budget, period },
    "constrained": { budget, period, deadline: time("before which it is served in each period", above0) },
    "tdma": { slot: time("its time in each cycle", above0), cycle: time("the cycle", above0) },
    "bounded-delay": { rate: number("its rate", "", { above: 0, most: 1 }), delay: time("after which it gives at that rate", from0) },
  }, fields);

const noFields = suppliedWith("a reservation", {});

function supplyOf(input: ValueOf<typeof noFields>): Supply {
  switch (input.model) {
    case "periodic": return periodicResource(input);
    case "sporadic": return sporadicServer(input);
    case "constrained": return constrainedResource(input);
    case "tdma": return tdma(input);
    case "bounded-delay": return boundedDelay(input);
  }
}

const asked = suppliedWith("a reservation and what is asked of it", {
  deltas: otherwise(listOf("lengths of windows", time("a length", from0)), []), costs: otherwise(listOf("services", time("a service", from0)), []),
});
const supplied = {
  input: asked,
  answers: {
    alpha: "the rate of the linear bound", delay: "the delay of the linear bound", sbf: "the least supply in each of `deltas`",
    lsbf: "its linear bound", serviceTime: "for each of `costs`, the longest time until it is there",
  },
  answer: (input: ValueOf<typeof asked>): Answer => {
    const supply = supplyOf(input);
    return {
      alpha: supply.rate, delay: supply.delay,
      sbf: input.deltas.map((window) => supply.sbf(window)), lsbf: input.deltas.map((window) => lsbf(supply, window)),
      serviceTime: input.costs.map((service) => supply.inverse(service)), assumptions: supply.assumptions,
    };
  },
};

/** Rate-monotonic priorities, unless the tasks have numbers or the case says which order is theirs. */
function designed({ resourcePeriod, ...input }: CaseTasks & { readonly resourcePeriod: ValueOf<typeof period> }): Answer {
  const given = tasksOf(input);
  const isOrdered = input.priorityOrder !== undefined || given.some(({ priority }) => priority !== undefined);
  const tasks = isOrdered ? given : rateMonotonic(given);
  const [edf, fp] = [minimalBudget(tasks, { period: resourcePeriod, policy: "edf" }), minimalBudget(tasks, { period: resourcePeriod, policy: "fp" })];
  const below = fp.budget === null ? null : responsesUnderSupply(tasks, periodicResource({ budget: fp.budget, period: resourcePeriod }));
  return {
    minBudgetEDF: edf.budget, minBudgetRM: fp.budget, R_RM: below && below.tasks.map(({ response }) => response),
    conventions: minimalBudgetConventions, assumptions: restingOn([edf, fp, below]),
  };
}

export const supplies: Analyses = {
  "supply.sbf": analysis({ says: "What a reservation supplies in any window, and how long a service takes.", ...supplied }),
  "supply.bounded-delay": analysis({ says: "Another name of `supply.sbf`, for cases about the linear bound.", ...supplied }),
  "supply.responses": analysis({
    says: "Response times of tasks inside a reservation, by three policies.",
    input: suppliedWith("a reservation and its tasks", { tasks: taskList(rankedTaskWith("D", "J")), ...orderOfPriority }),
    answers: {
      R: "response times under preemptive fixed priorities", R_edf: "response times under EDF", R_fifo: "response times in order of arrival",
      schedulable: "whether `R` meets the deadlines", schedulable_edf: "whether `R_edf` does", schedulable_fifo: "whether `R_fifo` does",
    },
    answer: (input) => {
      const [supply, tasks] = [supplyOf(input), tasksOf(input)];
      const all = [responsesUnderSupply, edfResponsesUnderSupply, fifoResponsesUnderSupply].map((analyse) => analyse(tasks, supply));
      const [R, R_edf, R_fifo] = all.map((one) => one.tasks.map(({ response }) => response));
      const due = input.tasks.map(({ D, T }) => ({ D: D ?? T }));
      const [schedulable, schedulable_edf, schedulable_fifo] =
        [R!, R_edf!, R_fifo!].map((found) => schedulableBy(due, "tasks", found).schedulable);
      return {
        R, R_edf, R_fifo, schedulable, schedulable_edf, schedulable_fifo,
        conventions: responsesUnderSupplyConventions, assumptions: restingOn(all),
      };
    },
  }),
  "supply.design": analysis({
    says: "The least budget of a periodic resource on which tasks meet their deadlines.",
    remarks: ["Priorities are rate monotonic, unless the tasks have numbers or `priorityOrder` says another order."],
    input: object("tasks and the resource", {
      resourcePeriod: time("the period of the resource", above0), tasks: taskList(rankedTaskWith("D", "J")), ...orderOfPriority,
    }),
    answers: {
      minBudgetEDF: "the least budget under EDF, null where a whole processor is not enough", minBudgetRM: "the same under fixed priorities",
      R_RM: "the response times with the latter, null where there is none",
    },
    answer: designed,
  }),
};
