/** Cases that would take minutes or gigabytes, or that name what every object has: each ends in a refusal with the field, or in an answer. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { Work } from "../../src/timing/response/whole.ts";
import { answerOf, refused } from "./asked.ts";

const late = (J: number) => [{ C: 1, T: 2, J }, { C: 1, T: 3, J }];

describe("a jitter of very many periods is refused by its name", () => {
  for (const analysis of ["fp.rta", "fp.rta.np", "fp.rta.limited-preemptive", "fp.rta.floating-nps", "fp.rta.suspension", "fp.rta.recurrence",
    "edf.rta", "edf.rta.np", "edf.qpa", "fifo.rta"])
    test(analysis, () => {
      expect(refused(analysis, { tasks: late(1e9) })).toMatch(/^tasks\[0\]\.J is more than 10000 periods/);
      expect(() => answerOf(analysis, { tasks: late(20) })).not.toThrow();
    });
  test("a bus, and flows", () => {
    expect(refused("fp.rta.np.can", { busrateBitsPerMs: 500, messages: [{ bytes: 8, T: 8, J: 4_294_967_296 }] })).toMatch(/^messages\[0\]\.J is more than/);
    const flows = [{ name: "f", P: 3, J: 1e9, steps: [{ name: "s", processor: "p", wcet: 1, priority: 1 }] }];
    for (const analysis of ["holistic", "holistic.offset-based"]) expect(refused(analysis, { flows })).toMatch(/^flows\[0\]\.J is more than/);
  });
  test("ten thousand are taken", () => {
    expect(answerOf("fp.rta", { tasks: [{ C: 1, T: 2, J: 20_000 }] })["R"]).toEqual([20_001]);
    expect(refused("fp.rta", { tasks: [{ C: 1, T: 2, J: 20_001 }] })).toMatch(/^tasks\[0\]\.J /);
  });
});

test("what is kept is counted before it is kept", () => {
  const work = new Work("tasks");
  for (let i = 0; i < 200_000; i++) work.keep();
  expect(() => { work.keep(); }).toThrow(expect.objectContaining({ code: "too large", field: "tasks" }));
});

describe("refills", () => {
  const ops = (count: number) => [{ op: "new", at: 0, budget: 1e6, period: 1e7, maxRefills: 1e9 },
    ...Array.from({ length: count }, (_, i) => ({ op: "charge", at: 3 * i, usage: 1 }))];
  test("are shown as far as an answer has room", () => {
    expect(answerOf("mcs.refills", { minBudget: 0, ops: ops(100) })["sumOfRefills"]).toBe(1e6);
    expect(refused("mcs.refills", { minBudget: 0, ops: split(700) })).toMatch(/^ops leave more than 200000 refills to show/);
  });
  /** Each use is a refill of its own. */
  const split = (count: number) => ops(count).flatMap((op, i) => i === 0 ? [op] : [op, { op: "unblock", at: 3 * i }]);
  test("that are told wrong are refused by their place", () => {
    const [first] = ops(0);
    expect(refused("mcs.refills", { minBudget: 0, ops: [{ ...first, budget: undefined }] })).toMatch(/^ops\[0\]\.budget is missing; give/);
    expect(refused("mcs.refills", { minBudget: 0, ops: [first, { op: "charge", at: 5, usage: {} }] })).toMatch(/^ops\[1\]\.usage is an object; give/);
    expect(refused("mcs.refills", { minBudget: 0, ops: [first, { op: "charge", at: [5], usage: 1 }] })).toMatch(/^ops\[1\]\.at is a list; give/);
  });
});

test("curves inside each other are taken to a depth, and refused by their place below it", () => {
  const nested = (depth: number): object => depth === 0 ? { type: "tokenBucket", b: 1, r: 1 } : { type: "min", of: [nested(depth - 1)] };
  const service = { type: "rateLatency", R: 2, T: 1 };
  expect(answerOf("nc", { arrival: nested(50), service })).toMatchObject({ delay: "3/2" });
  expect(refused("nc", { arrival: nested(3000), service })).toMatch(/^arrival\.of\[0\].* is more than 50 curves deep/);
});

describe("names that every object has are names", () => {
  const names = ["constructor", "__proto__", "toString", "valueOf", "hasOwnProperty"];
  const folder = "bench/goldens/cases";
  const cases = readdirSync(folder).map((file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8")) as { id: string; analysis: string; input: object });
  /** Every object in a value, each with one field more. As JSON reads it, `__proto__` is one, too. */
  function withOneMore(value: unknown, name: string): unknown[] {
    if (typeof value !== "object" || value === null) return [];
    const inside = Object.entries(value).flatMap(([key, one]) => withOneMore(one, name).map((changed) =>
      Array.isArray(value) ? value.map((same: unknown, i) => i === Number(key) ? changed : same) : { ...value, [key]: changed }));
    if (Array.isArray(value)) return inside;
    const more = { ...value };
    Object.defineProperty(more, name, { value: 1, enumerable: true, configurable: true, writable: true });
    return [more, ...inside];
  }
  for (const one of cases) test(`${one.analysis}: ${one.id}`, () => {
    const analyse = analyses[one.analysis]!;
    for (const name of names) for (const input of withOneMore(one.input, name).slice(0, 12)) {
      try {
        ask(analyse, readCase({ ...one, input }));
      } catch (error) {
        if (!(error instanceof TimingRefusal)) throw error;
      }
    }
  });
  test("a number of that name is refused like any other that is not read", () => {
    for (const name of names) {
      const task = { C: 1, T: 10 };
      Object.defineProperty(task, name, { value: 1, enumerable: true });
      expect(refused("fp.rta", { tasks: [task] })).toMatch(new RegExp(`^tasks\\[0\\]\\.${name} is not read`));
    }
  });
});
