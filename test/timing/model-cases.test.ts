/** Cases of I/O paths, caches and clusters: their runs keep within limits and bounds, and wrong input is refused by the name in the case. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { limitsOfCluster } from "../../model/workloads/cluster/limits.ts";
import { latestRun } from "../../model/workloads/cluster/late-runs.ts";
import { fanOutBound } from "../../model/workloads/cluster/response.ts";
import { simulateCluster } from "../../model/workloads/cluster/simulate.ts";
import { analyses, ask, readCase, reportOf } from "../../src/timing-cases/index.ts";
import { triedBounds } from "../../src/timing-cases/tried.ts";
import { type Given, exact, one, ratio } from "../../src/timing/exact.ts";
import { refusalOf } from "./refused.ts";
import { tries } from "../nightly.ts";

const answerOf = (analysis: string, input: object) => ask(analyses[analysis]!, readCase({ id: "made-up", analysis, input }));
const some = (max: number) => fc.integer({ min: 1, max });
const traffic = (max: number) => fc.record({ T: some(max), J: fc.integer({ min: 0, max: 200 }) });
const atMost = (one: unknown, other: unknown): boolean => exact(one as Given, "one").lte(other as Given as number);

const path = { link: 2, batch: 4, components: [{ name: "a", core: "0", perPacket: 1, perBatch: 6 }] };
const cache = { perRequest: 2, perBatch: 6, batch: 4, link: 1, cores: 3 };
const cluster = { latency: 5, overhead: 2, gap: 8, clients: 4, servers: 8, requests: { fanOut: 4, work: 20, T: 500 } };

describe("runs of a case keep within what is answered beside them", () => {
  // An answer throws where a run has beaten a bound.
  test("for I/O paths, which carry no more than their least limit", () => {
    const component = fc.record({ core: fc.constantFrom("a", "b"), perPacket: fc.integer({ min: 0, max: 12 }), perBatch: fc.integer({ min: 0, max: 40 }), perCopy: fc.integer({ min: 0, max: 5 }) });
    fc.assert(fc.property(fc.record({
      link: some(15), batch: some(12), run: some(60), packets: traffic(60), interrupts: fc.record({ apart: some(80) }), ring: fc.record({ slots: some(20), full: fc.constantFrom("hold back", "drop") }),
      components: fc.array(component, { maxLength: 4 }).map((list) => list.map((each, i) => ({ name: `c${i}`, ...each }))),
    }, { requiredKeys: ["link", "batch", "run", "components"] }), (input) => {
      const { throughput, limits, bottleneck, bound, schedulable } = answerOf("io.path", input) as any;
      return atMost(throughput.simulated.rate, throughput.most.rate) && Object.values<any>(limits).every(({ rate }) => atMost(throughput.most.rate, rate))
        && throughput.most.rate.equals(limits[bottleneck].rate) && (throughput.sure.rate === null || atMost(throughput.sure.rate, throughput.most.rate))
        && (input.packets === undefined ? schedulable === undefined : schedulable === (bound.delay !== null));
    }), { numRuns: tries(300), seed: 21 });
  });
  test("for caches, which serve no more than their curve", () => {
    fc.assert(fc.property(fc.record({
      perRequest: some(20), perBatch: fc.integer({ min: 0, max: 50 }), perCopy: fc.integer({ min: 0, max: 6 }), perLock: fc.integer({ min: 0, max: 20 }), batch: some(8), link: some(12), cores: some(6), run: some(40), requests: traffic(200),
    }, { requiredKeys: ["perRequest", "perBatch", "batch", "link", "cores", "run"] }), (input) => {
      const { throughput, scaling, bound, schedulable } = answerOf("kvcache.scaling", input) as any;
      return atMost(throughput.simulated, throughput.most) && Object.keys(scaling).length === input.cores
        && (input.requests === undefined ? schedulable === undefined : schedulable === (bound.delay !== null));
    }), { numRuns: tries(200), seed: 21 });
  });
  test("for clusters, whose late runs stay below the bound, and whose limits no run exceeds", () => {
    const nodes = fc.record({ latency: fc.integer({ min: 0, max: 40 }), overhead: some(8), gap: fc.integer({ min: 0, max: 20 }), clients: some(3), servers: some(4) });
    fc.assert(fc.property(nodes, some(4), fc.integer({ min: 0, max: 30 }), some(300), some(6), (given, wanted, work, period, run) => {
      const fanOut = Math.min(wanted, given.servers);
      const { longest } = latestRun(given, { fanOut, work, period }, run);
      const { response } = fanOutBound(given, { fanOut, work, period });
      // All at once: a limit says how long so many take, but for the last gap.
      const made = Array.from({ length: run * given.clients }, (_, i) => ({ client: i % given.clients, at: 0, servers: Array.from({ length: fanOut }, (__, part) => part) }));
      const all = simulateCluster(given, { fanOut, work, period }, made).longest;
      return (response === null || longest.lte(response))
        && limitsOfCluster(given, { fanOut, work, period }).every(({ rate }) => all.add(given.gap).gte(ratio(run).div(rate)));
    }), { numRuns: tries(200), seed: 21 });
  });
  test("as it was worked out by hand", () => {
    for (const name of ["io-two-cores-by-hand", "io-sixteen-buffers", "kvcache-one-lock", "cluster-two-clients"]) {
      const { expected, ...content } = JSON.parse(readFileSync(`bench/goldens/cases/${name}.json`, "utf8")) as { expected: { simulated: object }; analysis: string; input: object };
      expect(reportOf(readCase(content), answerOf(content.analysis, content.input)).answer["simulated"]).toEqual(expected.simulated);
    }
  });
  test("or nothing is answered", () => {
    expect(triedBounds({ delay: [ratio(3), ratio(2)], backlog: [null, one] })).toEqual({
      bound: { delay: ratio(3), backlog: null }, simulated: { delay: ratio(2), backlog: one }, gap: { delay: ratio(3, 2), backlog: null },
    });
    expect(() => triedBounds({ delay: [ratio(3), ratio(7, 2)] })).toThrow("a simulation of delay came to 7/2, above its bound 3");
  });
});

describe("a deadline", () => {
  test("is met up to the bound, and by nothing that has none", () => {
    const of = (T: number, D?: unknown) => answerOf("io.path", { ...path, packets: { T, ...(D === undefined ? {} : { D }) } })["schedulable"];
    const { bound } = answerOf("io.path", { ...path, packets: { T: 10 } }) as any;
    expect([of(10), of(10, bound.delay.toFraction()), of(10, bound.delay.sub("1/100").toFraction()), of(1), of(1, 1e9)]).toEqual([true, true, false, false, false]);
  });
});

describe("a report", () => {
  test("has a table for limits, one for rates and one for bounds, with the gap to two decimals", () => {
    const read = readCase({ id: "made-up", analysis: "io.path", input: { ...path, payload: 125, packets: { T: 7 } } });
    const { tables, values, conventions, assumptions } = reportOf(read, ask(analyses["io.path"]!, read));
    expect(tables.map(({ title, columns, rows }) => [title, columns, rows.map(({ name }) => name)])).toEqual([
      ["limits", ["rate", "bits", "load", "because"], ["core 0", "link"]], ["throughput", ["rate", "bits"], ["most", "simulated", "sure"]],
      [undefined, ["bound", "simulated", "gap"], ["delay", "backlog", "ring", "drain"]],
    ]);
    expect(tables[0]!.rows[0]!.cells).toEqual(["2/5", 400, "5/14", "a packet over its work there: 1 / 2.5"]);
    expect(tables[2]!.rows[0]!.cells).toEqual(["49/2", 9, "2.72"]);
    expect(values).toEqual({ bottleneck: "core 0", schedulable: true });
    expect(conventions).toEqual({ from: "arrival", time: "dense" });
    expect(assumptions.at(-1)!.says).toBe("what was simulated is possible, and proves nothing beyond it");
  });
});

describe("what is not a case of it is refused", () => {
  const part = { name: "a", core: "0", perPacket: 1, perBatch: 0 };
  const wrong: readonly (readonly [analysis: string, good: object, changes: readonly (readonly [object, string])[]])[] = [
    ["io.path", path, [
      [{ link: undefined }, "missing: link"], [{ link: -1 }, "out of range: link"], [{ link: "NaN" }, "not a number: link"], [{ link: [] }, "not a number: link"],
      [{ payload: 0 }, "out of range: payload"], [{ batch: "8" }, "not a number: batch"], [{ batch: 1e300 }, "not a number: batch"], [{ batch: undefined }, "missing: batch"],
      [{ ring: null }, "missing: ring"], [{ ring: { slots: 0, full: "drop" } }, "out of range: ring.slots"], [{ ring: { slots: 1, full: "discard" } }, "unknown name: ring.full"],
      [{ interrupts: {} }, "missing: interrupts.apart"], [{ interupts: { apart: 1 } }, "unknown name: interupts"], [{ components: undefined }, "missing: components"],
      [{ components: {} }, "missing: components"], [{ components: [part, "usb"] }, "missing: components[1]"], [{ components: [{ ...part, name: "" }] }, "missing: components[0].name"],
      [{ components: [part, { ...part, name: "b", core: true }] }, "missing: components[1].core"], [{ components: [part, { ...part, name: "b", perPacket: undefined }] }, "missing: components[1].perPacket"],
      [{ components: [part, part] }, "duplicate name: components[1].name"], [{ components: [{ ...part, preCopy: 1 }] }, "unknown name: components[0].preCopy"],
      [{ windows: null }, "missing: windows"], [{ windows: [{ name: "w", packets: "1/2", held: 1 }] }, "out of range: windows[0].packets"],
      [{ packets: {} }, "missing: packets.T"], [{ packets: { T: 0 } }, "out of range: packets.T"], [{ packets: { T: 9, J: "late" } }, "not a number: packets.J"],
      [{ packets: { T: 9, D: 0 } }, "out of range: packets.D"], [{ packets: { T: 9, deadline: 1 } }, "unknown name: packets.deadline"],
      [{ run: 0 }, "out of range: run"], [{ run: 1e12 }, "too large: run"], [{ run: Number.NaN }, "not a number: run"],
      [{ interrupts: { apart: 125 }, packets: { T: "2.00000001", J: 10 } }, "too large: packets"],
    ]],
    ["kvcache.scaling", cache, [
      [{ perRequest: 0 }, "out of range: perRequest"], [{ perBatch: undefined }, "missing: perBatch"], [{ perLock: "long" }, "not a number: perLock"], [{ batch: 1.5 }, "not a number: batch"],
      [{ link: -2 }, "out of range: link"], [{ cores: undefined }, "missing: cores"], [{ cores: 5000 }, "too large: cores"], [{ cores: 4096 }, "too large: run"], [{ run: 1e12 }, "too large: run"],
      [{ requests: [] }, "missing: requests"], [{ requests: { T: -1 } }, "out of range: requests.T"], [{ requests: { J: 1 } }, "missing: requests.T"], [{ requests: { T: 90, D: "soon" } }, "not a number: requests.D"],
      [{ core: 3 }, "unknown name: core"],
    ]],
    ["cluster.request", cluster, [
      [{ latency: -1 }, "out of range: latency"], [{ overhead: 0 }, "out of range: overhead"], [{ gap: Number.NaN }, "not a number: gap"], [{ clients: 1e9 }, "too large: clients"],
      [{ servers: undefined }, "missing: servers"], [{ requests: undefined }, "missing: requests"], [{ requests: { fanOut: 9, work: 1, T: 9 } }, "out of range: requests.fanOut"],
      [{ requests: { fanOut: 1, T: 9 } }, "missing: requests.work"], [{ requests: { fanOut: 1, work: 1 } }, "missing: requests.T"], [{ requests: { fanOut: 1, work: 1, T: 0 } }, "out of range: requests.T"],
      [{ requests: { fanOut: 1, work: 1, T: 90, D: -1 } }, "out of range: requests.D"], [{ requests: { fanOut: 1, work: 1, period: 90 } }, "missing: requests.T"],
      [{ clients: 10_000, servers: 10_000, requests: { fanOut: 9, work: 1, T: 1e6 } }, "too large: run"], [{ run: -1 }, "out of range: run"], [{ rnu: 3 }, "unknown name: rnu"],
    ]],
  ];
  for (const [analysis, good, changes] of wrong) {
    test(`${analysis}: as it stands it is taken`, () => { expect(refusalOf(() => answerOf(analysis, good))).toBe("taken"); });
    for (const [change, refusal] of changes) test(`${analysis}: ${refusal} for ${JSON.stringify(change)}`, () => {
      // As a file has it: what is undefined here is not there.
      const given = Object.fromEntries(Object.entries({ ...good, ...change }).filter(([, value]) => value !== undefined));
      expect(refusalOf(() => answerOf(analysis, given))).toBe(refusal);
    });
  }
});
