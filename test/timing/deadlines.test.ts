/** A deadline that can be missed is told: the answer says that the set is not schedulable, or the deadline is refused since nobody looks at it. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyses, ask, readCase } from "../../src/timing-cases/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { answerOf, refused } from "./asked.ts";

const folder = "bench/goldens/cases";
const cases = readdirSync(folder).map((file) => readCase(JSON.parse(readFileSync(`${folder}/${file}`, "utf8"))));
const lists = ["tasks", "clients", "chains", "messages", "flows"] as const;

describe("a deadline that nothing can meet, in a case of", () => {
  for (const one of cases) for (const list of lists) {
    const items = (one.input as Record<string, unknown>)[list];
    if (!Array.isArray(items) || one.analysis === "nc" || !items.every((item) => typeof item === "object" && item !== null)) continue;
    test(`${one.analysis}: ${one.id}`, () => {
      const input = { ...one.input as object, [list]: items.map((item: object) => ({ ...item, D: "1/1000000" })) };
      try {
        const answer = ask(analyses[one.analysis]!, { ...one, input, timeModel: "dense" });
        // What answers no response, but blocking or shares, says so by another word: no field of it is true.
        expect(Object.values(answer).filter((value) => value === true), Object.keys(answer).join()).toEqual([]);
        if ("R" in answer) expect(answer["schedulable"]).toBe(false);
      } catch (error) {
        expect((error as Error).message).toMatch(/D |D$/);
        expect(error).toBeInstanceOf(TimingRefusal);
      }
    });
  }
});

describe("deadlines of clients", () => {
  const clients = (D?: number) => [
    { name: "high", P: 100, ...(D === undefined ? {} : { D }), chain: [["high", 1], ["spi", 2], ["high", 1]] },
    { name: "middle", P: 1000, chain: [["middle", 400]] }, { name: "low", P: 1000, chain: [["low", 1], ["spi", 10]] },
  ];
  test("are missed behind one that is in between, and met with a ceiling", () => {
    expect(answerOf("ipc.donation.rta", { protocol: "none", clients: clients(50) })).toMatchObject({ schedulable: false });
    expect(answerOf("ipc.donation.rta", { protocol: "ceiling", clients: clients(14) })).toMatchObject({ schedulable: true, R: { high: 14 } });
    expect(answerOf("ipc.donation.rta", { protocol: "ceiling", clients: clients(13) })).toMatchObject({ schedulable: false });
    expect(answerOf("ipc.donation.rta", { clients: clients() })).not.toHaveProperty("schedulable");
  });
  test("are missed where there is no bound", () => {
    const overloaded = [{ name: "a", P: 10, chain: [["a", 9]] }, { name: "b", P: 10, D: 1000, chain: [["b", 2]] }];
    expect(answerOf("ipc.donation.rta", { clients: overloaded })).toMatchObject({ R: { b: null }, schedulable: false });
  });
  test("count across processors, in chains and on a bus, and are refused where nobody compares them", () => {
    const places = Object.fromEntries(["high", "middle", "low", "spi"].map((thread) => [thread, { processor: "cpu" }]));
    expect(answerOf("ipc.placed.rta", { places, clients: clients(1000) })).toMatchObject({ schedulable: true });
    expect(answerOf("ipc.placed.rta", { places, clients: clients(3) })).toMatchObject({ schedulable: false });
    const chains = (D: number) => [{ name: "call", P: 20, D, segments: [{ wcet: 2, priority: 1 }, { wcet: 3, priority: 3 }] }, { name: "other", P: 40, segments: [{ wcet: 4, priority: 2 }] }];
    expect([9, 8].map((D) => answerOf("chain.rta", { chains: chains(D) })["schedulable"])).toEqual([true, false]);
    const bus = (D: unknown) => ({ busrateBitsPerMs: 125, messages: [{ bytes: 8, T: 10, D }, { bytes: 8, T: 10 }] });
    expect([bus(3), bus(1)].map((input) => answerOf("fp.rta.np.can", input)["schedulable"])).toEqual([true, false]);
    expect(refused("fp.rta.np.can", bus("soon"))).toMatch(/^messages\[0\]\.D /);
    expect(refused("cpa.system", { resources: [{ name: "cpu", scheduler: "SPP", tasks: [{ name: "t", wcet: 1, D: 1 }] }], sources: { t: { P: 9 } } })).toMatch(/^resources\[0\]\.tasks\[0\]\.D /);
  });
  test("of tasks in a chain count from arrival, though their responses do from release", () => {
    const answer = (D: number) => answerOf("chain.cause-effect", { communication: "read at release", chain: ["a"], tasks: [{ name: "a", C: 3, T: 10, J: 5, D }] });
    expect([answer(8), answer(7)].map(({ R, schedulable }) => [R, schedulable])).toEqual([[[3], true], [[3], false]]);
  });
  test("of a schedule that is too long to go through are those of its bounds", () => {
    const primes = [101, 103, 107, 109, 113].map((T) => ({ C: 1, T, O: 1 }));
    const answer = answerOf("fp.rta.offset", { tasks: primes });
    expect(answer).toMatchObject({ R_noOffset: [1, 2, 3, 4, 5], R_notional: [1, 2, 3, 4, 5], schedulable: true });
    expect(answer).not.toHaveProperty("R_exact");
    expect(JSON.stringify(answer["assumptions"])).toContain("the whole schedule was not gone through");
  });
  test("on a supply are met or missed by each policy", () => {
    const input = (D: number) => ({ model: "constrained", budget: 2, period: 4, deadline: 2, tasks: [{ C: 1, T: 8, D }, { C: 2, T: 16 }] });
    expect(answerOf("supply.responses", input(7))).toMatchObject({ schedulable: true, schedulable_edf: true, schedulable_fifo: true });
    expect(answerOf("supply.responses", input(3))).toMatchObject({ schedulable: true, schedulable_edf: true, schedulable_fifo: false });
    expect(answerOf("supply.responses", input(2))).toMatchObject({ schedulable: false, schedulable_fifo: false });
  });
});
