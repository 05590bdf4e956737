/** Work that is given to helpers: in order, one at a time each, and no more of it once it is over; and the parts of a rehearsal put together. */
import { describe, expect, test } from "vitest";
import { type Suite, rehearseAll } from "../../src/cli/rehearsing.ts";
import { spread } from "../../src/cli/spreading.ts";
import type { Pool } from "../../src/running/pool.ts";
import type { Questions, Rehearsal } from "../../src/running/protocol.ts";

const running = new AbortController().signal;
const poolOf = (size: number) => ({ size }) as unknown as Pool;
const soon = (): Promise<void> => new Promise((resolve) => { setImmediate(resolve); });

describe("items", () => {
  test("come back in their order, each helper with one at a time", async () => {
    const busy = [0, 0];
    const found = await spread(poolOf(2), [3, 1, 2, 5, 4], async (helper, item) => {
      expect(++busy[helper]!).toBe(1);
      for (let i = 0; i < item; i++) await soon();
      busy[helper]!--;
      return 10 * item;
    }, running);
    expect(found).toEqual([30, 10, 20, 50, 40]);
  });

  test("are left when the run is stopped, also those that are being done", async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    let finish = (): void => {};
    const found = await spread(poolOf(1), [1, 2, 3], async (_, item) => {
      begun.push(item);
      if (item === 2) {
        stop.abort();
        await new Promise<void>((resolve) => { finish = resolve; });
      }
      return item;
    }, stop.signal);
    expect(found).toEqual([1, undefined, undefined]);
    finish();
    await soon();
    expect([begun, found]).toEqual([[1, 2], [1, undefined, undefined]]);
    expect(await spread(poolOf(1), [1], (_, item) => Promise.resolve(begun.push(item)), stop.signal)).toEqual([undefined]);
    expect(begun).toEqual([1, 2]);
  });

  test("are not begun any more when one of them fails", async () => {
    const begun: number[] = [];
    await expect(spread(poolOf(2), [1, 2, 3, 4], async (_, item) => {
      begun.push(item);
      await soon();
      if (item === 1) throw new Error("lost");
      await soon();
    }, running)).rejects.toThrow("lost");
    for (let i = 0; i < 5; i++) await soon();
    expect(begun).toEqual([1, 2]);
  });
});

describe("a rehearsal in parts", () => {
  const suite = { job: { subject: { kind: "suite", name: "a suite" }, with: [] }, facts: {
    specification: { name: "kernel" }, operations: ["Send", "Wait"], budget: { quick: { traces: 600, steps: 7 } } } } as unknown as Suite;
  type Question = Questions["rehearse"]["question"];
  const asked: Question[] = [];
  const rehearsing = (of: (question: Question) => Partial<Rehearsal>, stop = running) => rehearseAll({ size: 2, helper: () => ({
    ask: async (_: "rehearse", question: Question): Promise<Rehearsal> => {
      asked.push(question);
      return { same: [], differing: [], taken: [0, 0], names: [null, null], reached: new Int32Array(0), ...of(question) };
    },
  }) } as unknown as Pool, [suite], { seed: 3 }, { show: () => {}, clear: () => {} }, stop);

  test("is one of all traces in their order", async () => {
    const [whole] = (await rehearsing(({ first, last }) => ({
      reached: Int32Array.from({ length: 2 * (last - first) }, (_, i) => 2 * first + i), taken: [last - first, 1],
      same: [`same from ${first}`], differing: [`differing from ${first}`], names: [first === 500 ? ["slot"] : null, null],
    })))!;
    expect(asked.map(({ first, last }) => [first, last])).toEqual([[0, 250], [250, 500], [500, 600]]);
    expect(asked[0]!.campaign).toEqual({ seed: 3, traces: 600, steps: 7 });
    expect([...whole!.reached]).toEqual(Array.from({ length: 1200 }, (_, i) => i));
    expect([...whole!.taken]).toEqual([["Send", 600], ["Wait", 3]]);
    expect(whole!.names).toEqual([["slot"], null]);
    expect([whole!.same.length, whole!.differing]).toEqual([3, ["differing from 0", "differing from 250", "differing from 500"]]);
  });

  test("is refused for the first claim that breaks, and where looks give different names", async () => {
    await expect(rehearsing(({ first }) => first === 0 ? {} : { failed: `claim of ${first}` }))
      .rejects.toThrow('a suite fails without any mutant ("claim of 250" is broken): correct it first');
    await expect(rehearsing(({ first }) => ({ names: [["slot", ...(first === 500 ? ["cap"] : [])], null] })))
      .rejects.toThrow('("the specification is sound" is broken)');
  });

  test("is none when it is stopped", async () => {
    const stop = new AbortController();
    expect(await rehearsing(({ first }) => { if (first === 250) stop.abort(); return {}; }, stop.signal)).toBeNull();
  });
});
