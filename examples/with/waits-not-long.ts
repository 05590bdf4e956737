/** A lock whose owner runs with the priority of whoever waits for it, or does not; and how long the most urgent thread waits then. */
import { choice, count, factsOf, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/waits-not-long.ts")];

const processor = world({
  name: "a processor", facts: factsOf<{ inherits: boolean }>(),
  tables: {
    thread: table({ about: "a thread; its number is its priority", columns: { state: choice("asleep", "ready", "waiting"), left: count({ max: 2 }) } }),
    mutex: table({ about: "the lock", columns: { owner: refTo("thread") } }),
  },
});

/** The highest thread runs that is ready. The owner is as high as the highest waiter where priority is inherited. */
const runs = (thread: any, { thread: all, mutex }: any, { inherits }: { inherits: boolean }): boolean => {
  const isLent = inherits && mutex[0].owner !== null && all.some((one: any) => one.state === "waiting" && one.id > mutex[0].owner.id);
  return thread.state === "ready" && (isLent ? mutex[0].owner === thread : all.every((one: any) => one.state !== "ready" || one.id <= thread.id));
};

const wake = processor.operation({
  name: "Wake", summary: "Something wakes a thread.", sources, by: "thread",
  checks: [{ unless: "it sleeps", holds: ({ thread }) => thread.state === "asleep", answer: "no" }],
  cases: [{ when: "it wakes", then: { "it is ready": ({ thread }) => { thread.state = "ready"; } } }],
});

const sleep = processor.operation({
  name: "Sleep", summary: "The thread that runs has nothing to do.", sources, by: "thread",
  look: (world, { thread }, facts) => ({ runs: runs(thread, world, facts), mutex: world.mutex[0]! }),
  checks: [
    { unless: "it runs", holds: ({ runs }) => runs, answer: "no" },
    { unless: "it does not own the lock", holds: ({ thread, mutex }) => mutex.owner !== thread, answer: "no" },
  ],
  cases: [{ when: "it sleeps", then: { "it is asleep": ({ thread }) => { thread.state = "asleep"; } } }],
});

const lock = processor.operation({
  name: "Lock", summary: "The thread that runs wants the lock.", sources, by: "thread",
  look: (world, { thread }, facts) => ({ runs: runs(thread, world, facts), mutex: world.mutex[0]! }),
  checks: [
    { unless: "it runs", holds: ({ runs }) => runs, answer: "no" },
    { unless: "it does not own the lock", holds: ({ thread, mutex }) => mutex.owner !== thread, answer: "no" },
  ],
  cases: [
    { when: "the lock is free", holds: ({ mutex }) => mutex.owner === null, then: {
      "it owns the lock": ({ thread, mutex }) => { mutex.owner = thread; },
      "it has work to do there": ({ thread }) => { thread.left = 2; },
    } },
    { when: "the lock is taken", holds: ({ mutex }) => mutex.owner !== null, then: { "it waits": ({ thread }) => { thread.state = "waiting"; } } },
  ],
});

const work = processor.operation({
  name: "Work", summary: "The thread that runs computes.", sources, by: "thread",
  look: (world, { thread }, facts) => ({ runs: runs(thread, world, facts), mutex: world.mutex[0]! }),
  checks: [
    { unless: "it runs", holds: ({ runs }) => runs, answer: "no" },
    { unless: "its work under the lock is not done", holds: ({ thread, mutex }) => mutex.owner !== thread || thread.left > 0, answer: "no" },
  ],
  cases: [
    { when: "it has work to do under the lock", holds: ({ thread }) => thread.left > 0, then: { "less is left": ({ thread }) => { thread.left--; } } },
    { when: "it has other work to do", holds: ({ thread }) => thread.left === 0, then: {}, because: "that is no matter here" },
  ],
});

const unlock = processor.operation({
  name: "Unlock", summary: "The owner gives the lock to the highest thread that waits for it.", sources, by: "thread",
  look: (world, { thread }, facts) => ({ runs: runs(thread, world, facts), mutex: world.mutex[0]!,
    next: world.thread.findLast(({ state }) => state === "waiting") ?? null }),
  checks: [
    { unless: "it runs", holds: ({ runs }) => runs, answer: "no" },
    { unless: "it owns the lock", holds: ({ thread, mutex }) => mutex.owner === thread, answer: "no" },
    { unless: "its work there is done", holds: ({ thread }) => thread.left === 0, answer: "no" },
  ],
  cases: [
    { when: "nobody waits", holds: ({ next }) => next === null, then: { "the lock is free": ({ mutex }) => { mutex.owner = null; } } },
    { when: "somebody waits", holds: ({ next }) => next !== null, then: {
      "the lock is handed over": ({ mutex, next }) => { mutex.owner = next; },
      "the new owner is ready": ({ next }) => { next!.state = "ready"; next!.left = 2; },
    } },
  ],
});

const waitsNotLong = processor.invariant({
  name: "the highest waits not long", claim: "The most urgent thread gets the lock within three steps of the processor.",
  why: "What has a deadline must not wait for what has none.", sources,
  from: ({ thread }) => thread.at(-1)!.state === "waiting",
  to: ({ thread }) => thread.at(-1)!.state !== "waiting",
  within: 3,
  counting: (step) => !wake.accepted(step),
  guards: ["Unlock / drop step / somebody waits / the new owner is ready"],
});

const system = (name: string, inherits: boolean) => processor.system({
  name, about: "Three threads and the lock.", sizes: { thread: 3, mutex: 1 }, facts: { inherits }, boot: () => {},
});

const systems = { inheriting: system("three threads that inherit", true), plain: system("three threads that do not", false) };

export const aProcessor = suite({
  name: "a-processor", claim: "A lock does not make the urgent wait for the idle.", system: systems.inheriting, systems,
  specification: specification({ name: "a processor", about: "Threads of three priorities and a lock.", tables: processor.tables,
    operations: [wake, sleep, lock, work, unlock], invariants: [waitsNotLong] }),
  budget: { quick: { traces: 200, steps: 60 }, nightly: { traces: 2_000, steps: 100 } },
});
