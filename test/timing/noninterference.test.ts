/**
 * Whether times tell high what low does: kernels that leak and kernels that do not, each pair alike but for the one thing that
 * matters, with the shortest two runs; and the same as a claim of a specification, which the engine breaks and shrinks.
 */
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { type Timing, timed } from "./timed.ts";
import { compile, runCampaign, shrink, tell } from "../../src/engine/index.ts";
import { oneOf, queueOf, source, specification, table, world } from "../../src/language/index.ts";
import { type LowBehaviours, type TimedKernel, checkTimingNoninterference } from "../../src/timing/kernel/index.ts";
import { refusalOf } from "./refused.ts";

/** An endpoint with waiting clients: who calls is put in by priority, behind a walk over the queue, or at the front at once. */
const endpoint = (walks: boolean): TimedKernel<number> => ({
  begin: 0,
  take(waiting, action) {
    if (action === "low queues up") return waiting === 3 ? null : { state: waiting + 1, cost: { enter: 10 } };
    if (action === "low is cancelled") return waiting === 0 ? null : { state: waiting - 1, cost: { enter: 10 } };
    return { state: waiting, cost: { "enter": 50, "walk the endpoint's queue": walks ? 7 * waiting : 21 } };
  },
});

/** A processor of slices: high's work of two ticks is interrupted by whoever is ready, or waits for its slot of two in four. */
const processor = (slots: boolean): TimedKernel<{ readonly clock: number; readonly lowIsReady: boolean }> => ({
  begin: { clock: 0, lowIsReady: false },
  take({ clock, lowIsReady }, action) {
    if (action === "low has work") return { state: { clock, lowIsReady: true }, cost: {} };
    if (action === "low has done its work") return { state: { clock, lowIsReady: false }, cost: {} };
    const wait = action === "high sleeps for a tick" ? 0 : slots ? (4 - clock) % 4 : lowIsReady ? 1 : 0;
    const works = action === "high works" ? 2 : 1;
    return { state: { clock: slots ? (clock + wait + works) % 4 : 0, lowIsReady }, cost: { work: works, "wait for the processor": wait } };
  },
});

/** A cache of two lines, the owner of each; it is shared, or low has a line of its own. */
const cache = (partitioned: boolean): TimedKernel<readonly string[]> => ({
  begin: ["none", "none"],
  take(lines, action) {
    const [owner, line] = action.startsWith("low") ? ["low", 1] : ["high", partitioned ? 0 : 1];
    const misses = lines[line] !== owner;
    return { state: lines.map((one, i) => i === line ? owner! : one), cost: { "run": 1, "fill the cache": misses ? 30 : 0 } };
  },
});

/** Low computes for a tick, or the processor idles for one, on a clock that high's slot depends on. */
const clocked: TimedKernel<number> = {
  begin: 0,
  take: (clock, action) => ({ state: (clock + 1) % 3, cost: { wait: action === "high works" ? clock : 1 } }),
};

const check = <State>(model: TimedKernel<State>, high: readonly string[], low: readonly string[], more: Partial<LowBehaviours> = {}) =>
  checkTimingNoninterference(model, high, { varyLow: low, ...more });

describe("times are the same whatever low does", () => {
  test("where a queue that low fills is not walked, where slots are fixed, and where low has a cache of its own", () => {
    expect(check(endpoint(false), ["high calls"], ["low queues up", "low is cancelled"])).toEqual({ holds: true, difference: null, pairs: 4 });
    expect(check(processor(true), ["high works", "high sleeps for a tick"], ["low has work", "low has done its work"]).holds).toBe(true);
    expect(check(cache(true), ["high reads"], ["low reads"]).holds).toBe(true);
    expect(check(clocked, ["high works"], ["low computes"], { meanwhile: "idle" }).holds).toBe(true);
  });
  test("and differ where one of these is not so, which is said with the part at fault and the shortest two runs", () => {
    const queue = check(endpoint(true), ["high calls"], ["low queues up", "low is cancelled"]).difference!;
    expect([queue.action, queue.part, queue.quiet, queue.disturbed]).toEqual(["high calls", "walk the endpoint's queue", 50, 57]);
    expect(queue.runs).toEqual({
      quiet: [{ by: "high", action: "high calls", cost: { "enter": 50, "walk the endpoint's queue": 0 } }],
      disturbed: [{ by: "low", action: "low queues up", cost: { enter: 10 } }, { by: "high", action: "high calls", cost: { "enter": 50, "walk the endpoint's queue": 7 } }],
    });
    expect(check(processor(false), ["high works", "high sleeps for a tick"], ["low has work"]).difference).toMatchObject({ part: "wait for the processor", quiet: 2, disturbed: 3 });
    const lines = check(cache(false), ["high reads"], ["low reads"]).difference!;
    expect([lines.part, lines.quiet, lines.disturbed, lines.runs.disturbed.map(({ action }) => action)]).toEqual(["fill the cache", 1, 31, ["high reads", "low reads", "high reads"]]);
    expect(lines.runs.quiet.map(({ action }) => action)).toEqual(["high reads", "high reads"]);
    expect(check(clocked, ["high works"], ["low computes"]).difference).toMatchObject({ quiet: 0, disturbed: 1 });
  });
  test("and differ where high can act in one of the runs only", () => {
    const lock: TimedKernel<boolean> = { begin: false, take: (taken, action) => action === "low takes the lock" ? { state: true, cost: {} } : taken ? null : { state: taken, cost: { lock: 5 } } };
    expect(check(lock, ["high locks"], ["low takes the lock"]).difference).toMatchObject({ action: "high locks", part: null, quiet: 5, disturbed: null });
  });
  test("is left open where there are more states than were to be looked at", () => {
    const counting: TimedKernel<number> = { begin: 0, take: (state, action) => ({ state: action === "low" ? state + 1 : state, cost: { all: state === 5000 ? 2 : 1 } }) };
    expect(check(counting, ["high"], ["low"], { pairsMost: 1000 })).toMatchObject({ holds: null, difference: null });
    expect(check(counting, ["high"], ["low"]).difference!.runs.disturbed).toHaveLength(5001);
  });
  const cases: readonly (readonly [string, () => unknown])[] = [
    ["missing: high", () => check(endpoint(true), [], ["low"])],
    ["missing: varyLow", () => check(endpoint(true), ["high calls"], [])],
    ["duplicate name: varyLow[0]", () => check(endpoint(true), ["high calls"], ["high calls"])],
    ["out of range: pairsMost", () => check(endpoint(true), ["high calls"], ["low queues up"], { pairsMost: 0 })],
    ["not a number: the cost of high, all", () => check({ begin: 0, take: () => ({ state: 0, cost: { all: NaN } }) }, ["high"], ["low"])],
    ["precondition: meanwhile", () => check(endpoint(true), ["high calls"], ["low queues up"], { meanwhile: "low is cancelled" })],
    ["unknown name: observers", () => timed(syncIpc, { observers: "thread", ticks: () => 0, most: 1 })],
    ["duplicate name: observers", () => timed(timed(syncIpc, { observers: "client", ticks: () => 0, most: 1 }), { observers: "client", ticks: () => 0, most: 1 })],
  ];
  for (const [refusal, run] of cases) test(`is refused: ${refusal}`, () => {
    expect(refusalOf(run)).toBe(refusal);
  });
});

const bells = world({ name: "bells", tables: {
  client: table({ about: "who waits and rings", columns: {} }), bell: table({ about: "what is waited for", columns: { waiting: queueOf("client") } }),
} });
const sources = [source("this project", "test/timing/noninterference.test.ts")];
const wait = bells.operation({
  name: "Wait", summary: "Join the queue.", sources, by: "client", asks: { bell: oneOf("bell") },
  checks: [{ unless: "the client waits for nothing", holds: ({ client, bell }) => !bell.waiting.has(client), answer: "waits" }],
  cases: [{ when: "the client joins the queue", then: { "it stands in the queue": ({ bell, client }) => bell.waiting.push(client) } }],
});
const look = bells.operation({
  name: "Look", summary: "Look whether the bell is there.", sources, by: "client", asks: { bell: oneOf("bell") }, checks: [],
  cases: [{ when: "the bell is there", then: {}, because: "looking changes nothing" }],
});
const bellRoom = bells.system({ name: "three clients", about: "One bell.", sizes: { client: 3, bell: 1 }, facts: {}, boot: () => {} });
const ringing = specification({ name: "bells", about: "A queue.", tables: bells.tables, operations: [wait, look], invariants: [] });
const waiting = (scene: Readonly<Record<string, unknown>>): number => (scene["bell"] as { waiting: { length: number } }).waiting.length;

describe("a specification with times", () => {
  const timing = (ticks: Timing["ticks"]): Timing => ({ observers: "client", most: 500, ticks });
  const broken = (ticks: Timing["ticks"]) => {
    const model = compile(timed(ringing, timing(ticks)), bellRoom);
    const { failure } = runCampaign(model, { seed: 1, traces: 400, steps: 20 });
    return failure === null ? null : { model, shrunk: shrink(model, failure.steps, failure.violation) };
  };
  test("keeps its claim where an operation costs the same whoever waits", () => {
    expect(broken((operation) => operation === "Look" ? 40 : 90)).toBeNull();
  });
  test("breaks it where a queue is walked that others fill, and shrinks to the one who waits and the one who looks", () => {
    const { model, shrunk } = broken((operation, _, scene) => operation === "Look" ? 40 + 10 * waiting(scene) : 90)!;
    const told = tell(model, shrunk.steps);
    expect([shrunk.violation.claim, told.steps.map(({ operation }) => operation)]).toEqual(["times are alike", ["Wait", "Look"]]);
    expect(shrunk.violation.why).toMatch(/^client \d sees 50 where it would see 40 without the hidden steps; in its own row it differs in "took"$/);
  });
  test("finds that a cancellation of synchronous IPC walks the queues of others", () => {
    const cost: Timing["ticks"] = (operation, _, scene) => operation !== "Cancel a client" ? 0
      : 50 + (scene["endpoints"] as { clients: { length: number } }[]).reduce((all, { clients }) => all + clients.length, 0);
    const model = compile(timed(syncIpc, timing(cost)), syncIpcSystems.XS);
    const { failure } = runCampaign(model, { seed: 1, traces: 400, steps: 20 });
    const shrunk = shrink(model, failure!.steps, failure!.violation);
    expect(tell(model, shrunk.steps).steps.map(({ operation }) => operation)).toEqual(["Call", "Call", "Cancel a client"]);
  });
});
