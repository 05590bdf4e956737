/** Claims that a suite is there to see broken, judged by their counterexamples. */
import { expect, test } from "vitest";
import { judgeBroken, judgeKept } from "../../src/engine/index.ts";

test.each([
  ["as many steps, certified", { length: 3, atLeast: 3 }, "PASS", 'as it should, "x" is broken in 3 steps, and by no shorter trace'],
  ["as many steps, not certified", { length: 3, atLeast: 2 }, "PASS", 'as it should, "x" is broken in 3 steps; a shorter trace was not found, nor ruled out'],
  ["nobody looked for less", { length: 3 }, "PASS", 'as it should, "x" is broken in 3 steps; a shorter trace was not found, nor ruled out'],
  ["fewer steps", { length: 2, atLeast: 1 }, "FAIL", '"x" is broken in 2 steps, where the suite says 3: correct one of the two'],
  ["more steps, certified", { length: 4, atLeast: 4 }, "FAIL", '"x" is broken in 4 steps, and by no shorter trace, where the suite says 3: correct one of the two'],
  ["more steps, and so many ruled out", { length: 5, atLeast: 4 }, "FAIL", '"x" is broken in 5 steps, where the suite says 3: correct one of the two'],
  ["more steps, not certified", { length: 5, atLeast: 3 }, "WEAK", 'as it should, "x" is broken in 5 steps; the suite says 3, and a trace so short was neither found nor ruled out'],
] as const)("%s", (_, seen, verdict, remark) => {
  expect(judgeBroken("x", 3, seen)).toEqual({ verdict, remark });
});

test("a claim that holds is FAIL, in the initial state, too", () => {
  expect(judgeKept("x", 0, "in 20 traces")).toEqual({ verdict: "FAIL", remark: '"x" should be broken in the initial state, and holds in 20 traces' });
});
