/** Systems of resources: bounds that a plain simulation of random systems never beats, laws, worked cases, bad input. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Resource, type ResourceTask, analyseSystem } from "../../src/timing/composition/index.ts";
import { type Exact, type Given, asJson, ratio } from "../../src/timing/exact.ts";
import { fixedPriorityResponseTimes } from "../../src/timing/fixed-priority/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { outputOf } from "../../src/timing/composition/output.ts";
import { streamOf } from "../../src/timing/events/stream.ts";
import { Work } from "../../src/timing/response/whole.ts";
import { asPolicy } from "../../bench/bounds/graphs.ts";
import { type BrutePolicy, type BruteTask, watch } from "../../bench/bounds/reference/graph.ts";

fc.configureGlobal({ seed: 4 });

interface Small {
  readonly policies: readonly BrutePolicy[];
  readonly tasks: readonly SmallTask[];
}

interface SmallTask extends Omit<BruteTask, "times" | "arrivals"> {
  readonly bcet: number;
  readonly wcet: number;
  /** Of a source, which has nothing that it comes after. */
  readonly period: number;
  readonly jitter: number;
}

/** Some tasks on some resources; each is a source, or comes after one or two of those before it. */
const smallSystem = (policies: readonly BrutePolicy[], resources: number, chained: boolean): fc.Arbitrary<Small> => fc.record({
  policies: fc.array(fc.constantFrom(...policies), { minLength: resources, maxLength: resources }),
  cooperative: fc.boolean(),
  drawn: fc.array(fc.record({
    resource: fc.integer({ min: 0, max: resources - 1 }), bcet: fc.integer({ min: 1, max: 4 }), more: fc.integer({ min: 0, max: 2 }),
    priority: fc.integer({ min: 1, max: 4 }), slot: fc.integer({ min: 1, max: 4 }), period: fc.integer({ min: 8, max: 30 }),
    jitter: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 40 })), source: fc.integer({ min: 0, max: 2 }), cause: fc.nat(), second: fc.nat(),
  }), { minLength: 2, maxLength: 5 }),
}).map(({ policies: chosen, cooperative, drawn }) => ({
  policies: chosen,
  tasks: drawn.map(({ more, source, cause, second, ...task }, t) => ({
    ...task, wcet: task.bcet + more, slot: cooperative && asPolicy(chosen[task.resource]!).policy === "rr" ? null : task.slot,
    after: !chained || t === 0 || source === 0 ? [] : source === 1 || t === 1 ? [cause % t] : [...new Set([cause % t, second % t])],
  })),
}));

function asResources({ policies, tasks }: Small, unit: Exact = ratio(1)): Resource[] {
  const time = (value: number): Given => unit.mul(value);
  return policies.map((policy, r) => ({
    id: `r${r}`, ...asPolicy(policy),
    tasks: tasks.flatMap(({ resource, wcet, bcet, priority, slot, after, period, jitter }, t): ResourceTask[] => resource !== r ? [] : [{
      id: `t${t}`, wcet: time(wcet), bcet: time(bcet), priority, ...(slot === null ? {} : { slot: time(slot) }),
      activation: after.length === 0 ? { kind: "pjd", period: time(period), jitter: time(jitter) }
        : { kind: "or", of: after.map((cause) => ({ kind: "after" as const, task: `t${cause}` })) },
    }]),
  })).filter((resource) => resource.tasks.length > 0);
}

/** Arrivals of a periodic stream with jitter: as they fall, or all that the jitter can hold together at once. */
function arrivals({ period, jitter }: SmallTask, roll: (below: number) => number): number[] {
  const phase = roll(2) === 0 ? roll(3) : roll(period);
  const [style, held] = [roll(3), phase + jitter];
  return Array.from({ length: Math.ceil((120 + jitter) / period) }, (_, j) => phase + j * period)
    .map((nominal) => style === 0 ? nominal : style === 1 ? nominal + roll(jitter + 1) : Math.max(nominal, held)).sort((a, b) => a - b);
}

const rolls = (stream: Iterator<number>) => (below: number): number => stream.next().value! % below;

/** What some runs show; refused systems show nothing. */
function tried(system: Small, roll: (below: number) => number, runs: number, look: (found: ReturnType<typeof analyseSystem>, seen: ReturnType<typeof watch>) => void): void {
  let found;
  try {
    found = analyseSystem(asResources(system));
  } catch (error) {
    if (error instanceof TimingRefusal && (error.code === "cycle" || error.code === "too large")) return;
    throw error;
  }
  for (let i = 0; i < runs; i++) look(found, watch(system.tasks.map((task) => ({
    ...task, times: roll(2) === 0 ? [task.wcet] : Array.from({ length: 5 }, () => task.bcet + roll(task.wcet - task.bcet + 1)),
    arrivals: task.after.length === 0 ? arrivals(task, roll) : [],
  })), system.policies, system.policies.map(() => roll(20)), 120));
}

const mixed = ["spp", "spnp", "rr", "queue", "tdma"] as const;
const streams = fc.infiniteStream(fc.nat());

describe("compositional analysis", () => {
  for (const policy of mixed) for (const chained of [false, true])
    test(`has bounds that no run beats: ${policy}, ${chained ? "chained over two resources" : "one resource"}`, () => {
      fc.assert(fc.property(smallSystem([policy], chained ? 2 : 1, chained), streams, (system, stream) => {
        tried(system, rolls(stream), 6, expectWithin);
      }), { numRuns: 35 });
    });
  test("has bounds that no run beats: all policies together", () => {
    fc.assert(fc.property(smallSystem(mixed, 3, true), streams, (system, stream) => { tried(system, rolls(stream), 6, expectWithin); }), { numRuns: 50 });
  });
});

/** Responses, backlogs and distances of completions within what the analysis says. */
function expectWithin({ tasks }: ReturnType<typeof analyseSystem>, seen: ReturnType<typeof watch>): void {
  seen.forEach(({ activated, done }, t) => {
    const { response, backlog, output, best } = tasks.get(`t${t}`)!;
    if (response === null) return;
    const slowest = Math.max(0, ...done.map((end, j) => end - activated[j]!));
    expect(response.gte(ratio(slowest)), `t${t} takes ${slowest}, of ${response.toFraction()}`).toBe(true);
    expect(done.every((end, j) => best.lte(ratio(end - activated[j]!)))).toBe(true);
    const waiting = Math.max(0, ...activated.map((time, j) => j + 1 - done.filter((end) => end <= time).length));
    expect(backlog, `t${t} has ${waiting} waiting`).toBeGreaterThanOrEqual(waiting);
    for (const n of [2, 3, 4]) for (let j = 0; j + n <= done.length; j++) {
      const apart = done[j + n - 1]! - done[j]!;
      expect(output!.deltaMin(n).lte(ratio(apart)), `${n} ends of t${t} in ${apart}`).toBe(true);
    }
  });
}

describe("systems that feed each other", () => {
  const pjd = (period: number, jitter = 0) => ({ kind: "pjd" as const, period, jitter });
  const after = (task: string) => ({ kind: "after" as const, task });
  /** Two of the three are above what makes them come, so that their delay brings them closer together, which delays them more. */
  const feeding = (period: number): Resource[] => [{ id: "r", policy: "spp", tasks: [
    { id: "a", wcet: 3, bcet: 2, priority: 2, activation: pjd(period, 21) },
    { id: "b", wcet: 5, bcet: 1, priority: 2, activation: after("a") },
    { id: "c", wcet: 3, bcet: 1, priority: 1, activation: { kind: "or", of: [after("b"), after("a")] } },
  ] }];
  test("come to rest where they ask for little", () => {
    expect([...analyseSystem(feeding(60)).tasks.values()].map(({ response }) => response && asJson(response))).toEqual([14, 14, 6]);
  });
  test("are refused where windows grow threefold in each round, and at once", () => {
    expect(() => analyseSystem(feeding(15))).toThrow(expect.objectContaining({ name: "TimingRefusal", code: "cycle",
      message: expect.stringMatching(/is in a circle that feeds its own jitter, of "a", "b", "c"; windows still grow after \d rounds/) as unknown }));
  });
  test("do not keep others from a bound, nor does a long way of single tasks", () => {
    // On each resource the task that comes from the left disturbs the one that goes there: a line, though the resources go back and forth.
    const line = Array.from({ length: 400 }, (_, i) => ({ id: `r${i}`, policy: "spp" as const, tasks: [
      { id: `t${i}`, wcet: 1, bcet: 1, priority: 1, activation: i === 399 ? pjd(10) : after(`t${i + 1}`) },
      { id: `u${i}`, wcet: 1, bcet: 1, priority: 2, activation: pjd(20) },
    ] }));
    const { tasks } = analyseSystem(line);
    expect(["t0", "u0", "t399", "u399"].map((id) => asJson(tasks.get(id)!.response!))).toEqual([1, 2, 1, 2]);
  });
});

describe("completions, by hand", () => {
  const input = streamOf({ deltaMin: (n) => (n - 1) * 10 - 4, deltaPlus: (n) => (n - 1) * 10 + 4, events: 1n, span: 10n, settled: 4 });
  const distances = (lengths: readonly number[], closed: boolean): number[][] => {
    const output = outputOf(input, { lengths, response: 9, at: 1, backlog: 1, closed }, 2, new Work("made-up"));
    return [[2, 3].map((n) => output.deltaMin(n)), [2, 3].map((n) => output.deltaPlus(n))];
  };

  test("are as far apart as the windows let them be", () => {
    // Least: 6 - 5 + 2 and 16 - 5 + 2. Greatest: 5 + 14 - 2 and 5 + 24 - 2.
    expect(distances([5], true)).toEqual([[3, 13], [17, 27]]);
    // A window of two that ends at 23: least 16 - 23 + 2 and 26 - 23 + 2, but never below the best case, 2 for each;
    // greatest, of two after an event, 23 + 0 - 2; of three, 23 + 14 - 2.
    expect(distances([5, 23], true)).toEqual([[2, 5], [21, 35]]);
  });
  test("are moved by the response alone where windows never close", () => {
    // 6 - 9 + 2 is below the best case, and 16 - 9 + 2 is not. Greatest: 14 + 9 - 2 and 24 + 9 - 2.
    expect(distances([5, 23], false)).toEqual([[2, 9], [21, 31]]);
  });
});

describe("laws of systems", () => {
  const found = (resources: readonly Resource[]): Map<string, Exact | null> | null => {
    try {
      return new Map([...analyseSystem(resources).tasks].map(([id, { response }]) => [id, response]));
    } catch (error) {
      if (error instanceof TimingRefusal && error.code === "cycle") return null;
      throw error;
    }
  };
  const shown = (responses: Map<string, Exact | null> | null, factor: Exact = ratio(1)): unknown =>
    responses && Object.fromEntries([...responses].map(([id, response]) => [id, response && response.mul(factor).toFraction()]));
  const some = smallSystem(mixed, 2, true);

  test("time in another unit gives the same time, and the order of the lists means nothing but the turns of a round", () => {
    fc.assert(fc.property(some, fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }), (system, n, d) => {
      const before = found(asResources(system));
      expect(shown(found(asResources(system, ratio(n, d))))).toEqual(shown(before, ratio(n, d)));
      expect(shown(found(asResources(system).toReversed().map(({ tasks, ...resource }) => ({ ...resource, tasks: tasks.toReversed() }))))).toEqual(shown(before));
    }), { numRuns: 40 });
  });
  test("more work, more jitter and a shorter period make nothing faster", () => {
    fc.assert(fc.property(some, fc.nat(), (system, pick) => {
      const before = found(asResources(system));
      const changed = (change: (task: SmallTask) => Partial<SmallTask>): Resource[] =>
        asResources({ ...system, tasks: system.tasks.map((task, t) => t === pick % system.tasks.length ? { ...task, ...change(task) } : task) });
      for (const change of [({ wcet }: SmallTask) => ({ wcet: wcet + 1 }), ({ jitter }: SmallTask) => ({ jitter: jitter + 3 }), ({ period }: SmallTask) => ({ period: period - 1 })]) {
        const now = found(changed(change));
        // Of a refused system nothing is known. Once a task has no bound others may be left in peace, and have one: not those below.
        if (before !== null && now !== null) for (const [id, response] of now)
          expect(response === null || (before.get(id)?.lte(response) ?? false), `${id} in ${response?.toFraction() ?? "no bound"}`).toBe(true);
      }
    }), { numRuns: 40 });
  });
  for (const [policy, preemption] of [["spp", "full"], ["spnp", "none"]] as const)
    test(`one resource under ${policy} has the bounds of fixed priorities`, () => {
      fc.assert(fc.property(smallSystem([policy], 1, false), (system) => {
        const plain = fixedPriorityResponseTimes(system.tasks.map(({ wcet, bcet, period, jitter, priority }, t) => ({ id: `t${t}`, wcet, bcet, period, jitter, priority })),
          { preemption, from: "release" });
        const { tasks } = analyseSystem(asResources(system));
        expect(plain.tasks.map(({ id }) => asJson(tasks.get(id)!.response ?? ratio(-1)))).toEqual(plain.tasks.map(({ bound }) => asJson(bound ?? ratio(-1))));
      }), { numRuns: 100 });
    });
  test("one task with all of a round or of a cycle to itself has the resource", () => {
    for (const policy of ["rr", "tdma"] as const)
      expect(asJson(analyseSystem([{ id: "r", policy, tasks: [{ id: "t", wcet: 7, slot: 2, activation: { kind: "pjd", period: 10, jitter: 12 } }] }]).tasks.get("t")!.response!)).toBe(14);
  });
});

describe("at a load of exactly 1", () => {
  const pjd = (period: number) => ({ kind: "pjd" as const, period });
  test("turns from a ready queue are followed until what they wait for repeats itself", () => {
    const { tasks } = analyseSystem([{ id: "r", policy: "rr", order: "queue", tasks: [
      { id: "a", wcet: 2, slot: 1, activation: pjd(4) }, { id: "b", wcet: 3, slot: 2, activation: pjd(6) },
    ] }]);
    expect([...tasks.values()].map(({ response }) => response && asJson(response))).toEqual([9, 5]);
  });
  test("jobs that end in different places of a slot are all looked at", () => {
    // Three jobs fill two slots and a part: the third waits for three foreign slots in 9 of work, and comes at 12.
    const { tasks } = analyseSystem([{ id: "r", policy: "tdma", tasks: [{ id: "a", wcet: 3, slot: 4, activation: pjd(6) }, { id: "b", wcet: 1, slot: 4, activation: pjd(60) }] }]);
    expect([tasks.get("a")!.windows.map(asJson).slice(0, 3), asJson(tasks.get("a")!.response!)]).toEqual([[7, 14, 21], 9]);
  });
  test("a round is followed until the others take what they ask for, and not their slots", () => {
    const responses = [15, 14].map((period) => {
      const { tasks } = analyseSystem([{ id: "r", policy: "rr", tasks: [
        { id: "a", wcet: 3, bcet: 3, slot: 1, activation: pjd(period) }, { id: "b", wcet: 3, bcet: 1, slot: 2, activation: pjd(14) },
        { id: "c", wcet: 6, bcet: 4, slot: 3, activation: { kind: "after", task: "b" } }, { id: "d", wcet: 2, bcet: 1, slot: 1, activation: { kind: "after", task: "a" } },
      ] }]);
      return asJson(tasks.get("a")!.response!);
    });
    expect(responses).toEqual([57, 126]);
  });
});

describe("paths", () => {
  const chain = (policies: readonly BrutePolicy[], tasks: readonly SmallTask[]): Small =>
    ({ policies, tasks: tasks.map((task, t) => ({ ...task, slot: task.slot ?? 2, resource: t % 2, after: t < 2 ? [] : [t - 2] })) });
  test("let no events through slower or faster than their latency", () => {
    fc.assert(fc.property(smallSystem(mixed, 2, false).map(({ policies, tasks }) => chain(policies, tasks)), streams, (system, stream) => {
      tried(system, rolls(stream), 6, (result, seen) => {
        const path = ["t0", "t2", "t4"].filter((id) => result.tasks.has(id));
        const [first, last] = [seen[0]!.activated, seen[2 * (path.length - 1)]?.done ?? []];
        for (const n of [1, 2, 3]) {
          const { best, worst } = result.latency(path, n);
          for (let j = 0; j + n <= last.length; j++) {
            const took = last[j + n - 1]! - first[j]!;
            // The latency is that of events at their densest; others are a part of it, and the time that they come apart.
            const apart = first[j + n - 1]! - first[j]!;
            if (n > 1 && !result.tasks.get("t0")!.input!.deltaMin(n).equals(apart)) continue;
            expect({ n, took, within: best.lte(took) && (worst === null || worst.gte(took)) }).toMatchObject({ within: true });
          }
        }
      });
    }), { numRuns: 40 });
  });
  test("have no latency where a task has no bound, and none through a task that waits for all of several", () => {
    const pjd = { kind: "pjd" as const, period: 10 };
    const system: Resource[] = [
      { id: "r", policy: "spp", tasks: [{ id: "a", wcet: 1, activation: pjd }, { id: "b", wcet: 10, activation: { kind: "after", task: "a" } }] },
      { id: "s", policy: "spp", tasks: [{ id: "c", wcet: 1, activation: { kind: "and", of: [{ kind: "after", task: "a" }, pjd] } },
        { id: "d", wcet: 1, activation: { kind: "sample", of: { kind: "after", task: "a" }, by: { kind: "pjd", period: 4 } } }] },
    ];
    const { latency, tasks } = analyseSystem(system);
    expect(latency(["a", "b"]).worst).toBe(null);
    expect([tasks.get("b")!.response, tasks.get("b")!.output, tasks.get("b")!.backlog]).toEqual([null, null, null]);
    expect(() => latency(["a", "c"])).toThrow(expect.objectContaining({ code: "precondition", field: "path[1]" }));
    // a takes 1, up to 4 pass until the next look, and d takes 2 behind c.
    expect(asJson(latency(["a", "d"]).worst!)).toBe(7);
    for (const [path, field, events] of [[["b", "c"], "path[1]", 1], [[], "path", 1], [["z"], "path[0]", 1], [["b", "a"], "path[1]", 1], [["a"], "events", 0], [["a"], "events", 1.5]] as const)
      expect(() => latency(path, events)).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
  });
});

describe("paths through a task that waits for all that come from one fork", () => {
  const task = (id: string, wcet: number, activation: ResourceTask["activation"]): Resource =>
    ({ id: `on ${id}`, policy: "spp", tasks: [{ id, wcet, bcet: 1, activation }] });
  const after = (id: string) => ({ kind: "after" as const, task: id });
  const and = (...ids: string[]) => ({ kind: "and" as const, of: ids.map(after) });
  const { latency } = analyseSystem([
    task("source", 2, { kind: "pjd", period: 40 }), task("short", 3, after("source")), task("long", 4, after("source")), task("longer", 5, after("long")),
    task("join", 6, and("short", "longer")), task("late", 1, after("join")), task("again", 1, and("late", "join")), task("odd", 1, and("late", "short")),
  ]);
  test("take as long as the longest of the ways", () => {
    expect(asJson(latency(["source", "short", "join"]).worst!)).toBe(2 + 4 + 5 + 6);
    expect(asJson(latency(["source", "long", "longer", "join"]).worst!)).toBe(2 + 4 + 5 + 6);
    expect(asJson(latency(["source", "short", "join", "late", "again"]).worst!)).toBe(2 + 4 + 5 + 6 + 1 + 1);
    expect(asJson(latency(["source", "short", "join"]).best)).toBe(3);
  });
  test("begin after the fork at the earliest when the fork lets them", () => {
    expect(asJson(latency(["short", "join"]).worst!)).toBe(4 + 5 + 6);
    // long has taken 1 of its up to 4 at least before longer begins.
    expect(asJson(latency(["longer", "join"]).worst!)).toBe(5 + 6);
    expect(asJson(latency(["join", "again"]).worst!)).toBe(6 + 1 + 1);
  });
  test("have no bound where the ways part before a join", () => {
    expect(() => latency(["short", "odd"])).toThrow(expect.objectContaining({ code: "precondition", field: "path[1]" }));
  });
});

test("a task that waits for all of several comes no denser, and is no slower, than its bound", () => {
  const source = fc.record({ bcet: fc.integer({ min: 1, max: 3 }), more: fc.nat(2), jitter: fc.nat(20) });
  fc.assert(fc.property(source, source, source, fc.integer({ min: 12, max: 20 }), streams, (a, b, c, period, stream) => {
    const roll = rolls(stream);
    const tasks = [a, b, c].map(({ bcet, more, jitter }, t) => ({ bcet, wcet: bcet + more, jitter, priority: t, slot: null, period, resource: t === 1 ? 1 : 0, after: t === 2 ? [0, 1] : [], all: true }));
    const [low, high] = [0, 1].map((r): Resource => ({ id: `r${r}`, policy: "spp", tasks: tasks.flatMap(({ bcet, wcet, jitter, priority, resource }, t) => resource !== r ? [] : [{
      id: `t${t}`, bcet, wcet, priority,
      activation: t === 2 ? { kind: "and", of: [{ kind: "after", task: "t0" }, { kind: "after", task: "t1" }] } : { kind: "pjd", period, jitter },
    }]) }));
    const result = analyseSystem([low!, high!]);
    for (let i = 0; i < 6; i++) {
      // The j-th of each is of one nominal time, so that neither stream is ahead of the other by itself.
      const phase = roll(period);
      expectWithin(result, watch(tasks.map((task) => ({
        ...task, times: [task.bcet, task.wcet], arrivals: task.after.length > 0 ? [] : Array.from({ length: 8 }, (_, j) => phase + j * period + roll(task.jitter + 1)).sort((x, y) => x - y),
      })), ["spp", "spp"], [0, 0], 160));
    }
  }), { numRuns: 40 });
});

describe("bad input is one refusal that names the field", () => {
  const pjd = { kind: "pjd" as const, period: 10 };
  const good: ResourceTask = { id: "a", wcet: 1, activation: pjd };
  const of = (task: object, policy = "spp"): Resource[] => [{ id: "r", policy: policy as "spp", tasks: [{ ...good, ...task }] }];
  const two = (first: object, second: object): Resource[] => [{ id: "r", policy: "spp", tasks: [{ ...good, ...first }, { ...good, id: "b", ...second }] }];
  const at = "resources[0].tasks[0]";
  for (const [what, field, code, resources] of [
    ["no resources", "resources", "missing", []],
    ["no list", "resources", "missing", {}],
    ["a million resources", "resources", "too large", Array.from({ length: 1_000_000 }, () => of({})[0]!)],
    ["a million tasks", "resources", "too large", Array.from({ length: 1000 }, (_, r) => ({ id: `r${r}`, policy: "spp", tasks: Array.from({ length: 1000 }, (__, t) => ({ ...good, id: `${r}.${t}` })) }))],
    ["an unknown policy", "resources[0].policy", "unknown name", of({}, "lottery")],
    ["an unknown order", "resources[0].order", "unknown name", [{ ...of({}, "rr")[0]!, order: "lottery" }]],
    ["an order of priorities", "resources[0].order", "unknown name", [{ ...of({})[0]!, order: "queue" }]],
    ["a resource twice", "resources[1].id", "duplicate name", [...of({}), ...of({ id: "b" })]],
    ["a task twice", "resources[0].tasks[1].id", "duplicate name", two({}, { id: "a" })],
    ["a negative time", `${at}.wcet`, "out of range", of({ wcet: -1 })],
    ["a best case above the worst", `${at}.bcet`, "out of range", of({ bcet: 2 })],
    ["no number", `${at}.wcet`, "not a number", of({ wcet: Number.NaN })],
    ["half a priority", `${at}.priority`, "not a number", of({ priority: 0.5 })],
    ["a period of 0", `${at}.activation.period`, "out of range", of({ activation: { kind: "pjd", period: 0 } })],
    ["no slot", `${at}.slot`, "missing", of({}, "tdma")],
    ["a slot of 0", `${at}.slot`, "out of range", of({ slot: 0 }, "tdma")],
    ["an unknown cause", `${at}.activation`, "unknown name", of({ activation: { kind: "after", task: "z" } })],
    ["a task that activates itself", `${at}.activation`, "cycle", of({ activation: { kind: "after", task: "a" } })],
    ["tasks that activate each other", `${at}.activation`, "cycle", two({ activation: { kind: "after", task: "b" } }, { activation: { kind: "after", task: "a" } })],
    ["streams of different rates that wait for each other", "resources[0].tasks[1].activation.of[1]", "precondition",
      two({}, { activation: { kind: "and", of: [{ kind: "after", task: "a" }, { kind: "pjd", period: 11 }] } })],
    ["units too far apart", "the times of resources", "too large", two({ wcet: "1/1000003" }, { wcet: "1/1000033", activation: { kind: "pjd", period: 1e9 } })],
  ] as const) test(what, () => {
    expect(() => analyseSystem(resources as Resource[])).toThrow(expect.objectContaining({ name: "TimingRefusal", field, code }));
  });
});
