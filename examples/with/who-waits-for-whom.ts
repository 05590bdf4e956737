/** Threads that hold locks and wait for others: in any order, which ends in a circle, and in the order of the locks, which does not. */
import { factsOf, oneOf, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/who-waits-for-whom.ts")];

interface Facts { readonly areOrdered: boolean }

const locks = world({
  name: "locks",
  facts: factsOf<Facts>(),
  tables: {
    thread: table({ about: "a thread that takes locks, one after the other", columns: { wants: refTo("lock") } }),
    lock: table({ about: "a lock that one thread owns at a time", columns: { owner: refTo("thread") } }),
  },
});

/** A thread waits for the owner of the lock that it wants, who may wait in turn. */
const waiting = locks.chain({ name: "waits for", of: "thread", next: (thread) => thread.wants?.owner ?? null });

const acquire = locks.operation({
  name: "Acquire", summary: "A thread takes a lock, or waits for it.", sources, by: "thread", asks: { lock: oneOf("lock") },
  look: (world, { thread }, { areOrdered }) => ({ before: world.lock.filter((one) => areOrdered && one.owner === thread) }),
  checks: [
    { unless: "the thread does not wait", holds: ({ thread }) => thread.wants === null, answer: "it waits" },
    { unless: "the lock is not its own", holds: ({ thread, lock }) => lock.owner !== thread, answer: "it has it" },
    { unless: "it comes after those that must be taken before", holds: ({ lock, before }) => before.every((one) => one.id < lock.id), answer: "out of order" },
  ],
  cases: [
    { when: "it takes the lock", holds: ({ lock }) => lock.owner === null, then: { "the thread owns it": ({ thread, lock }) => { lock.owner = thread; } } },
    { when: "it waits", holds: ({ lock }) => lock.owner !== null, then: { "the thread wants it": ({ thread, lock }) => { thread.wants = lock; } } },
  ],
});

const release = locks.operation({
  name: "Release", summary: "A thread gives a lock back, to the first one that waits for it.", sources, by: "thread", asks: { lock: oneOf("lock") },
  look: (world, { lock }) => ({ next: world.thread.find((one) => one.wants === lock) ?? null }),
  checks: [
    { unless: "the thread does not wait", holds: ({ thread }) => thread.wants === null, answer: "it waits" },
    { unless: "the lock is its own", holds: ({ thread, lock }) => lock.owner === thread, answer: "it has it not" },
  ],
  cases: [{ when: "the next one has it", then: {
    "the lock is handed on": ({ lock, next }) => { lock.owner = next; },
    "who has it waits no more": ({ next }) => { if (next !== null) next.wants = null; },
  } }],
});

const noCircle = locks.invariant({
  name: "nobody waits for itself", claim: "No thread waits for a thread that waits for it, however many there are between them.",
  why: "Threads in a circle wait for ever.", sources, acyclic: waiting,
  seen: { "somebody waits for somebody who waits": ({ thread }) => thread.some((one) => waiting.up(one, thread).length > 1) },
});

const suiteOf = (order: string, areOrdered: boolean) => suite({
  name: `locks-in-${order}`, claim: "Whoever waits for a lock can get it.",
  system: locks.system({
    name: "three threads", about: "Three threads and three locks.", sizes: { thread: 3, lock: 3 }, facts: { areOrdered }, boot: () => {},
  }),
  specification: specification({ name: `locks in ${order}`, about: "Locks that are handed to who waits.", tables: locks.tables,
    operations: [acquire, release], invariants: [noCircle] }),
  budget: { quick: { traces: 300, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});

export const inAnyOrder = suiteOf("any-order", false);
export const inOrder = suiteOf("order", true);
