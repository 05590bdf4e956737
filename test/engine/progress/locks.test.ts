/** Locks with known answers: who comes in, under which fairness, and how a run goes on which somebody starves. */
import { describe, expect, test } from "vitest";
import { compile, explore } from "../../../src/engine/index.ts";
import { type Fair, type Invariant, type Specification, source } from "../../../src/language/index.ts";
import { decided, system } from "./deciding.ts";
import { bakery, lock, peterson } from "./locks.ts";

describe("Peterson's lock", () => {
  const two = system({ process: 2, memory: 1 });
  const all = { "one is inside": "PASS", "who asks comes in": "PASS", "it goes on": "PASS", "all can be idle": "PASS" };

  test("lets everybody in who asks, if processes run on", () => {
    expect(decided(peterson(), two).claims).toEqual(all);
  });

  test("lets nobody in where a run may stop", () => {
    const found = decided(peterson("none"), two);
    expect(found).toMatchObject({ verdict: "FAIL", claims: { ...all, "who asks comes in": "FAIL" }, loop: [] });
    expect(found.stem).toEqual(["process 0: Ask: it asks"]);
    expect(found.violation!.reasons).toEqual(["No operation is fair, so that a run may stop anywhere."]);
  });

  test("lets nobody in where the one inside may stay", () => {
    const found = decided(peterson("all but leaving"), two);
    expect(found).toMatchObject({ claims: { ...all, "who asks comes in": "FAIL" }, loop: [] });
    expect(found.violation!.why).toMatch(/^what must come never does: process [01] waits for it since step \d$/);
    expect(found.violation!.reasons).toContain('"Enter" by process 0 is not possible any more.');
  });
});

test("a lock without a turn to give away stands still, and everybody starves", () => {
  const found = decided(peterson("all", false), system({ process: 2, memory: 1 }));
  expect(found.claims).toEqual({ "one is inside": "PASS", "who asks comes in": "FAIL", "it goes on": "FAIL", "all can be idle": "FAIL" });
  expect(found.loop).toEqual([]);
});

test("in the bakery who has a ticket is served, and who wants one may not get one unless it is strongly fair", () => {
  const found = decided(bakery(3), system({ customer: 3 }));
  expect(found.claims).toEqual({ "one is inside": "PASS", "who has a ticket is served": "PASS", "who wants a ticket gets one": "FAIL",
    "who wants one again and again gets one": "PASS" });
  expect(found.loop!.length).toBeGreaterThan(0);
});

test("in the bakery who has a ticket is served by customers that go on, and by none that may stop", () => {
  const [served] = bakery(3).invariants.filter(({ name }) => name === "who has a ticket is served");
  const [, enter, leave] = bakery(3).operations;
  for (const [fair, verdict] of [[{}, "FAIL"], [{ weak: [leave] }, "FAIL"], [{ weak: [enter] }, "FAIL"], [{ weak: [enter, leave] }, "PASS"]] as const) {
    const invariants = [{ ...served!, fair: fair as Fair }];
    expect(decided({ ...bakery(3), invariants }, system({ customer: 3 })).claims).toEqual({ "who has a ticket is served": verdict });
  }
});

describe("a lock", () => {
  const three = system({ thread: 3, mutex: 1 });

  test.each([["queue", "weak"], ["queue", "strong"], ["anybody", "strong"]] as const)("handed to %s is fair under %s fairness", (kind, how) => {
    expect(decided(lock(kind, how), three)).toMatchObject({ claims: { "nobody starves": "PASS" } });
  });

  test("that anybody takes starves a thread under weak fairness: the others pass it by for ever", () => {
    const found = decided(lock("anybody", "weak"), three);
    expect(found.stem).toEqual(["thread 0: Want: it waits"]);
    expect(found.loop).toEqual(["thread 1: Want: it waits", "thread 1: Take: it takes it", "thread 1: Release: it gives it back"]);
    expect(found.violation!.reasons).toContain('"Take" by thread 0 is not possible after step 3.');
  });
});

describe("how often others come first", () => {
  const sources = [source("this project", "test/engine/progress/locks.test.ts")];
  /** Whether who waits comes in with the n-th time at the latest that somebody does. */
  const holds = (of: Specification, each: string, waits: readonly string[], enter: string, within: number, sizes: Record<string, number>): boolean => {
    const claim: Invariant = { name: "soon", claim: "Something.", why: "For a test.", sources, each, from: ({ at }) => waits.includes(at), to: ({ at }) => at === "inside",
      within, counting: ({ operation }) => operation === enter };
    const search = explore(compile({ ...of, invariants: [claim] }, system(sizes)), { bytesMost: 1 << 26, symmetry: false });
    expect(search.exhaustive || search.failure !== null).toBe(true);
    if (search.exhaustive) expect(search.longest).toEqual([within]);
    return search.failure === null;
  };

  test.each<readonly [string, Specification, string, readonly string[], string, number, Record<string, number>]>([
    ["once past who has given the turn away, by Peterson", peterson(), "process", ["waits"], "Enter", 2, { process: 2, memory: 1 }],
    ["once past who has only raised its flag, by Peterson", peterson(), "process", ["asks", "waits"], "Enter", 2, { process: 2, memory: 1 }],
    ["once each past who has a ticket, in the bakery", bakery(4), "customer", ["waits"], "Enter", 3, { customer: 3 }],
    ["once each past who stands in the queue of a lock", lock("queue", "weak"), "thread", ["waits"], "Take", 3, { thread: 3, mutex: 1 }],
  ])("%s", (_, of, each, waits, enter, bound, sizes) => {
    expect([bound - 1, bound].map((within) => holds(of, each, waits, enter, within, sizes))).toEqual([false, true]);
  });

  test("any number of times past who stands before a lock that anybody takes", () => {
    for (const within of [1, 2, 5, 12]) expect(holds(lock("anybody", "strong"), "thread", ["waits"], "Take", within, { thread: 2, mutex: 1 })).toBe(false);
  });
});
