/** A lock of threads, and what is claimed of those that wait for it: who takes it first is its owner, so that the others may starve. */
import { choice, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/nobody-starves.ts")];

const mutex = world({
  name: "a mutex",
  tables: {
    thread: table({ about: "a thread that works with the lock or without", columns: { state: choice("outside", "waiting", "inside") } }),
    mutex: table({ about: "the lock", columns: { owner: refTo("thread") } }),
  },
});

const want = mutex.operation({
  name: "Want the lock", summary: "A thread begins to wait for the lock.", sources, by: "thread",
  checks: [{ unless: "the thread is outside", holds: ({ thread }) => thread.state === "outside", answer: "it is not" }],
  cases: [{ when: "it waits", then: { "the thread waits": ({ thread }) => { thread.state = "waiting"; } } }],
});

const take = mutex.operation({
  name: "Take the lock", summary: "A thread that waits takes the lock once it is free.", sources, by: "thread",
  look: (world) => ({ mutex: world.mutex[0]! }),
  checks: [
    { unless: "the thread waits", holds: ({ thread }) => thread.state === "waiting", answer: "it does not wait" },
    { unless: "the lock is free", holds: ({ mutex }) => mutex.owner === null, answer: "not yet" },
  ],
  cases: [{ when: "it takes the lock", then: {
    "the thread is the owner": ({ thread, mutex }) => { mutex.owner = thread; },
    "the thread is inside": ({ thread }) => { thread.state = "inside"; },
  } }],
});

const release = mutex.operation({
  name: "Release the lock", summary: "The owner gives the lock back.", sources, by: "thread",
  look: (world) => ({ mutex: world.mutex[0]! }),
  checks: [{ unless: "the thread owns the lock", holds: ({ thread, mutex }) => mutex.owner === thread, answer: "it is not yours" }],
  cases: [{ when: "it gives the lock back", then: {
    "the lock is free": ({ mutex }) => { mutex.owner = null; },
    "the thread is outside": ({ thread }) => { thread.state = "outside"; },
  } }],
});

const oneInside = mutex.invariant({
  name: "the owner alone is inside", claim: "No thread is inside but the owner.", why: "That is what a lock is for.", sources,
  each: "thread",
  holds: (thread, { mutex }) => thread.state !== "inside" || mutex[0]!.owner === thread,
});

const nobodyStarves = mutex.invariant({
  name: "nobody starves", claim: "Whoever waits for the lock gets it.", why: "A thread that starves is a thread that hangs.", sources,
  each: "thread",
  from: (thread) => thread.state === "waiting",
  leadsTo: (thread) => thread.state === "inside",
  fair: { weak: [take, release] },
});

const freeAgain = mutex.invariant({
  name: "the lock can be free again", claim: "However it was come to, some way leads to a lock that nobody owns.",
  why: "A lock that stays taken is a lost lock.", sources,
  canAlways: ({ mutex }) => mutex[0]!.owner === null,
});

const goesOn = mutex.invariant({
  name: "something can always happen", claim: "No state is a deadlock.", why: "A system that stands still answers nobody.", sources,
  goesOn: true,
});

const threads = (thread: number) => mutex.system({
  name: `${thread} threads`, about: "Some threads and the lock that they share.", sizes: { thread, mutex: 1 }, facts: {}, boot: () => {},
});

const systems = { two: threads(2), three: threads(3) };

export const aMutex = suite({
  name: "a-mutex", claim: "The lock is given to everybody who waits for it.", system: systems.three, systems,
  explored: ["two", "three"],
  specification: specification({ name: "a mutex", about: "A lock without a queue.", tables: mutex.tables, operations: [want, take, release],
    invariants: [oneInside, nobodyStarves, freeAgain, goesOn] }),
  budget: { quick: { traces: 100, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});
