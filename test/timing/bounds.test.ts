/** Every subject of the bounds bench on some systems: no simulation beats a bound, and one that is too low by a tick is seen. */
import { describe, expect, test } from "vitest";
import { contexts } from "../../bench/bounds/contexts.ts";
import { curves } from "../../bench/bounds/curves.ts";
import { flowsWithOffsets } from "../../bench/bounds/flows.ts";
import { notCovered, subjects } from "../../bench/bounds/index.ts";
import { joins } from "../../bench/bounds/joins.ts";
import { readyQueues } from "../../bench/bounds/ready-queue.ts";
import { runContexts } from "../../bench/bounds/reference/contexts.ts";
import { witnessText } from "../../bench/bounds/searching.ts";
import { streams } from "../../bench/bounds/streams.ts";
import { tally } from "../../bench/bounds/subject.ts";
import { donatedResponses } from "../../src/timing/chains/index.ts";
import { analyseSystem } from "../../src/timing/composition/index.ts";
import { ratio } from "../../src/timing/exact.ts";
import { RefillQueue, contextResponse } from "../../src/timing/mcs/index.ts";
import { simulate } from "../../src/timing/simulation/index.ts";
import { byNight } from "../nightly.ts";

const systems = 20;
const seed = 1_000_000;

/** By day a subject is tried on few systems, if these have bounds enough. */
function shownBy(subject: (typeof subjects)[number], lower = ratio(0)): ReturnType<typeof tally> {
  const few = tally(subject, byNight(systems, 6), seed, lower);
  return few.bounds > 5 ? few : tally(subject, systems, seed, lower);
}

describe("no simulation beats a bound", () => {
  for (const subject of subjects) test(subject.name, () => {
    const { bounds, beaten, broken } = shownBy(subject);
    expect(broken).toEqual([]);
    expect(beaten.map(({ seed: at, tried: { what, bound, observed, witness } }) =>
      `seed ${at}: ${what} is ${observed.toFraction()}, of ${bound.toFraction()}: ${witnessText(witness())}`)).toEqual([]);
    expect(bounds).toBeGreaterThan(5);
  });
});

describe("a bound that is lower by one tick is beaten", () => {
  for (const subject of subjects.filter(({ isExact }) => isExact)) test(subject.name, () => {
    const { bounds, beaten } = shownBy(subject, ratio(1));
    expect(beaten.length).toBeGreaterThan(bounds / 2);
    const { seed: at, tried } = beaten[0]!;
    expect(tried.observed.gt(tried.bound.sub(1))).toBe(true);
    // The seed alone brings the system back, first of its run.
    expect(tally(subject, 1, at, ratio(1)).beaten[0]!.tried.what).toBe(tried.what);
    expect(JSON.parse(witnessText(tried.witness()))).toBeTypeOf("object");
  });
});

describe("of bounds that no run need reach some are beaten once they are lower by one tick", () => {
  for (const subject of [...contexts, ...streams, ...joins, ...readyQueues, ...flowsWithOffsets, ...curves].filter(({ isExact }) => !isExact))
    test(subject.name, () => { expect(tally(subject, systems, seed, ratio(1)).beaten).not.toEqual([]); });
});

describe("what the bench has found", () => {
  test("a server that is handed on may go to two lower clients before a higher one gets it", () => {
    const parts = [[1, 1], [2, 1], [1, 3], [1, 3]].map(([own, served]) => [{ length: own! }, { length: served!, in: ["s"] }]);
    const run = (queue: "priority" | "none"): number => {
      const { jobs } = simulate({
        policy: "fixed priority", servers: [{ id: "s", protocol: "inheritance", queue }],
        tasks: parts.map((steps, c) => ({ id: `c${c}`, wcet: steps[0]!.length + steps[1]!.length, period: 100 })),
        programs: Object.fromEntries(parts.map((steps, c) => [`c${c}`, steps])),
      }, { arrivals: { c3: [0], c2: [2], c1: [4], c0: [5] } });
      return jobs.find(({ task }) => task === "c1")!.response;
    };
    const { clients } = donatedResponses(parts.map(([own, served], c) => ({
      id: `c${c}`, priority: c, activation: { kind: "pjd", period: 100 }, segments: [{ wcet: own!.length }, { wcet: served!.length, thread: "s" }],
    })), { queue: "priority" });
    // c3 before c0, and c2 before c1: more than the longer of the two requests, 3 + 2 + 3, which holds where nobody is handed it.
    expect([run("priority"), run("none"), clients[1]!.response!.toFraction()]).toEqual([9, 6, "11"]);
  });
  const responses = (order: "fixed" | "queue", tasks: readonly { id: string; wcet: number; slot: number; period: number; jitter?: number }[]) =>
    [...analyseSystem([{ id: "r", policy: "rr", order, tasks: tasks.map(({ period, jitter = 0, ...task }) => ({ ...task, activation: { kind: "pjd", period, jitter } })) }]).tasks]
      .map(([, { response }]) => Number(response));
  test("turns from a ready queue are not those in a fixed order: something of another task may be left over", () => {
    const given = [{ id: "a", wcet: 10, slot: 2, period: 30, jitter: 58 }, { id: "b", wcet: 1, slot: 3, period: 5, jitter: 3 }, { id: "c", wcet: 3, slot: 1, period: 12, jitter: 0 }];
    const { jobs } = simulate({ policy: "round robin", tasks: given, turns: { a: 2, b: 3, c: 1 } }, {
      arrivals: { a: [0, 30, 60], b: [46, 51, 56, 61, 66, 71, 76, 81], c: [48, 60, 72] },
      releases: { a: [58, 58, 60], b: [46, 51, 56, 61, 69, 74, 76, 81], c: [48, 60, 72] }, executions: { a: [10, 6, 6] }, last: "c",
    });
    expect([responses("fixed", given)[2], responses("queue", given)[2]]).toEqual([12, 13]);
    expect(jobs.find(({ task, job }) => task === "c" && job === 2)!.response).toBe(13);
  });
  test("a turn from a ready queue may serve a job that came after who waits behind it", () => {
    const given = [{ id: "a", wcet: 2, slot: 4, period: 5 }, { id: "b", wcet: 1, slot: 3, period: 8 }, { id: "c", wcet: 9, slot: 3, period: 24 }];
    const { jobs } = simulate({ policy: "round robin", tasks: given, turns: { a: 4, b: 3, c: 3 } }, {
      arrivals: { a: [6, 11, 16], b: [7, 15], c: [7] }, last: "b",
    });
    expect(jobs.find(({ task, job }) => task === "b" && job === 1)!.response).toBe(8);
    expect(responses("queue", given)[1]).toBe(8);
  });
  test("a context whose list of refills is full has its budget later than a sporadic server", () => {
    const settings = [{ budget: 5, period: 15 }, { budget: 2, period: 8 }, { budget: 3, period: 16 }];
    const jobs = [[[25, 13], [2, 12], [13, 5]], [[2, 4], [13, 4], [6, 1]], [[6, 1], [2, 1], [3, 1], [1, 3]]];
    const responseOf = (maxRefills: number): number => runContexts(settings.map((one, c) => ({
      queue: new RefillQueue({ ...one, maxRefills, minBudget: 0, at: 0 }), sporadic: c !== 1, jobs: jobs[c]!.map(([sleeps, cost]) => ({ sleeps: sleeps!, cost: cost! })),
    })), []).last[2]!;
    const { fromAnyState, assumptions } = contextResponse({ ...settings[2]!, cost: 3 });
    expect([responseOf(2), responseOf(3), Number(fromAnyState)]).toEqual([31, 19, 29]);
    expect(assumptions.map(({ says }) => says)).toContain("the list of refills is never full");
  });
});

test("names of subjects differ, and what is not covered says why", () => {
  expect(new Set(subjects.map(({ name }) => name)).size).toBe(subjects.length);
  for (const [, why] of notCovered) expect(why).not.toBe("");
});
