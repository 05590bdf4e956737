/** The shares of workers that search together, added up: what each of them found, counted and doubted is in the sum. */
import { expect, test } from "vitest";
import { type Exploration, addExplorations } from "../../src/engine/index.ts";

const failure = (length: number, claim: string): NonNullable<Exploration["failure"]> => ({
  steps: Array.from({ length }, () => ({ operation: 0, args: [], choices: [] })), violation: { claim, at: length, operation: "o", outcome: "x", why: "y" } });
const one: Exploration = {
  states: 10, transitions: 20, depth: 3, levels: [1, 4, 5], exhaustive: true, frontier: 1, stopped: null, bytes: 300, bytesPerState: 30,
  outcomes: [[1, 2], [3]], checked: [4, 5], reasons: [[6], []], seen: [[0, 1], [0]], waiting: [2, 0], longest: [3, 0], failure: null, symmetric: true,
};
const other: Exploration = {
  states: 5, transitions: 7, depth: 4, levels: [0, 2, 2, 1], exhaustive: true, frontier: 2, stopped: null, bytes: 30, bytesPerState: 6,
  outcomes: [[10, 20], [30]], checked: [40, 50], reasons: [[60], []], seen: [[1, 0], [0]], waiting: [5, 0], longest: [1, 0], failure: null, symmetric: true,
};

test("counts are added, and what one of them has seen was seen", () => {
  expect(addExplorations([one, other])).toEqual({
    states: 15, transitions: 27, depth: 4, levels: [1, 6, 7, 1], exhaustive: true, frontier: 3, stopped: null, bytes: 330, bytesPerState: 22,
    outcomes: [[11, 22], [33]], checked: [44, 55], reasons: [[66], []], seen: [[1, 1], [0]], waiting: [7, 0], longest: [3, 0], failure: null, symmetric: true,
  });
  expect(addExplorations([other, one])).toEqual(addExplorations([one, other]));
  expect(addExplorations([one])).toEqual(one);
});

test("what one of them left out, or doubts, the sum does, whichever it is", () => {
  const early: Exploration = { ...other, exhaustive: false, stopped: "memory" };
  const doubtful: Exploration = { ...other, disagreement: "it differs", untried: 2 };
  for (const parts of [[one, early], [early, one]]) expect(addExplorations(parts)).toMatchObject({ exhaustive: false, stopped: "memory" });
  for (const parts of [[one, doubtful], [doubtful, one]]) expect(addExplorations(parts)).toMatchObject({ disagreement: "it differs", untried: 2 });
  expect(addExplorations([doubtful, doubtful]).untried).toBe(4);
});

test("of several violations the shortest is kept", () => {
  const [short, long] = [{ ...one, failure: failure(2, "a") }, { ...other, failure: failure(3, "b") }];
  for (const parts of [[short, long], [long, short], [one, long, short]]) expect(addExplorations(parts).failure!.violation.claim).toBe("a");
});
