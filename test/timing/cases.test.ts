/** Worked cases as JSON: how they are read, what is said of wrong ones, and answers in order. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyses, ask, longRun, observe, readCase, replayed, reportOf } from "../../src/timing-cases/index.ts";
import { ratio } from "../../src/timing/exact.ts";
import { tasksMost } from "../../src/timing/task.ts";
import { beside } from "../needs.ts";

const task = (name: string, C: unknown, T: unknown, more: object = {}): object => ({ name, C, T, ...more });
const given = (change: object = {}): object =>
  ({ id: "made-up", analysis: "fp.rta", timeModel: "dense", input: { tasks: [task("a", 1, 4), task("b", "5/2", 6), task("c", 1, 12)] }, ...change });
const answerOf = (change: object = {}) => {
  const read = readCase(given(change));
  return { read, answer: ask(analyses[read.analysis]!, read) };
};

describe("a case", () => {
  for (const [field, change] of Object.entries({
    "id": { id: "" }, "title": { title: 7 }, "source": { source: [] }, "analysis": { analysis: undefined }, "input": { input: [1] },
    "expected": { expected: [1] }, "tolerance": { tolerance: -1 }, "timeModel": { timeModel: "continuous" },
  })) test(`with a wrong ${field} is refused by that name`, () => {
    expect(() => readCase(given(change))).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
  test("that is none is refused", () => {
    for (const content of [null, 3, "case", [], [given()]]) expect(() => readCase(content)).toThrow("must be an object");
    expect(() => readCase(given({ tolerance: Number.NaN }))).toThrow("tolerance");
    expect(() => readCase(given({ tolerance: true }))).toThrow("tolerance");
  });
  for (const [what, input, field] of [
    ["without tasks", {}, "tasks"],
    ["with tasks that are none", { tasks: 3 }, "tasks"],
    ["with a task that is null", { tasks: [task("a", 1, 4), null] }, "tasks[1]"],
    ["with a task that is a number", { tasks: [task("a", 1, 4), 7] }, "tasks[1]"],
    ["with a zero period", { tasks: [task("a", 1, 0)] }, "tasks[0].T"],
    ["with a negative time", { tasks: [task("a", 1, 4), task("b", -1, 4)] }, "tasks[1].C"],
    ["with what is not a number", { tasks: [task("a", "one", 4)] }, "tasks[0].C"],
    ["without a period", { tasks: [task("a", 1, undefined)] }, "tasks[0].T"],
    ["with a name twice", { tasks: [task("a", 1, 4), task("a", 1, 4)] }, "tasks[1].name"],
    ["with too many tasks", { tasks: Array.from({ length: tasksMost + 1 }, (_, i) => task(`t${i}`, 1, 4)) }, "tasks"],
  ] as const) test(`${what} is refused for ${field}`, () => {
    expect(() => answerOf({ input })).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
  test("of any analysis is refused without a fault of ours where its input is empty, or a list where an object is read", () => {
    for (const [analysis, analyse] of Object.entries(analyses)) for (const input of [{}, { tasks: [] }, { tasks: [{}] }, { clients: {} }]) {
      try {
        ask(analyse, readCase({ id: "empty", analysis, input }));
      } catch (error) {
        expect({ analysis, name: (error as Error).name, message: (error as Error).message }).toMatchObject({ analysis, name: "TimingRefusal" });
      }
    }
  });
});

describe("an answer", () => {
  test("is a table of the tasks with deadlines, then the rest, with conventions and what was checked", () => {
    const { read, answer } = answerOf({ expected: { R: [1, "7/2", 6], simulatedMax: [1, "7/2", 5] } });
    const report = reportOf(read, answer);
    expect(report.tables).toEqual([{ columns: ["R", "D", "D - R"], rows: [
      { name: "a", cells: [1, 4, 3] }, { name: "b", cells: ["7/2", 6, "5/2"] }, { name: "c", cells: ["11/2", 12, "13/2"] },
    ] }]);
    expect(report.conventions).toEqual({ from: "arrival", time: "dense" });
    expect(report.assumptions.length).toBeGreaterThan(0);
    expect(report.values).toHaveProperty("schedulable", true);
    expect(JSON.parse(JSON.stringify(report.answer))).toEqual(report.answer);
  });
  test("names its rows by the list of things with names, and not by another that is as long", () => {
    const { read } = answerOf({ input: { levels: [{ name: 1 }, { name: 2 }], tasks: [task("a", 1, 4), task("b", 1, 6)] } });
    expect(reportOf(read, { busy: [7, 8] }).tables).toEqual([{ columns: ["busy"], rows: [{ name: "a", cells: [7] }, { name: "b", cells: [8] }] }]);
  });
  test("leaves out what holds nothing, and says what is nought or not there", () => {
    const { values } = reportOf(answerOf().read, { list: [], object: {}, both: [{}, { inner: [[]] }], none: null, nought: 0, exactly: ratio(0), no: false, text: "", some: [[], 1] });
    expect(values).toEqual({ none: null, nought: 0, exactly: 0, no: false, text: "", some: [[], 1] });
  });
  test("says that no bound exists, where none does", () => {
    const { read, answer } = answerOf({ input: { tasks: [task("a", 3, 4), task("b", 3, 6)] } });
    expect(reportOf(read, answer, observe(read, answer, 10)).tables[0]!.rows[1]!.cells).toEqual([null, null, null, 6, null]);
  });
  test("has beside it what a search observed, never above the bound, and the witness replays", () => {
    for (const analysis of ["fp.rta", "fp.rta.np", "edf.rta", "edf.rta.np", "fifo.rta"]) {
      const { read, answer } = answerOf({ analysis });
      const seen = observe(read, answer, 50)!;
      for (const { name, bound, found } of seen.tasks) {
        expect({ analysis, name, holds: bound !== null && found!.observedMax.lte(bound) }).toEqual({ analysis, name, holds: true });
        expect(replayed(seen, found!).observed[name]!.equals(found!.observedMax)).toBe(true);
      }
      const run = longRun(seen);
      for (const { name, bound } of seen.tasks) expect(run.observed[name]!.lte(bound!)).toBe(true);
    }
  });
  test("of tasks whose responses count from release has their jitter taken off what is left", () => {
    const { read, answer } = answerOf({ analysis: "fp.rta.recurrence", input: { tasks: [{ ...task("a", 3, 10), J: 5, D: 9 }, task("b", 3, 20)] } });
    const [{ columns, rows }] = reportOf(read, answer).tables as [ReturnType<typeof reportOf>["tables"][number]];
    expect([columns.at(-1), rows.map(({ cells }) => cells.at(-1))]).toEqual(["D - J - R", [1, 11]]);
  });
  test("is not searched where there is no task set, or nobody asks for it", () => {
    const { read, answer } = answerOf();
    expect(observe(read, answer, 0)!.tasks.every(({ found }) => found === null)).toBe(true);
    expect(observe({ ...read, analysis: "edf.qpa" }, answer, 10)).toBe(null);
    expect(observe(read, { R: [ratio(1)] }, 10)).toBe(null);
  });
});

const shared = "../shared/golden-timing";
beside(shared)(`the search beats no bound of ${shared}`, () => {
  const beaten = readdirSync(shared).filter((name) => name.endsWith(".json") && name !== "index.json").flatMap((name) => {
    const read = readCase(JSON.parse(readFileSync(`${shared}/${name}`, "utf8")));
    if (!Object.hasOwn(analyses, read.analysis)) return [];
    const seen = observe(read, ask(analyses[read.analysis]!, read), 20);
    return seen?.tasks.flatMap((one) => one.found !== null && one.found.observedMax.gt(one.bound!) ? [`${name}: ${one.name}`] : []) ?? [];
  });
  expect(beaten).toEqual([]);
});
