/** Worked cases of what a kernel takes: its latency, and its overheads. */
import { type Exact, type Given, sum } from "../timing/exact.ts";
import { type Interference, type Overheads, burstsFound, chargeOverheads, latencyBound } from "../timing/kernel/index.ts";
import type { Answer } from "./comparing.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { type ValueOf, above0, byName, count, from0, listOf, object, optional, otherwise, time } from "./schema/declare.ts";
import { taskList, taskOf, taskWith } from "./tasks.ts";

const parts = object("parts of a latency", {
  poid: time("longest with preemption or interrupts disabled", from0), dst: time("a switch under way", from0),
  paie: time("from then to the scheduler", from0), psd: time("in the scheduler", from0),
  firstWindowBurst: byName("the most that an interrupt took in a window of that length", "interrupt", time("a time", from0)),
  secondWindowBurst: otherwise(byName("those that took more in a window with the first bursts in it", "interrupt", time("a time", from0)), {}),
});

/** The report of a case has the worst bursts of the window without interference, and those that the window with them found. */
function rtsl({ firstWindowBurst: first, secondWindowBurst: second, ...own }: ValueOf<typeof parts>): Answer {
  const without = latencyBound({ ...own, interrupts: [] }).interferenceFree;
  const found = (vector: string, ...bursts: { readonly window: Given; readonly burst: Given }[]): Interference => named([
    ["bursts[0].burst", `firstWindowBurst.${vector}`], ["bursts[1].burst", `secondWindowBurst.${vector}`],
    ["bursts[1]", `secondWindowBurst.${vector}`],
  ], () => burstsFound(bursts));
  const of = (bursts: Readonly<Record<string, Exact>>, vector: string): Exact | undefined =>
    Object.hasOwn(bursts, vector) ? bursts[vector] : undefined;
  const withFirst = sum([without, ...Object.entries(first).map(([vector, burst]) => found(vector, { window: 0, burst }).in(without))]);
  const interrupts = [...new Set([...Object.keys(first), ...Object.keys(second)])].map((vector) => {
    const later = of(second, vector);
    return found(vector, { window: without, burst: of(first, vector) ?? 0 },
      ...(later === undefined ? [] : [{ window: withFirst, burst: later }]));
  });
  const { interferenceFree, windows, bound, conventions, assumptions } = latencyBound({ ...own, interrupts });
  return { interferenceFree, windowAfterFirst: windows[1], latency: bound, conventions, assumptions };
}

/** What cases call the overheads. */
const overheadNames = {
  schedule: "schedule", ctxSwitch: "contextSwitch", cacheAffinityLoss: "cacheLoss", ipiLatency: "crossProcessor", release: "release",
  releaseLatency: "releaseLatency", tick: "tick",
} as const satisfies Readonly<Record<string, keyof Overheads>>;

const overhead = (says: string) => optional(time(says, from0), "0");

const charged = object("tasks and overheads", {
  tasks: taskList(taskWith("D")),
  quantum: time("from tick to tick", above0), processors: count("the processors", { least: 1 }),
  variants: listOf("choices of overheads", object("overheads", {
    schedule: overhead("a decision of the scheduler"), ctxSwitch: overhead("a switch"), cacheAffinityLoss: overhead("what a preempted job loses of its caches"),
    ipiLatency: overhead("an interrupt to another processor"), release: overhead("the interrupt of a release"),
    releaseLatency: overhead("how late that may be"), tick: overhead("the interrupt of the clock"),
  })),
});

export const kernels: Analyses = {
  "latency.rtsl": analysis({
    says: "Longest time from when the highest thread wants to run until it does, as it is measured for Linux.",
    input: parts,
    answers: {
      interferenceFree: "the greater of `poid` and `dst`, and the other two parts", windowAfterFirst: "the window with the first bursts in it",
      latency: "the bound; null where there is none",
    },
    answer: rtsl,
  }),
  "overhead.accounting": analysis({
    says: "Tasks with what a kernel takes for them, as an analysis without overheads may take them; costs in whole ticks, rounded up.",
    remarks: ["The formula knows no jitter, blocking or suspension: give them to the analysis of what is answered."],
    input: charged,
    answers: { inflated: "for each of `variants`, `C`, `T` and `D` of the tasks, or null where nothing is left" },
    answer: ({ tasks, quantum, processors, variants }) => {
      const plain = tasks.map(taskOf);
      const all = variants.map((variant, i) => {
        const overheads = Object.fromEntries(Object.entries(variant)
          .map(([name, length]) => [overheadNames[name as keyof typeof overheadNames], length]));
        return named(Object.entries(overheadNames).map(([name, field]) => [field, `variants[${i}].${name}`] as const),
          () => chargeOverheads(plain, { ...overheads, quantum }, processors));
      });
      return {
        inflated: all.map(({ tasks: found }) => found === null ? null : {
          C: found.map(({ wcet }) => wcet.ceil()), T: found.map(({ period }) => period), D: found.map(({ deadline }) => deadline),
        }),
        assumptions: restingOn(all),
      };
    },
  }),
};
