/**
 * Blocking by locks: against schedules in which it is measured, against cases worked by hand, by laws, and against bad input.
 */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Exact, zero } from "../../src/timing/exact.ts";
import {
  type Request, type SectionTask, type SharingTask, ceilingBlocking, dpcpBlocking, fmlpBlocking, inheritanceBlocking, mpcpBlocking, msrpBlocking,
  stackResourceBlocking,
} from "../../src/timing/locks/index.ts";
import { type SimulatedSystem, type Simulation, type Step, simulate } from "../../src/timing/simulation/index.ts";
import { type Kept, type LockTask, type Protocol, keptBack } from "./lock-machine.ts";
import { refusalOf } from "./refused.ts";

fc.configureGlobal({ seed: 4_1990 });

const text = (blocking: Readonly<Record<string, Exact>>): Record<string, string> =>
  Object.fromEntries(Object.entries(blocking).map(([id, time]) => [id, time.toFraction()]));

/** A stretch outside, and a critical section or none after it. */
interface Part { readonly before: number; readonly length: number; readonly resource: number | null }
const parts = (most: number): fc.Arbitrary<Part[]> => fc.array(fc.record({
  before: fc.integer({ min: 1, max: 3 }), length: fc.integer({ min: 1, max: 5 }), resource: fc.option(fc.nat(2)),
}), { minLength: 1, maxLength: most });

describe("one processor", () => {
  interface Given { readonly parts: readonly Part[]; readonly releases: readonly number[] }
  const systems = fc.array(fc.record({ parts: parts(3), releases: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 3 }) }), { minLength: 2, maxLength: 5 });
  const wcetOf = ({ parts: all }: Given): number => all.reduce((sum, { before, length }) => sum + before + length, 0);
  const nameOf = (resource: number): string => `r${resource}`;
  /** The tasks in order, each with a period that is also its deadline; and the arrivals, a period apart. */
  const systemOf = (given: readonly Given[], policy: "fixed priority" | "edf", protocol: "ceiling" | "inheritance"): Simulation => {
    const tasks = given.map((one, i) => ({ id: `t${i}`, wcet: wcetOf(one), period: 40 + 10 * i }));
    const system: SimulatedSystem = {
      policy, tasks, servers: [0, 1, 2].map((resource) => ({ id: nameOf(resource), protocol })),
      programs: Object.fromEntries(given.map((one, i) => [`t${i}`, one.parts.flatMap(({ before, length, resource }): Step[] =>
        [{ length: before }, resource === null ? { length } : { length, in: [nameOf(resource)] }])])),
    };
    const arrivals = Object.fromEntries(given.map(({ releases }, i) => [`t${i}`, releases.reduce<number[]>((all, gap) => [...all, (all.at(-1) ?? 0) + gap + (all.length > 0 ? tasks[i]!.period : 0)], [])]));
    return simulate(system, { arrivals });
  };
  const sectionsOf = (given: readonly Given[]): SectionTask[] => given.map((one, i) => ({
    id: `t${i}`, sections: one.parts.reduce<Record<string, number>>((all, { resource, length }) =>
      resource === null ? all : { ...all, [nameOf(resource)]: Math.max(all[nameOf(resource)] ?? 0, length) }, {}),
  }));
  /** For each task, how long at most a job was kept from running while something ran that goes after it. */
  const measured = ({ trace, jobs }: Simulation, isAfter: (job: Simulation["jobs"][number], other: Simulation["jobs"][number]) => boolean): Record<string, number> => {
    const jobOf = new Map(jobs.map((one) => [`${one.task} ${one.job}`, one]));
    const running = trace.filter(({ state }) => state === "running").map((one) => ({ ...one, of: jobOf.get(`${one.task} ${one.job}`)! }));
    const most: Record<string, number> = {};
    for (const job of jobs) {
      const kept = running.filter(({ of, from }) => from < job.finish && of !== job && isAfter(job, of))
        .reduce((all, { from, to }) => all + Math.max(0, Math.min(to, job.finish) - Math.max(from, job.release)), 0);
      most[job.task] = Math.max(most[job.task] ?? 0, kept);
    }
    return most;
  };
  const numberOf = (task: string): number => Number(task.slice(1));
  const beaten = (seen: Readonly<Record<string, number>>, bounds: Readonly<Record<string, Exact>>): string[] =>
    Object.entries(seen).flatMap(([id, time]) => bounds[id]!.lt(time) ? [`${id}: ${time} is above ${bounds[id]!.toFraction()}`] : []);

  for (const [protocol, bound] of [["ceiling", ceilingBlocking], ["inheritance", inheritanceBlocking]] as const)
    test(`with ${protocol}, no lower task runs for longer than the bound while a job waits`, () => {
      fc.assert(fc.property(systems, (given) => {
        const seen = measured(systemOf(given, "fixed priority", protocol), (job, other) => numberOf(other.task) > numberOf(job.task));
        expect(beaten(seen, bound(sectionsOf(given)))).toEqual([]);
      }), { numRuns: 400 });
    });
  test("under EDF with the stack resource policy, no job of a later deadline runs for longer than the bound", () => {
    fc.assert(fc.property(systems, (given) => {
      const simulation = systemOf(given, "edf", "ceiling");
      const seen = measured(simulation, (job, other) => other.deadline > job.deadline);
      expect(beaten(seen, stackResourceBlocking(sectionsOf(given).map((task, i) => ({ ...task, deadline: 40 + 10 * i }))))).toEqual([]);
    }), { numRuns: 400 });
  });
  test("the bounds are reached but for the tick in which the blocker starts", () => {
    const given: Given[] = [
      { parts: [{ before: 1, length: 1, resource: 0 }, { before: 1, length: 1, resource: 1 }], releases: [14] },
      { parts: [{ before: 1, length: 5, resource: 1 }], releases: [8] },
      { parts: [{ before: 1, length: 7, resource: 0 }], releases: [0] },
    ];
    const sections = sectionsOf(given);
    expect(text(inheritanceBlocking(sections))).toEqual({ t0: "12", t1: "7", t2: "0" });
    expect(text(ceilingBlocking(sections))).toEqual({ t0: "7", t1: "7", t2: "0" });
    const isLower = (job: { task: string }, other: { task: string }): boolean => numberOf(other.task) > numberOf(job.task);
    const released = (releases: readonly number[]): readonly Given[] => given.map((one, i) => ({ ...one, releases: [releases[i]!] }));
    // The lowest is in r0 from 1, the middle from 3 in r1, and both are there when the first arrives.
    expect(measured(systemOf(released([4, 2, 0]), "fixed priority", "inheritance"), isLower)["t0"]).toBe(10);
    expect(measured(systemOf(released([2, 2, 0]), "fixed priority", "ceiling"), isLower)["t0"]).toBe(6);
  });
  test("the ceiling blocks no longer than inheritance, and a single lower task not differently", () => {
    fc.assert(fc.property(systems, (given) => {
      const [ceiling, inheritance] = [ceilingBlocking(sectionsOf(given)), inheritanceBlocking(sectionsOf(given))];
      for (const [id, time] of Object.entries(ceiling)) expect(time.lte(inheritance[id]!)).toBe(true);
      const last = `t${given.length - 2}`;
      expect(ceiling[last]!.equals(inheritance[last]!)).toBe(true);
      expect(ceiling[`t${given.length - 1}`]!.equals(zero)).toBe(true);
    }));
  });
  test("preemption levels decide under EDF, in whatever order the tasks are given", () => {
    fc.assert(fc.property(systems, (given) => {
      const tasks = sectionsOf(given).map((task, i) => ({ ...task, deadline: 40 + 10 * i }));
      expect(text(stackResourceBlocking(tasks))).toEqual(text(ceilingBlocking(tasks)));
      expect(text(stackResourceBlocking([...tasks].reverse()))).toEqual(text(stackResourceBlocking(tasks)));
    }));
    const alike = [{ id: "a", deadline: 5, sections: { r: 1 } }, { id: "b", deadline: 5, sections: { r: 9 } }];
    expect(text(stackResourceBlocking(alike))).toEqual({ a: "0", b: "0" });
  });
});

const tasksOf = fc.array(fc.record({
  processor: fc.nat(2), parts: parts(3), period: fc.integer({ min: 60, max: 120 }), offset: fc.nat(12), gaps: fc.array(fc.nat(20), { maxLength: 2 }),
}), { minLength: 2, maxLength: 6 });
type Drawn = typeof tasksOf extends fc.Arbitrary<infer Value> ? Value : never;

const machineOf = (given: Drawn): LockTask[] => given.map(({ processor, parts: all, period, offset, gaps }) => ({
  processor, releases: gaps.reduce((times, gap) => [...times, times.at(-1)! + period + gap], [offset]),
  steps: all.flatMap(({ before, length, resource }) => [{ length: before }, resource === null ? { length } : { length, resource }]),
}));
const sharingOf = (given: Drawn, responses?: readonly number[]): SharingTask[] => given.map(({ processor, parts: all, period }, i) => ({
  id: `t${i}`, period, processor: `p${processor}`, ...(responses === undefined ? {} : { response: Math.max(1, responses[i]!) }),
  requests: all.flatMap(({ resource, length }): Request[] => resource === null ? [] : [{ resource: `r${resource}`, length }]),
}));

describe("several processors", () => {
  const homes = { r0: "p0", r1: "p1", r2: "p1" };
  /** Sums of what a bound allows: ticks blocked, ticks spun. */
  const bounds: Readonly<Record<Protocol, (tasks: readonly SharingTask[]) => (readonly [Exact | null, Exact])[]>> = {
    mpcp: (tasks) => mpcpBlocking(tasks).map(({ blocking }) => [blocking, zero]),
    dpcp: (tasks) => dpcpBlocking(tasks, homes).map(({ local, remote }) => [local.add(remote), zero]),
    fmlp: (tasks) => fmlpBlocking(tasks).map(({ blocking }) => [blocking, zero]),
    msrp: (tasks) => msrpBlocking(tasks).map(({ arrival, spinning }) => [arrival, spinning]),
  };
  for (const protocol of Object.keys(bounds) as Protocol[]) {
    test(`${protocol}: no job is kept back for longer than its bound says`, () => {
      let blocked = 0;
      fc.assert(fc.property(tasksOf, (given) => {
        const kept = keptBack(machineOf(given), protocol, [0, 1, 1]);
        // Where a job is still there when the next one of its task comes, that one waits for no lock.
        fc.pre(kept.every(({ response }, i) => response <= given[i]!.period));
        const above = bounds[protocol](sharingOf(given, kept.map(({ response }) => response))).flatMap(([most, spun], i) => {
          const seen: Kept = kept[i]!;
          blocked += seen.blocked + seen.spun;
          return [...(most !== null && most.lt(seen.blocked) ? [`t${i}: blocked for ${seen.blocked}, of ${most.toFraction()}`] : []),
            ...(spun.lt(seen.spun) ? [`t${i}: spun for ${seen.spun}, of ${spun.toFraction()}`] : [])];
        });
        expect(above).toEqual([]);
      }), { numRuns: 500 });
      expect(blocked).toBeGreaterThan(500);
    });
    test(`${protocol}: longer sections, more of them, and another task never lower a bound`, () => {
      const noLess = (before: Exact | null, after: Exact | null): boolean => after === null || (before !== null && before.lte(after));
      fc.assert(fc.property(tasksOf, fc.nat(5), fc.constantFrom("longer", "more", "another"), (given, which, change) => {
        // Another task of another processor lifts ceilings in MPCP, and what has been lifted is held for less time.
        fc.pre(protocol !== "mpcp" || change !== "another");
        const tasks = sharingOf(given);
        const changed = change === "another" ? [...tasks, { id: "new", period: 80, processor: "p0", requests: [{ resource: "r0", length: 3 }] }]
          : tasks.map((task, i) => i !== which % tasks.length ? task : { ...task, requests: task.requests.map((request) =>
            change === "longer" ? { ...request, length: (request.length as number) + 2 } : { ...request, count: 2 }) });
        const [before, after] = [bounds[protocol](tasks), bounds[protocol](changed)];
        before.forEach(([blocked, spun], i) => {
          expect([i, noLess(blocked, after[i]![0]), noLess(spun, after[i]![1])]).toEqual([i, true, true]);
        });
      }), { numRuns: 150 });
    });
    test(`${protocol}: who shares nothing and has no lower sharer waits for nobody`, () => {
      const alone: SharingTask[] = [{ id: "a", period: 10, processor: "p2", requests: [] }, { id: "b", period: 10, processor: "p0", requests: [{ resource: "r0", length: 1 }] }];
      expect(bounds[protocol](alone)[0]!.map((time) => time?.toFraction())).toEqual(["0", "0"]);
    });
  }

  const shared: SharingTask[] = [
    { id: "a", period: 20, processor: "p0", requests: [{ resource: "r", length: 2 }] },
    { id: "b", period: 30, processor: "p1", requests: [{ resource: "r", length: 3, count: 2 }] },
    { id: "c", period: 60, processor: "p0", requests: [{ resource: "r", length: 5 }, { resource: "s", length: 4 }] },
    { id: "d", period: 90, processor: "p1", requests: [{ resource: "s", length: 1 }] },
  ];
  test("worked by hand, spinning: each other processor is in front once", () => {
    const [a, b, c, d] = msrpBlocking(shared);
    // r: 3 on p1, 5 on p0; s: 1 on p1, 4 on p0. Below a: c with r (5 + 3) or s (4 + 1); below b: d with s (1 + 4).
    expect([a, b, c, d].map((one) => [one!.spinning.toFraction(), one!.arrival.toFraction()])).toEqual([["3", "8"], ["10", "5"], ["4", "0"], ["4", "0"]]);
  });
  test("worked by hand, spinning: no more are in front than come meanwhile", () => {
    const often = { id: "often", period: 100, response: 10, processor: "p0", requests: [{ resource: "r", length: 1, count: 5 }] };
    const [a] = msrpBlocking([often, { id: "long", period: 200, response: 50, processor: "p1", requests: [{ resource: "r", length: 7 }] },
      { id: "short", period: 50, response: 20, processor: "p1", requests: [{ resource: "r", length: 2, count: 3 }] }]);
    // One job of each: 7 once, and 2 three times; the fifth request finds nobody.
    expect(a!.spinning.toFraction()).toBe(String(7 + 3 * 2));
  });
  test("worked by hand, queues by priority: one lower holder, and the higher ones that come", () => {
    const [a] = mpcpBlocking(shared);
    // Lower holders of r: b for 3, since s has a lower ceiling than r; c for 5. c is lifted for 5 once at first, and once when a comes back.
    expect([a!.waiting!.toFraction(), a!.lifted.toFraction()]).toEqual(["5", "10"]);
    const starved = mpcpBlocking([{ ...shared[1]!, id: "x", processor: "p9", requests: [{ resource: "r", length: 30 }] }, shared[2]!]);
    expect(starved[1]).toMatchObject({ waiting: null, blocking: null });
  });
  test("worked by hand, queues in order of arrival: each other task once for each request", () => {
    const [a, b] = fmlpBlocking(shared);
    // s and r meet on the processors: in front of a may be one request of b, c, and d each.
    expect([a!.waiting.toFraction(), a!.requests]).toEqual([String(3 + 5 + 1), 3]);
    expect([b!.waiting.toFraction(), b!.requests]).toEqual([String(2 * 2 + 2 * 5 + 2 * 1), 6]);
  });
  test("queues of several resources do not meet where no processor has two tasks that use some", () => {
    const uses = (id: string, ...requests: Request[]): SharingTask => ({ id, period: 100, processor: id, requests });
    const [a, b] = fmlpBlocking([uses("a", { resource: "r", count: 2, length: 1 }), uses("b", { resource: "s", length: 3 }, { resource: "r", count: 2, length: 4 }),
      uses("c", { resource: "s", count: 3, length: 2 })]);
    // a waits for both requests of b to r, and b for two of a to r and one of c to s.
    expect([a!.waiting.toFraction(), a!.requests, b!.waiting.toFraction(), b!.requests]).toEqual(["8", 2, "4", 3]);
  });
});

describe("bad input", () => {
  const good = { id: "a", period: 10, processor: "p", requests: [{ resource: "r", length: 1 }] };
  const million = Array.from({ length: 1_000_000 }, (_, i) => ({ ...good, id: `t${i}` }));
  for (const [what, tasks, refusal] of [
    ["no list", null, "missing: tasks"],
    ["no task", [null], "missing: tasks[0]"],
    ["a task without a name", [{ ...good, id: "" }], "missing: tasks[0].id"],
    ["two tasks of one name", [good, good], "duplicate name: tasks[1].id"],
    ["a period of 0", [{ ...good, period: 0 }], "out of range: tasks[0].period"],
    ["a negative period", [{ ...good, period: -1 }], "out of range: tasks[0].period"],
    ["a period that is not a number", [{ ...good, period: Number.NaN }], "not a number: tasks[0].period"],
    ["no period", [{ ...good, period: undefined }], "missing: tasks[0].period"],
    ["a response of 0", [{ ...good, response: 0 }], "out of range: tasks[0].response"],
    ["a processor without a name", [{ ...good, processor: 0 }], "missing: tasks[0].processor"],
    ["a priority that is not whole", [{ ...good, priority: 1.5 }], "not a number: tasks[0].priority"],
    ["equal priorities", [{ ...good, priority: 3 }, { ...good, id: "b", priority: 3 }], "precondition: tasks[1].priority"],
    ["no requests", [{ ...good, requests: undefined }], "missing: tasks[0].requests"],
    ["a request for nothing", [{ ...good, requests: [{ length: 1 }] }], "missing: tasks[0].requests[0].resource"],
    ["a request of negative length", [{ ...good, requests: [{ resource: "r", length: "-1/2" }] }], "out of range: tasks[0].requests[0].length"],
    ["a request of infinite length", [{ ...good, requests: [{ resource: "r", length: Infinity }] }], "not a number: tasks[0].requests[0].length"],
    ["half a request", [{ ...good, requests: [{ resource: "r", length: 1, count: 0.5 }] }], "out of range: tasks[0].requests[0].count"],
    ["more requests than can be counted", [{ ...good, requests: [{ resource: "r", length: 1, count: 2 ** 52 }] }], "out of range: tasks[0].requests[0].count"],
    ["a million tasks", million, "too large: tasks"],
    ["a million requests", [{ ...good, requests: million.map(() => good.requests[0]) }], "too large: tasks"],
  ] as const) test(`${what} is refused by every protocol of several processors`, () => {
    const given = tasks as unknown as readonly SharingTask[];
    for (const run of [mpcpBlocking, fmlpBlocking, msrpBlocking, (all: readonly SharingTask[]) => dpcpBlocking(all, { r: "p" })]) expect(refusalOf(() => run(given))).toBe(refusal);
  });
  test("a resource without a home, or with one that has no name, is refused", () => {
    expect(refusalOf(() => dpcpBlocking([good], { s: "p" }))).toBe("missing: homes.r");
    expect(refusalOf(() => dpcpBlocking([good], { r: 3 as unknown as string }))).toBe("missing: homes.r");
    expect(refusalOf(() => dpcpBlocking([good], undefined as unknown as Record<string, string>))).toBe("missing: homes.r");
  });
  for (const [what, tasks, refusal] of [
    ["no list", "a", "missing: tasks"],
    ["no task", [7], "missing: tasks[0]"],
    ["a task without a name", [{ sections: {} }], "missing: tasks[0].id"],
    ["two tasks of one name", [{ id: "a", sections: {} }, { id: "a", sections: {} }], "duplicate name: tasks[1].id"],
    ["no sections", [{ id: "a" }], "missing: tasks[0].sections"],
    ["a negative section", [{ id: "a", sections: { r: -1 } }], "out of range: tasks[0].sections.r"],
    ["a section that is not a number", [{ id: "a", sections: { r: Number.NaN } }], "not a number: tasks[0].sections.r"],
    ["a million tasks", million.map(({ id }) => ({ id, sections: {} })), "too large: tasks"],
    ["a hundred thousand sections", [{ id: "a", sections: Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`r${i}`, 1])) }], "too large: tasks[0].sections"],
  ] as const) test(`${what} is refused by every protocol of one processor`, () => {
    const given = tasks as unknown as readonly (SectionTask & { deadline: number })[];
    for (const run of [ceilingBlocking, inheritanceBlocking, stackResourceBlocking]) expect(refusalOf(() => run(given))).toBe(refusal);
  });
  test("a deadline of 0 is refused by the stack resource policy", () => {
    expect(refusalOf(() => stackResourceBlocking([{ id: "a", deadline: 0, sections: {} }]))).toBe("out of range: tasks[0].deadline");
  });
});
