/** A semaphore: a thread that waits is woken by whoever raises it, or by its timeout, which do the same to the thread. */
import { choice, count, oneOf, queueOf, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/whoever-waits-is-woken.ts")];

const semaphores = world({
  name: "semaphores",
  tables: {
    thread: table({ about: "a thread", columns: { state: choice("ready", "waiting") } }),
    semaphore: table({ about: "a counter that threads lower, or wait for", columns: { value: count({ max: 2 }), queue: queueOf("thread", 3) } }),
  },
});

const wake = semaphores.routine({
  name: "Wake a thread", summary: "Make a thread ready that waits for a semaphore.", sources,
  takes: { thread: oneOf("thread"), semaphore: oneOf("semaphore") },
  then: {
    "it leaves the queue": ({ thread, semaphore }) => semaphore.queue.remove(thread),
    "it is ready": ({ thread }) => { thread.state = "ready"; },
  },
});

const down = semaphores.operation({
  name: "Down", summary: "A thread lowers a semaphore, or waits until another raises it.", sources, by: "thread", asks: { semaphore: oneOf("semaphore") },
  checks: [{ unless: "the thread is ready", holds: ({ thread }) => thread.state === "ready", answer: "it waits" }],
  cases: [
    { when: "it is lowered", holds: ({ semaphore }) => semaphore.value > 0, then: { "one less is left": ({ semaphore }) => { semaphore.value--; } } },
    { when: "the thread waits", holds: ({ semaphore }) => semaphore.value === 0, then: {
      "it is the last in the queue": ({ thread, semaphore }) => semaphore.queue.push(thread),
      "it is not ready any more": ({ thread }) => { thread.state = "waiting"; },
    } },
  ],
});

const up = semaphores.operation({
  name: "Up", summary: "A thread raises a semaphore, which wakes the first that waits.", sources, by: "thread", asks: { semaphore: oneOf("semaphore") },
  checks: [
    { unless: "the thread is ready", holds: ({ thread }) => thread.state === "ready", answer: "it waits" },
    { unless: "it is not at its highest", holds: ({ semaphore }) => semaphore.value < 2, answer: "overflow" },
  ],
  cases: [
    { when: "somebody waits", holds: ({ semaphore }) => !semaphore.queue.isEmpty, then: {
      "the first one is woken": wake(({ semaphore }) => ({ thread: semaphore.queue.first!, semaphore })),
    } },
    { when: "nobody waits", holds: ({ semaphore }) => semaphore.queue.isEmpty, then: { "one more is there": ({ semaphore }) => { semaphore.value++; } } },
  ],
});

const timeout = semaphores.operation({
  name: "Timeout", summary: "A thread has waited long enough.", sources, asks: { thread: oneOf("thread"), semaphore: oneOf("semaphore") },
  checks: [{ unless: "it waits there", holds: ({ thread, semaphore }) => semaphore.queue.has(thread), answer: "too late" }],
  cases: [{ when: "it goes on without", then: { "it is woken": wake(({ thread, semaphore }) => ({ thread, semaphore })) } }],
});

const inQueue = semaphores.invariant({
  name: "who waits is in a queue", claim: "A thread waits if and only if it is in the queue of some semaphore.",
  why: "A thread that waits in no queue is never woken.", sources,
  each: "thread", holds: (thread, { semaphore }) => (thread.state === "waiting") === semaphore.some(({ queue }) => queue.has(thread)),
  seen: { "two wait for the same": ({ semaphore }) => semaphore.some(({ queue }) => queue.length > 1) },
  guards: ["Wake a thread / drop step / it is ready", "Wake a thread / drop step / it leaves the queue"],
});

export const aSemaphore = suite({
  name: "a-semaphore", claim: "Nobody who waits is forgotten.",
  system: semaphores.system({
    name: "three threads", about: "Three threads and two semaphores.", sizes: { thread: 3, semaphore: 2 }, facts: {}, boot: () => {},
  }),
  specification: specification({
    name: "semaphores", about: "Semaphores with queues.", tables: semaphores.tables, operations: [down, up, timeout], invariants: [inQueue],
  }),
  budget: { quick: { traces: 300, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});
