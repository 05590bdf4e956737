/**
 * Chains: bounds that a plain simulation of random systems never beats and on small ones reaches, laws, and bad input.
 */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Chain, type Places, causeEffect, chainResponses, donatedResponses, placedResponses } from "../../src/timing/chains/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import { systemOfChains } from "../../src/timing-cases/chain-runs.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { searchWorstCase } from "../../src/timing/search/index.ts";
import { type BruteChain, type BruteRules, longestResponses } from "../../bench/bounds/reference/chains.ts";
import { beside } from "../needs.ts";

fc.configureGlobal({ seed: 8 });

const shared = "../shared/golden-timing";
const numbers = (values: readonly (Exact | null)[]): (number | null)[] => values.map((value) => value && value.valueOf());
const pjd = (period: number, jitter = 0) => ({ kind: "pjd" as const, period, jitter });

/** Whole numbers that follow from a seed, for searches that are to find the same each time. */
function dice(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

interface Small {
  readonly period: number;
  readonly jitter: number;
  readonly call: "sync" | "async";
  readonly segments: BruteChain["segments"];
}

/** Arrivals as a periodic stream with jitter allows them, from a phase on; now and then all that jitter can hold together comes together. */
function arrivals({ period, jitter }: Small, phase: number, until: number, roll: (below: number) => number): number[] {
  const late = roll(3);
  const times: number[] = [];
  for (let nominal = phase; nominal < until; nominal += period)
    times.push(nominal + (late === 0 ? 0 : late === 1 ? roll(jitter + 1) : nominal === phase ? jitter : 0));
  return times.sort((a, b) => a - b);
}

/** The longest responses that some random phases show. */
function searched(chains: readonly Small[], tries: number, seed: number, rules?: BruteRules): number[] {
  const roll = dice(seed);
  const longest = chains.map(() => 0);
  for (let i = 0; i < tries; i++) {
    const until = Math.max(...chains.map(({ period }) => period)) * 2;
    const shown = longestResponses(chains.map((chain) =>
      ({ ...chain, arrivals: arrivals(chain, roll(3) === 0 ? roll(3) : roll(chain.period), until, roll) })), rules);
    shown.forEach((value, c) => { longest[c] = Math.max(longest[c]!, value); });
  }
  return longest;
}

const asChains = (chains: readonly Small[]): Chain[] => chains.map(({ period, jitter, call, segments }, c) =>
  ({ id: `c${c}`, call, activation: pjd(period, jitter), segments }));

/** Chains of some segments each, on threads of their own or on servers that come in one order, so that no cycle can be. */
const smallChains = (call: "sync" | "async", servers: number): fc.Arbitrary<Small[]> => fc.array(fc.record({
  period: fc.integer({ min: 12, max: 40 }), jitter: fc.integer({ min: 0, max: 14 }), call: fc.constant(call),
  parts: fc.array(fc.record({ wcet: fc.integer({ min: 1, max: 4 }), priority: fc.integer({ min: 1, max: 6 }), server: fc.integer({ min: 0, max: servers }) }),
    { minLength: 1, maxLength: 4 }),
}), { minLength: 2, maxLength: 3 }).map((chains) => {
  const priorities = new Map<string, number>();
  return chains.map(({ parts, ...chain }, c) => ({ ...chain, segments: parts.map(({ wcet, priority, server }, s) => {
    const thread = servers === 0 ? `c${c}.${s}` : s === 0 || server === 0 ? `c${c}` : `s${server}`;
    if (!priorities.has(thread)) priorities.set(thread, priority);
    return { wcet, thread, priority: priorities.get(thread)! };
  }) }));
});

const inOrder = (chains: readonly Small[]): boolean => {
  try {
    chainResponses(asChains(chains));
    return true;
  } catch (error) {
    if (error instanceof TimingRefusal && error.code === "cycle") return false;
    throw error;
  }
};

const expectBelow = (shown: readonly number[], bounds: readonly (Exact | null)[]): void => {
  shown.forEach((value, c) => { expect(bounds[c] === null || bounds[c]!.gte(value), `chain ${c}: ${value} of ${bounds[c]?.toFraction() ?? "none"}`).toBe(true); });
};

describe("chains without donation", () => {
  for (const [call, servers] of [["sync", 0], ["async", 0], ["sync", 3]] as const)
    test(`are never slower than their bound: ${call}, ${servers === 0 ? "threads of their own" : "shared servers"}`, () => {
      fc.assert(fc.property(smallChains(call, servers).filter(inOrder), fc.integer(), (chains, seed) => {
        const bounds = chainResponses(asChains(chains)).chains.map(({ response }) => response);
        expectBelow(searched(chains, 10, seed), bounds);
      }), { numRuns: 300 });
    });
});

describe("chains across processors", () => {
  const segments = (...list: readonly (readonly [thread: string, wcet: number])[]) => list.map(([thread, wcet]) => ({ thread, wcet }));
  const chains: Chain[] = [
    { id: "A", priority: 0, activation: pjd(100), segments: segments(["a", 1], ["s", 3], ["a", 1]) },
    { id: "M", priority: 0, activation: pjd(20), segments: segments(["m", 4]) },
    { id: "B", priority: 1, activation: pjd(50), segments: segments(["b", 2], ["s", 2], ["b", 1]) },
  ];
  const places = (own: { readonly priority?: number }): Places =>
    ({ a: { processor: "0" }, s: { processor: "1", ...own }, m: { processor: "1" }, b: { processor: "1" } });
  const bounds = (own: { readonly priority?: number }) => numbers(placedResponses(chains, places(own)).chains.map(({ response }) => response));

  test("wait at the server's own priority for all above it, who is in the server among them", () => {
    // A: 1 on 0, then on 1 its 3 behind M (4) and all of B (5), and 1 on 0. B: 5 behind M and A's 3 in s, which B helps.
    expect(bounds({ priority: 2 })).toEqual([14, 4, 12]);
  });
  test("wait at the caller's priority only for what that server does for others, which is reached", () => {
    // A: 5, behind M (4) and the 2 that B is in the server; these go on at its priority, and delay M, too, with A's own 3.
    // (M comes a little after A has asked, which is a tick here. B counts another M that was there before.)
    expect(bounds({})).toEqual([11, 9, 16]);
    const system = systemOfChains(chains.map((chain) => ({ chain, period: (chain.activation as { period: number }).period })), { queue: "fifo", places: places({}) });
    expect(chains.map(({ id }) => searchWorstCase(system, { task: id, from: "release", simulations: 2000 }).observedMax.valueOf())).toEqual([11, 8, 12]);
  });
  test("wait for one request of a client below them, the longest that it may have under way", () => {
    // High: 1 + 2, behind what l does in s for one of its two: 5, not 3, in either order of these.
    const high: Chain = { id: "high", priority: 0, activation: pjd(100), segments: segments(["h", 1], ["s", 2]) };
    const low = [3, 5].map((inside): Chain => ({ id: `low ${inside}`, priority: 1, activation: pjd(100), segments: segments(["l", 1], ["s", inside], ["l", 1]) }));
    const on = { h: { processor: "0" }, l: { processor: "0" }, s: { processor: "0" } };
    for (const below of [low, low.toReversed()])
      expect(placedResponses([high, ...below], on).chains[0]!.response?.toFraction()).toBe("8");
  });
  test("have no bound where they make each other longer without end", () => {
    const busy = chains.map((chain) => chain.id === "M" ? { ...chain, activation: pjd(4) } : chain);
    expect(numbers(placedResponses(busy, places({ priority: 2 })).chains.map(({ response }) => response))).toEqual([null, 4, null]);
  });
  test("are no quicker than on one processor with donation, where they are on one", () => {
    fc.assert(fc.property(smallChains("sync", 3).filter(inOrder), (drawn) => {
      const given = asChains(drawn).map((chain, c) => ({ ...chain, priority: c, segments: chain.segments.map(({ thread, wcet }) => ({ thread: thread!, wcet })) }));
      const all = Object.fromEntries(given.flatMap((chain) => chain.segments.map(({ thread }) => [thread, { processor: "0" }])));
      const together = donatedResponses(given, { queue: "fifo" }).clients;
      placedResponses(given, all).chains.forEach(({ response }, c) => {
        if (response !== null) expect(response.gte(ratio(given[c]!.segments.reduce((sum, { wcet }) => sum + (wcet as number), 0)))).toBe(true);
        if (together[c]!.response === null) expect(response).toBeNull();
      });
    }), { numRuns: 100 });
  });
});

describe("chains that begin on one thread, where what activates them waits without them running", () => {
  const client = (id: string, priority: number, period: number, jitter: number, ...segments: (readonly [string, number])[]): Chain =>
    ({ id, priority, activation: { kind: "pjd", period, jitter }, segments: segments.map(([thread, wcet]) => ({ thread, wcet })) });
  const responses = (given: readonly Chain[], how: object): (number | null)[] => numbers(donatedResponses(given, how).clients.map(({ response }) => response));

  test("an instance that came while the last was served is in front, too: 22 is possible, and 11", () => {
    // Low has just begun, high 1, low again at 8, high 2, low once more: 1 + 10 + 1 + 10; three of low fit into 23.
    const two = [client("high", 1, 100, 100, ["ep", 10]), client("low", 2, 8, 0, ["ep", 1])];
    for (const protocol of ["inheritance", "ceiling"]) for (const queue of ["fifo", "priority"]) expect(responses(two, { protocol, queue })).toEqual([23, 21]);
    // Two late instances of low, and high: 4 + 4 + 3.
    const late = [client("high", 1, 20, 0, ["ep", 3]), client("low", 2, 20, 20, ["ep", 4])];
    for (const protocol of ["inheritance", "ceiling"]) expect(responses(late, { protocol, queue: "fifo" })).toEqual([11, 11]);
    // In the order of arrival, low's two first: high can wait for both.
    const seen = longestResponses([{ chain: late[0]!, arrivals: [1] }, { chain: late[1]!, arrivals: [0, 0] }].map(({ chain, arrivals }) => ({
      call: "sync", arrivals, segments: chain.segments.map(({ thread, wcet }) => ({ thread: thread!, wcet: Number(wcet), priority: chain.priority! })),
    })), { protocol: "inheritance", queue: "fifo" });
    expect(seen).toEqual([10, 8]);
  });
  test("one in between waits for what holds the thread up, and one above them does not", () => {
    const given = [client("high", 1, 10, 0, ["ep", 2]), client("middle", 2, 41, 0, ["m1", 3], ["S0", 1], ["m1", 2], ["S0", 2]), client("low", 3, 4, 4, ["ep", 1])];
    const [, middle] = responses(given, { queue: "priority" });
    expect(middle).toBeGreaterThanOrEqual(14);
    expect(responses([client("top", 0, 100, 0, ["t", 5]), ...given], {})[0]).toBe(5);
  });
  test("the first thread of one may be a server that others call: a chain below that begins there counts as often as it comes", () => {
    const given = [client("high", 1, 100, 0, ["h", 2], ["s", 1], ["h", 1]), client("low", 2, 10, 10, ["s", 3])];
    // 4 and twice 3, and once more since 10 + 10 is not above 10: w = 4 + 3 ceil((w + 10) / 10).
    expect(responses(given, {})).toEqual([10, 10]);
    expect(responses([given[0]!, client("low", 2, 10, 10, ["l", 1], ["s", 2])], {})).toEqual([6, 10]);
  });
  test("what a lower one calls while it is waited for is waited for, too, down to who begins there", () => {
    const chain = [client("high", 1, 100, 0, ["h", 1], ["s", 1]), client("low", 2, 100, 0, ["l", 1], ["s", 1], ["e", 1]), client("lowest", 3, 20, 40, ["e", 2])];
    // Low holds s and waits for e, where three of lowest are: all of these are as if they were not below. w = 2 + 3 + 2 ceil((w + 40) / 20).
    expect(responses(chain, {})[0]).toBe(11);
    expect(donatedResponses(chain, {}).clients.map(({ blocking }) => blocking?.toFraction())).toEqual(["0", "0", "0"]);
  });
  test("without anything in common each still waits for one request at most", () => {
    const apart = [client("high", 1, 20, 0, ["ep", 3]), client("low", 2, 20, 20, ["other", 4])];
    expect(responses(apart, {})).toEqual([3, 11]);
  });
});

describe("chains with donation", () => {
  for (const protocol of ["inheritance", "ceiling", "none"] as const) for (const queue of ["priority", "fifo"] as const)
    test(`are never slower than their bound: ${protocol}, queues by ${queue}`, () => {
      fc.assert(fc.property(smallChains("sync", 3).filter(inOrder), fc.integer(), (drawn, seed) => {
        const clients = drawn.map((chain, c) => ({ ...chain, segments: chain.segments.map((segment) => ({ ...segment, priority: c + 1 })) }));
        const given = asChains(clients).map((chain, c) => ({ ...chain, priority: c + 1 }));
        const bounds = donatedResponses(given, { protocol, queue }).clients.map(({ response }) => response);
        expectBelow(searched(clients, 10, seed, { protocol, queue }), bounds);
      }), { numRuns: 200 });
    });
  test("wait for every lower client where requests queue in order of arrival, and for one at a time where a queue is by priority", () => {
    // One server: the lowest has it, the two between wait for it in turn, and the highest comes last.
    const clients = ["high", "upper", "lower", "low"].map((id, c) =>
      ({ id, priority: c, activation: pjd(1000), segments: [{ wcet: 1, thread: id }, { wcet: 10 + c, thread: "server" }] }));
    const blocking = (queue: "priority" | "fifo") => numbers(donatedResponses(clients, { queue }).clients.map((one) => one.blocking));
    expect(blocking("fifo")).toEqual([36, 25, 13, 0]);
    // upper waits for low, with high, and for lower, which is handed the server by high before upper comes to it.
    expect(blocking("priority")).toEqual([13, 25, 13, 0]);
  });
  test("wait for what a request calls, whoever has it", () => {
    // low has inner, middle has outer and waits for inner: high waits for both requests, under a ceiling for the longer.
    const clients: Chain[] = [
      { id: "high", activation: pjd(1000), segments: [{ wcet: 1 }, { wcet: 2, thread: "outer" }] },
      { id: "middle", activation: pjd(1000), segments: [{ wcet: 1 }, { wcet: 3, thread: "outer" }, { wcet: 4, thread: "inner" }, { wcet: 3, thread: "outer" }] },
      { id: "low", activation: pjd(1000), segments: [{ wcet: 1 }, { wcet: 20, thread: "inner" }] },
    ];
    expect(numbers(donatedResponses(clients).clients.map(({ blocking }) => blocking))).toEqual([30, 20, 0]);
    expect(numbers(donatedResponses(clients, { protocol: "ceiling" }).clients.map(({ blocking }) => blocking))).toEqual([10, 20, 0]);
  });
  test("are bounded at a load of 1, though the window never closes", () => {
    const clients: Chain[] = [
      { id: "a", activation: pjd(4), segments: [{ wcet: 2 }] },
      { id: "b", activation: pjd(4), segments: [{ wcet: 2, thread: "server" }] },
      { id: "c", activation: pjd(100), segments: [{ wcet: 1 }, { wcet: 1, thread: "server" }] },
    ];
    expect(numbers(donatedResponses(clients).clients.map(({ response }) => response))).toEqual([2, 7, null]);
    // What begins at the server waits there in numbers without end.
    expect(numbers(donatedResponses([...clients.slice(0, 2), { ...clients[2]!, segments: clients[2]!.segments.slice(1) }]).clients.map(({ response }) => response)))
      .toEqual([2, null, null]);
  });
});

describe("laws of chains", () => {
  const bounds = (chains: readonly Small[]): (Exact | null)[] => chainResponses(asChains(chains)).chains.map(({ response }) => response);
  const isMost = (a: Exact | null, b: Exact | null): boolean => b === null || (a !== null && a.lte(b));
  const some = fc.oneof(smallChains("sync", 0), smallChains("async", 0), smallChains("sync", 3).filter(inOrder));

  test("a longer segment, a shorter period or more jitter makes nothing faster", () => {
    fc.assert(fc.property(some, fc.nat(), (chains, pick) => {
      const before = bounds(chains);
      const changed = (change: (chain: Small) => Small): Small[] => chains.map((chain, c) => c === pick % chains.length ? change(chain) : chain);
      for (const change of [
        (chain: Small) => ({ ...chain, segments: chain.segments.map((one, s) => s === 0 ? { ...one, wcet: one.wcet + 1 } : one) }),
        (chain: Small) => ({ ...chain, period: chain.period - 1 }),
        (chain: Small) => ({ ...chain, jitter: chain.jitter + 1 }),
      ]) {
        const after = bounds(changed(change));
        before.forEach((bound, c) => { expect(isMost(bound, after[c]!)).toBe(true); });
      }
    }), { numRuns: 150 });
  });
  test("time in another unit gives the same time, and the order of the list means nothing", () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (chains, n, d) => {
      const unit = ratio(n, d);
      const scaled = asChains(chains).map((chain, c) => ({
        ...chain, activation: { kind: "pjd" as const, period: unit.mul(chains[c]!.period), jitter: unit.mul(chains[c]!.jitter) },
        segments: chain.segments.map((segment, s) => ({ ...segment, wcet: unit.mul(chains[c]!.segments[s]!.wcet) })),
      }));
      const expected = bounds(chains).map((bound) => bound && bound.mul(unit).toFraction());
      expect(chainResponses(scaled).chains.map(({ response }) => response && response.toFraction())).toEqual(expected);
      expect(chainResponses(scaled.toReversed()).chains.map(({ response }) => response && response.toFraction()).reverse()).toEqual(expected);
    }), { numRuns: 100 });
  });
  test("the longest run of a deferred chain is no more than all of it", () => {
    fc.assert(fc.property(some, (chains) => {
      const all = chainResponses(asChains(chains), "all").chains;
      bounds(chains).forEach((bound, c) => { expect(isMost(bound, all[c]!.response)).toBe(true); });
    }), { numRuns: 100 });
  });
  test("a ceiling is no worse than inheritance, and queues by priority are no worse than in order of arrival", () => {
    fc.assert(fc.property(smallChains("sync", 3).filter(inOrder), (chains) => {
      const given = asChains(chains).map(({ segments, ...chain }, c) => ({ ...chain, priority: c, segments: segments.map(({ wcet, thread }) => ({ wcet, thread: thread! })) }));
      const [ceiling, priority, fifo] = [{ protocol: "ceiling" }, { queue: "priority" }, { queue: "fifo" }].map((how) => donatedResponses(given, how as object).clients);
      ceiling!.forEach((client, c) => {
        expect(isMost(client.response, priority![c]!.response)).toBe(true);
        expect(isMost(priority![c]!.response, fifo![c]!.response)).toBe(true);
      });
    }), { numRuns: 100 });
  });
  test("without shared threads, chains of one priority each are tasks", () => {
    fc.assert(fc.property(smallChains("sync", 0), (chains) => {
      const given = asChains(chains).map(({ segments, ...chain }, c) => ({ ...chain, priority: c, segments: segments.map(({ wcet }) => ({ wcet })) }));
      const plain = chainResponses(given).chains.map(({ response }) => response && response.valueOf());
      expect(numbers(donatedResponses(given).clients.map(({ response }) => response))).toEqual(plain);
      const { responses } = causeEffect(chains.map(({ period, jitter, segments }, c) =>
        ({ id: `c${c}`, period, jitter, wcet: segments.reduce((sum, { wcet }) => sum + wcet, 0) })), ["c0"]);
      expect(numbers(responses)).toEqual(plain);
    }), { numRuns: 100 });
  });
  test("more than the processor has gives no bound", () => {
    expect(chainResponses([
      { id: "a", activation: pjd(10), segments: [{ wcet: 6 }] }, { id: "b", activation: pjd(10), segments: [{ wcet: 5 }] },
    ]).chains.map(({ response }) => response && response.valueOf())).toEqual([6, null]);
  });
});

describe("worked cases", () => {
  interface Golden {
    readonly chains: readonly { P: number; J: number; segments: { name: string; wcet: number; priority: number }[] }[];
    readonly clients: readonly { name: string; P: number; J: number; chain: [string, number][] }[];
    readonly rows: readonly number[][];
  }
  const golden = (id: string): { input: Golden; expected: Record<string, any> } => JSON.parse(readFileSync(`${shared}/${id}.json`, "utf8"));
  const here = beside(shared);

  for (const id of ["chain-3-3-rtas16-123456", "chain-3-3-rtas16-246135", "chain-3-3-rtas16-516324", "chain-4-2-rtas16"])
    here(`${id}: the simulation reaches the bound, and no more (where ${shared} is beside the project)`, () => {
      const { input, expected } = golden(id);
      const chains = input.chains.map(({ P, J, segments }): Small => ({
        period: P, jitter: J, call: "sync", segments: segments.map(({ name, wcet, priority }) => ({ wcet, priority, thread: name })),
      }));
      const bounds = numbers(chainResponses(asChains(chains)).chains.map(({ response }) => response));
      expect(bounds).toEqual(expected["syncRefined"]);
      const shown = searched(chains, 6000, 1);
      (expected["tight"] as boolean[]).forEach((tight, c) => { if (tight) expect(shown[c]).toBe(bounds[c]); });
      expectBelow(shown, bounds.map((bound) => bound === null ? null : ratio(bound)));
      const together = chains.map((chain) => ({ ...chain, call: "async" as const }));
      expectBelow(searched(together, 1500, 2), chainResponses(asChains(together)).chains.map(({ response }) => response));
    });

  /** The longest responses of one job each, over all phases up to the longer chain. */
  function phased(chains: readonly Omit<BruteChain, "arrivals">[], rules: BruteRules): number[] {
    const longest = chains.map(() => 0);
    for (let phase = -80; phase <= 80; phase++) longestResponses(chains.map((chain, c) =>
      ({ ...chain, arrivals: [c === 0 ? Math.max(0, phase) : Math.max(0, -phase)] })), rules)
      .forEach((value, c) => { longest[c] = Math.max(longest[c]!, value); });
    return longest;
  }
  here("ipc-donation-shared-server-P-high: some phase reaches the bound", () => {
    const { input: { clients }, expected } = golden("ipc-donation-shared-server-P-high");
    const shown = phased(clients.map(({ chain }, c) =>
      ({ call: "sync" as const, segments: chain.map(([thread, wcet]) => ({ thread, wcet, priority: c })) })), { protocol: "inheritance", queue: "priority" });
    // The case's own simulation has the blocker run a tick first; here a call is in the server as soon as the caller gets there.
    expect(shown).toEqual(clients.map(({ name }) => expected["R"][name]));
    shown.forEach((value, c) => { expect(value).toBeGreaterThanOrEqual(expected["simulatedDiscreteMax"][clients[c]!.name]); });
  });
  here("ipc-no-donation-server-priorities: no phase beats the bounds, and some reach them", () => {
    const { input: { clients, rows }, expected } = golden("ipc-no-donation-server-priorities");
    const threads = ["P", "TC", "O1OR", "OM", "S", "LA"];
    const shown = rows.map((row) => phased(clients.map(({ chain }) =>
      ({ call: "sync" as const, segments: chain.map(([thread, wcet]) => ({ thread, wcet, priority: row[threads.indexOf(thread)]! })) })), { protocol: "none", queue: "fifo" }));
    shown.forEach((row, r) => { row.forEach((value, c) => { expect(value).toBeLessThanOrEqual(expected["bounds"][r][clients[c]!.name]); }); });
    // One job each shows five of the six bounds; the sixth counts the end of one job and the beginning of the next.
    expect(shown).toEqual([[36, 76], [59, 76], [76, 60]]);
  });
});

describe("chains over registers", () => {
  interface Periodic {
    readonly period: number;
    readonly wcet: number;
  }

  /** Jobs of tasks on one processor, the first the highest, each released at its offset and then every period. */
  function jobsOf(tasks: readonly Periodic[], offsets: readonly number[], until: number): { released: number; started: number; done: number }[][] {
    const jobs = tasks.map(({ period, wcet }, t) => Array.from({ length: Math.ceil(until / period) }, (_, j) =>
      ({ released: offsets[t]! + j * period, started: -1, done: -1, left: wcet })));
    for (let now = 0; jobs.some((all) => all.some(({ done }) => done < 0)); now++) {
      const job = jobs.flatMap((all) => all.find(({ released, done }) => done < 0 && released <= now) ?? [])[0];
      if (job === undefined) continue;
      if (job.started < 0) job.started = now;
      if (--job.left === 0) job.done = now + 1;
    }
    return jobs;
  }

  /** The longest data age and reaction of a chain, by the numbers of its tasks, over some offsets. */
  function watched(tasks: readonly Periodic[], chain: readonly number[], reads: "release" | "start", allOffsets: readonly (readonly number[])[]): { age: number; reaction: number } {
    let [age, reaction] = [0, 0];
    for (const offsets of allOffsets) {
      const longest = Math.max(...tasks.map(({ period }) => period));
      const jobs = jobsOf(tasks, offsets, 8 * longest);
      const read = (job: { released: number; started: number }): number => reads === "release" ? job.released : job.started;
      for (const last of jobs[chain.at(-1)!]!.filter(({ released }) => released < 7 * longest)) {
        let job: typeof last | undefined = last;
        for (const writer of chain.slice(0, -1).toReversed()) job = job && jobs[writer]!.findLast(({ done }) => done <= read(job!));
        if (job !== undefined) age = Math.max(age, last.done - job.released);
      }
      jobs[chain[0]!]!.slice(1).forEach((cause, j) => {
        let job: typeof cause | undefined = cause;
        for (const reader of chain.slice(1)) job = job && jobs[reader]!.find((one) => read(one) >= job!.done);
        // The input came just after the job before had read.
        if (job !== undefined) reaction = Math.max(reaction, job.done - jobs[chain[0]!]![j]!.released);
      });
    }
    return { age, reaction };
  }

  const offsetsOf = (tasks: readonly Periodic[]): number[][] =>
    tasks.reduce<number[][]>((all, { period }) => all.flatMap((before) => Array.from({ length: period }, (_, at) => [...before, at])), [[]]);
  const asTasks = (tasks: readonly Periodic[]) => tasks.map(({ period, wcet }, t) => ({ id: `t${t}`, period, wcet }));

  test("are no older and no slower than their bounds, for all offsets of a case, and come close", () => {
    const tasks = [{ period: 5, wcet: 1 }, { period: 10, wcet: 2 }, { period: 20, wcet: 3 }];
    const found = causeEffect(asTasks(tasks), ["t2", "t1", "t0"]);
    expect(numbers([found.davare, found.dataAge, found.reaction, ...found.responses])).toEqual([46, 41, 46, 1, 3, 7]);
    const { age, reaction } = watched(tasks, [2, 1, 0], "release", offsetsOf(tasks));
    expect({ age, reaction }).toEqual({ age: 34, reaction: 39 });
  });
  test("are no older and no slower than their bounds, whether they read at release or at the start", () => {
    const period = fc.integer({ min: 3, max: 9 });
    fc.assert(fc.property(fc.array(fc.record({ period, wcet: fc.integer({ min: 1, max: 3 }) }), { minLength: 2, maxLength: 3 }),
      fc.constantFrom("release" as const, "start" as const), fc.boolean(), fc.infiniteStream(fc.nat()), (tasks, reads, down, rolls) => {
        const order = tasks.map((_, t) => down ? t : tasks.length - 1 - t);
        const { dataAge, reaction, davare } = causeEffect(asTasks(tasks), order.map((t) => `t${t}`), reads);
        if (dataAge === null) return;
        const offsets = Array.from({ length: 15 }, () => tasks.map((task) => rolls.next().value % task.period));
        const shown = watched(tasks, order, reads, offsets);
        expect([shown.age, shown.reaction]).toSatisfy(([a, r]: number[]) => dataAge.gte(ratio(a!)) && reaction!.gte(ratio(r!)));
        expect(dataAge.lte(davare!) && reaction!.lte(davare!)).toBe(true);
      }), { numRuns: 400 });
  });
  test("on another processor do not disturb, and read without an order", () => {
    const tasks = [{ id: "a", wcet: 2, period: 10, processor: "one" }, { id: "b", wcet: 3, period: 10, processor: "two" }];
    const apart = causeEffect(tasks, ["a", "b"], "start");
    const together = causeEffect(tasks.map(({ processor: _, ...task }) => task), ["a", "b"], "start");
    expect(numbers([...apart.responses, apart.dataAge])).toEqual([2, 3, 15]);
    expect(numbers([...together.responses, together.dataAge])).toEqual([2, 5, 15]);
  });
  test("with a task that has no bound have none", () => {
    const found = causeEffect([{ id: "a", wcet: 8, period: 10 }, { id: "b", wcet: 3, period: 10 }], ["a", "b"]);
    expect([found.davare, found.dataAge, found.reaction, found.responses[1]]).toEqual([null, null, null, null]);
  });
});

describe("bad input is one refusal that names the field", () => {
  const good: Chain = { id: "a", activation: pjd(10), segments: [{ wcet: 1, thread: "x" }, { wcet: 1, thread: "y" }] };
  const other: Chain = { id: "b", activation: pjd(10), segments: [{ wcet: 1, thread: "y" }, { wcet: 1, thread: "x" }] };
  const cases: readonly (readonly [string, string, string, () => unknown])[] = [
    ["no chains", "chains", "missing", () => chainResponses([])],
    ["no list", "chains", "missing", () => chainResponses({} as Chain[])],
    ["a million chains", "chains", "too large", () => chainResponses(Array.from({ length: 1_000_000 }, () => good))],
    ["a million segments", "chains[0].segments", "too large", () => chainResponses([{ ...good, segments: Array.from({ length: 1_000_000 }, () => ({ wcet: 1 })) }])],
    ["a thousand chains of many segments", "chains[4].segments", "too large", () => chainResponses(Array.from({ length: 1000 }, (_, c) =>
      ({ ...good, id: `c${c}`, segments: Array.from({ length: 500 }, () => ({ wcet: 1 })) })))],
    ["null", "chains[0]", "missing", () => chainResponses([null as never])],
    ["no name", "chains[0].id", "missing", () => chainResponses([{ ...good, id: "" }])],
    ["a name twice", "chains[1].id", "duplicate name", () => chainResponses([good, good])],
    ["no segments", "chains[0].segments", "missing", () => chainResponses([{ ...good, segments: [] }])],
    ["a negative time", "chains[0].segments[0].wcet", "out of range", () => chainResponses([{ ...good, segments: [{ wcet: -1 }] }])],
    ["no number", "chains[0].segments[0].wcet", "not a number", () => chainResponses([{ ...good, segments: [{ wcet: NaN }] }])],
    ["a unit", "chains[0].segments[0].wcet", "not a number", () => chainResponses([{ ...good, segments: [{ wcet: "1ms" }] }])],
    ["no thread", "chains[0].segments[0].thread", "missing", () => chainResponses([{ ...good, segments: [{ wcet: 1, thread: "" }] }])],
    ["half a priority", "chains[0].segments[0].priority", "not a number", () => chainResponses([{ ...good, segments: [{ wcet: 1, priority: 0.5 }] }])],
    ["a period of 0", "chains[0].activation.period", "out of range", () => chainResponses([{ ...good, activation: pjd(0) }])],
    ["a negative jitter", "chains[0].activation.jitter", "out of range", () => chainResponses([{ ...good, activation: pjd(1, -1) }])],
    ["an unknown call", "chains[0].call", "unknown name", () => chainResponses([{ ...good, call: "post" as never }])],
    ["units too far apart", "the times of chains", "too large", () => chainResponses([{ ...good, activation: pjd(1e18), segments: [{ wcet: "1/1000003" }] }])],
    ["calls in a circle", "chains[1]", "cycle", () => chainResponses([good, other])],
    ["calls in a circle, with donation", "chains[1]", "cycle", () => donatedResponses([good, other])],
    ["a shared thread without a caller that waits", "chains[1]", "precondition", () => chainResponses([good, { ...other, call: "async" }])],
    ["priorities of segments with donation", "chains[0]", "precondition", () => donatedResponses([{ ...good, segments: [{ wcet: 1, priority: 7 }] }])],
    ["an unknown place", "places.s", "missing", () => placedResponses([{ ...good, segments: [{ wcet: 1, thread: "s" }] }], {})],
    ["no thread to place", "chains[0].segments[0].thread", "missing", () => placedResponses([{ ...good, segments: [{ wcet: 1 }] }], {})],
    ["no processor", "places.s.processor", "missing", () => placedResponses([good], { s: { processor: "" } })],
    ["half a priority of a place", "places.s.priority", "not a number", () => placedResponses([good], { s: { processor: "0", priority: 0.5 } })],
    ["notifications across processors", "chains[0].call", "precondition", () => placedResponses([{ ...good, call: "async" }], {})],
    ["an unknown protocol", "protocol", "unknown name", () => donatedResponses([good], { protocol: "luck" as never })],
    ["an unknown queue", "queue", "unknown name", () => donatedResponses([good], { queue: "lifo" as never })],
    ["a chain over an unknown task", "chain[0]", "unknown name", () => causeEffect([{ id: "a", wcet: 1, period: 2 }], ["z"])],
    ["a chain over nothing", "chain", "missing", () => causeEffect([{ id: "a", wcet: 1, period: 2 }], [])],
    ["an unknown reading", "reads", "unknown name", () => causeEffect([{ id: "a", wcet: 1, period: 2 }], ["a"], "never" as never)],
    ["a task that suspends itself", "tasks[0].suspension", "precondition", () => causeEffect([{ id: "a", wcet: 1, period: 2, suspension: 1 }], ["a"])],
  ];
  for (const [what, field, code, ask] of cases) test(what, () => {
    expect(ask).toThrow(TimingRefusal);
    try { ask(); } catch (error) { expect(error).toMatchObject({ field, code }); }
  });
});
