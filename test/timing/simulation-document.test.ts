/** What is made of a simulation: exact times, traces for a browser, histograms, and a document that runs again. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Schema, complaint } from "../../src/store/schema.ts";
import { ratio } from "../../src/timing/exact.ts";
import { searchWorstCase } from "../../src/timing/search/index.ts";
import {
  type SimulatedSystem, type SimulationDocument, chromeTrace, histogramOf, replaySimulation, simulate, simulationDocument,
} from "../../src/timing/simulation/index.ts";
import { anySystem, task } from "./any-system.ts";

describe("what is made of a simulation", () => {
  const sim = simulate({ policy: "fixed priority", tasks: [task("a", 1, 4), task("b", "5/2" as never, 10)] }, {}, { until: 20 });
  test("has exact times, in the unit of the system", () => {
    expect(Object.values(sim.observed).map((time) => time!.toFraction())).toEqual(["1", "7/2"]);
    expect(sim.conventions).toEqual({ from: "arrival", time: "discrete" });
  });
  test("is a trace that Chrome and Perfetto open: a row for each processor and task, bars that cover the intervals", () => {
    const { traceEvents } = JSON.parse(JSON.stringify(chromeTrace(sim))) as ReturnType<typeof chromeTrace>;
    expect(traceEvents.filter(({ ph }) => ph === "M").map(({ args }) => args.name)).toEqual(["processors", "tasks", "processor 0", "a", "b"]);
    const bars = traceEvents.filter(({ ph }) => ph === "X");
    expect(bars.length).toBe(sim.trace.length + sim.trace.filter(({ state }) => state === "running").length);
    expect(bars.every(({ ts, dur }) => Number.isInteger(2 * ts!) && dur! > 0)).toBe(true);
    expect(bars.filter(({ pid, name }) => pid === 1 && name === "b #0").map(({ ts, dur }) => [ts, dur])).toEqual([[1, 2.5]]);
  });
  test("is a histogram with quantiles by nearest rank and a cumulative distribution that ends at 1", () => {
    const { count, least, most, counts, quantile, cdf, buckets } = histogramOf([15, 20, 35, 40, 50, 20]);
    expect({ count, least, most, counts }).toEqual({ count: 6, least: 15, most: 50, counts: [[15, 1], [20, 2], [35, 1], [40, 1], [50, 1]] });
    expect(["1/100", "0.5", "2/3", "0.99", 1].map(quantile)).toEqual([15, 20, 35, 50, 50]);
    expect(cdf().map(({ value, share }) => [value, share.toFraction()])).toEqual([[15, "1/6"], [20, "1/2"], [35, "2/3"], [40, "5/6"], [50, "1"]]);
    expect(buckets(20)).toEqual([[0, 1], [20, 3], [40, 2]]);
  });
});

describe("a simulation as a document", () => {
  const schema = JSON.parse(readFileSync("schema/simulation.schema.json", "utf8")) as Schema;
  const written = (document: SimulationDocument): SimulationDocument => JSON.parse(JSON.stringify(document)) as SimulationDocument;
  const locked: SimulatedSystem = {
    policy: "fixed priority", preemption: "full", processors: 2, placement: { a: 0, b: 1 }, interrupts: ["a"], turns: { a: "1/2" },
    tasks: [task("a", 1, 4), task("b", "5/2" as never, 10, { suspension: 1 })], precedence: [["a", "b"]],
    programs: { b: [{ length: "5/2", in: ["S"], priority: 3, whole: true }, { length: 1, away: true }] }, servers: [{ id: "S", protocol: "ceiling", queue: "fifo" }],
    budgets: [{ id: "x", kind: "deferrable", budget: ratio(3, 2), period: 2n, tasks: ["a"] }],
  };
  test("is what its schema says, and runs again to the same", () => fc.assert(fc.property(anySystem({ budgets: true }), ({ system, scenario }) => {
    const document = written(simulationDocument(system, scenario, { seed: 5 }));
    expect(complaint(schema, document)).toBeNull();
    expect(replaySimulation(document)).toEqual({ document, differs: null });
  }), { numRuns: 100 }));
  test("holds whatever a system can have, exact numbers as text", () => {
    const document = written(simulationDocument(locked, {}, { until: "20.5" }));
    expect(complaint(schema, document)).toBeNull();
    expect([document.until, document.ticksPerUnit, document.system.budgets![0]!.budget, document.system.budgets![0]!.period]).toEqual(["41/2", 2, "3/2", 2]);
    expect(replaySimulation(document).differs).toBeNull();
  });
  test("keeps the witness of a search, which shows the same from the file", () => {
    const system: SimulatedSystem = { policy: "fixed priority", preemption: "none", tasks: [task("a", 2, 9), task("b", 4, 20), task("c", "7/2" as never, 30)] };
    const { observedMax, witness } = searchWorstCase(system, { task: "a", simulations: 50, seed: 3 });
    const document = written(simulationDocument(system, witness, { seed: 3 }));
    expect(complaint(schema, document)).toBeNull();
    const { document: again, differs } = replaySimulation(document);
    const shown = again.jobs.find((one) => one.task === witness.last && one.job === witness.job)!;
    expect([differs, ratio(shown.response, BigInt(Number(again.ticksPerUnit))).toFraction()]).toEqual([null, observedMax.toFraction()]);
  });
  test("says where it is another one than the run", () => {
    const document = written(simulationDocument(locked, {}, { until: 20 }));
    expect(replaySimulation({ ...document, jobs: document.jobs.map((job, i) => i === 2 ? { ...job, finish: job.finish + 1 } : job) }).differs).toBe("jobs[2]");
    expect(replaySimulation({ ...document, intervals: document.intervals.slice(1) }).differs).toBe("intervals[0]");
    expect(complaint(schema, { ...document, jobs: [{}] })).toMatch(/jobs\[0\]/);
  });
  for (const [field, given] of [["simulation", null], ["simulation", { simulation: 2 }], ["system", { simulation: 1 }],
    ["tasks[0].wcet", { simulation: 1, system: { policy: "edf", tasks: [{ id: "a", wcet: -1, period: 2 }] }, scenario: {}, jobs: [], intervals: [], until: 4 }]] as const)
    test(`is refused for ${field}, of ${JSON.stringify(given)}`, () => {
      expect(() => replaySimulation(given)).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
    });
});
