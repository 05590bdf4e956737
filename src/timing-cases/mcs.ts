/** Worked cases of the scheduling contexts of seL4-MCS. */
import { RefillQueue, type RefillSettings, contextResponse, contextResponseConventions } from "../timing/mcs/index.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { type ValueOf, above0, count, from0, listOf, object, objectByKind, optional, time } from "./schema/declare.ts";

/** So small that sums of them are exact. */
const ticksMost = 2 ** 50;
const ticks = (says: string, least: number) => ({ ...count(says, { least, most: ticksMost }), unit: "ticks" });

const settings = {
  budget: ticks("its budget, at most its period", 1), period: ticks("its period", 1), maxRefills: ticks("how many refills it keeps at most", 2),
};
const operation = objectByKind("an operation on the context", "op", 'what is done: the first is "new"', {
  new: settings, update: settings, charge: { usage: ticks("what has run since", 0) }, unblock: {},
}, { at: ticks("its time", 0) });

const operations = object("a scheduling context", {
  minBudget: optional(ticks("the least amount of a refill", 0), "two times `kernelWcet`"),
  kernelWcet: optional(ticks("the kernel's worst case", 0), "half of `minBudget`"),
  ops: listOf("operations in their order", operation),
});

/** Most refills that one answer shows. */
const refillsMost = 200_000;

/** The queue after an operation. */
function carriedOut(given: ValueOf<typeof operation>, queue: RefillQueue | undefined, minBudget: number, field: string): RefillQueue {
  if (given.op === "new") return new RefillQueue({ ...settingsOf(given), minBudget });
  if (queue === undefined) throw new TimingRefusal("missing", field, "must be new: there is no context before");
  if (given.op === "update") queue.update(settingsOf(given));
  else if (given.op === "charge") queue.charge(given.at, given.usage);
  else queue.unblock(given.at);
  return queue;
}

const settingsOf = ({ at, budget, period, maxRefills }: RefillSettings): RefillSettings => ({ at, budget, period, maxRefills });

export const mcs: Analyses = {
  "mcs.refills": analysis({
    says: "The refills of a scheduling context after each operation on it, as the kernel keeps them. Times and amounts are whole ticks.",
    remarks: ["One of `minBudget` and `kernelWcet` is there."],
    input: operations,
    answers: {
      refillsAfterEachOp: "the list of pairs of time and amount", ready: "whether it may run then", sumOfRefills: "the sum of all amounts at the end",
    },
    answer: ({ kernelWcet, minBudget = kernelWcet === undefined ? undefined : 2 * kernelWcet, ops }) => {
      if (kernelWcet !== undefined && minBudget !== 2 * kernelWcet) throw new TimingRefusal("out of range", "kernelWcet",
        `is ${kernelWcet}, and minBudget is ${minBudget}: seL4 takes two times the former for the latter`);
      if (minBudget === undefined) throw new TimingRefusal("missing", "minBudget", "is missing; give it, or kernelWcet, which is half of it");
      let queue: RefillQueue | undefined;
      let shown = 0;
      const after = ops.map((given, i) => {
        const fields = (["at", "budget", "period", "maxRefills", "usage"] as const).map((name) => [name, `ops[${i}].${name}`] as const);
        queue = named(fields, () => carriedOut(given, queue, minBudget, `ops[${i}].op`));
        if ((shown += queue.refills.length) > refillsMost) throw new TimingRefusal("too large", "ops",
          `leave more than ${refillsMost} refills to show, those after each of them together; take fewer, or a smaller maxRefills`);
        return { refills: [...queue.refills], ready: queue.isReady(given.at) };
      });
      return {
        refillsAfterEachOp: after.map(({ refills }) => refills.map(({ time: at, amount }) => [at, amount])),
        ready: after.map(({ ready }) => ready), sumOfRefills: queue?.sum ?? 0,
      };
    },
  }),
  "mcs.response": analysis({
    says: "How long a job takes that is alone on a scheduling context, calls on the donated context included.",
    input: object("a context and jobs", {
      budget: time("its budget", above0), period: time("its period", above0), C: listOf("costs of jobs", time("a cost", from0)),
    }),
    answers: {
      R_fullBudgetAtRelease: "for each of `C`, its response from release with the full budget then", R_worstCaseSupply: "the same whatever was used before",
    },
    answer: ({ budget, period, C }) => {
      const all = C.map((cost) => contextResponse({ budget, period, cost }));
      return {
        R_fullBudgetAtRelease: all.map((one) => one.fromFullBudget), R_worstCaseSupply: all.map((one) => one.fromAnyState),
        conventions: contextResponseConventions, assumptions: restingOn(all),
      };
    },
  }),
};
