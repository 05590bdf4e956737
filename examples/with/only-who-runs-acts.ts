/** A processor with a rule about who acts: only the thread that runs. The timer is hardware, and no thread. */
import { choice, refTo, source, specification, suite, table, world } from "cordon";

const sources = [source("an example", "examples/with/only-who-runs-acts.ts")];

const cpu = world({
  name: "one processor",
  tables: {
    thread: table({ about: "a thread", columns: { state: choice("ready", "blocked") } }),
    cpu: table({ about: "the processor", columns: { current: refTo("thread") } }),
  },
  acts: { thread: (thread, { cpu }) => cpu[0]!.current === thread },
});

const block = cpu.operation({
  name: "Block", summary: "The thread that runs waits for something.", sources, by: "thread",
  look: (world) => ({ cpu: world.cpu[0]! }),
  checks: [],
  cases: [{ when: "it blocks", then: {
    "the thread is blocked": ({ thread }) => { thread.state = "blocked"; },
    "the processor is idle": ({ cpu }) => { cpu.current = null; },
  } }],
});

const pass = cpu.operation({
  name: "Yield", summary: "The thread that runs lets the processor go.", sources, by: "thread",
  look: (world) => ({ cpu: world.cpu[0]! }),
  checks: [],
  cases: [{ when: "it yields", then: { "the processor is idle": ({ cpu }) => { cpu.current = null; } } }],
});

const wake = cpu.operation({
  name: "Device interrupt", summary: "A device wakes a thread that waits.", sources,
  look: (world) => ({ waiting: world.thread.find(({ state }) => state === "blocked") ?? null }),
  checks: [{ unless: "some thread waits", holds: ({ waiting }) => waiting !== null, answer: "spurious" }],
  cases: [{ when: "it wakes", then: { "the thread is ready": ({ waiting }) => { waiting!.state = "ready"; } } }],
});

const tick = cpu.operation({
  name: "Timer interrupt", summary: "The scheduler gives the processor to the first thread that is ready.", sources,
  look: (world) => ({ cpu: world.cpu[0]!, next: world.thread.find(({ state }) => state === "ready") ?? null }),
  checks: [],
  cases: [
    { when: "a thread is ready", holds: ({ next }) => next !== null, then: { "it runs": ({ cpu, next }) => { cpu.current = next; } } },
    { when: "no thread is ready", holds: ({ next }) => next === null, then: { "the processor is idle": ({ cpu }) => { cpu.current = null; } } },
  ],
});

const runs = cpu.invariant({
  name: "who runs is ready", claim: "The thread on the processor is ready.", why: "A blocked thread that runs goes on too soon.", sources,
  holds: ({ cpu }) => cpu[0]!.current === null || cpu[0]!.current.state === "ready",
  guards: ["Block / drop step / it blocks / the processor is idle"],
});

const blocksItself = cpu.invariant({
  name: "a thread blocks by itself", claim: "A thread blocks only while it has the processor.", why: "Nobody may stop another thread.", sources,
  changes: "thread", columns: ["state"],
  permits: {
    "it ran": ({ before, was }) => before.cpu[0]!.current?.id === was.id,
    "a device wakes it": ({ step }) => wake.accepted(step),
  },
  guards: ["anybody acts / drop rule / thread"],
  seen: { "a thread acts out of turn, and is refused": ({ step }) => block.ended(step, "it is its turn to act") },
});

export const onlyWhoRunsActs = suite({
  name: "only-who-runs-acts", claim: "Only the thread that runs acts.",
  system: cpu.system({
    name: "two threads on a processor", about: "Threads and the processor that they share.", sizes: { thread: 2, cpu: 1 }, facts: {}, boot: () => {},
  }),
  specification: specification({ name: "one processor", about: "Threads that block and are woken.", tables: cpu.tables,
    operations: [block, pass, wake, tick], invariants: [runs, blocksItself] }),
  budget: { quick: { traces: 200, steps: 30 }, nightly: { traces: 2_000, steps: 60 } },
});
