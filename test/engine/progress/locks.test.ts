/** Locks with known answers: who comes in, under which fairness, and how a run goes on which somebody starves. */
import { describe, expect, test } from "vitest";
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
