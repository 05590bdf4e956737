/** A kernel of our own with two faults that can be put into it: what is woken does not preempt, and the pool of messages is shared by processes. */
import { type Specification, choice, count, factsOf, flag, oneOf, refTo, source, specification, table, upTo, world, yesOrNo } from "../../src/language/index.ts";

const sources = [source("this project", "test/engine/urgent-threads.ts")];

const kernel = world({
  name: "urgent threads", facts: factsOf<{ readonly places: number }>(),
  tables: {
    process: table({ about: "an address space", columns: { messages: count({ max: 8 }) } }),
    thread: table({ about: "a thread", columns: {
      process: refTo("process"), state: choice("ready", "running", "waiting"), priority: count({ max: 3 }), handle: refTo("channel"),
    } }),
    channel: table({ about: "a channel", columns: { full: flag(), gift: count({ max: 4 }) } }),
  },
});

/** Takes the processor away from whoever has it and gives it to the most urgent thread that is ready, of those that may have it. */
function dispatch(threads: readonly any[], may: (thread: any) => boolean = () => true): void {
  for (const thread of threads) if (thread.state === "running") thread.state = "ready";
  const ready = threads.filter((thread) => thread.state === "ready" && may(thread));
  const best = ready.reduce((most: any, thread: any) => most === null || thread.priority > most.priority ? thread : most, null);
  if (best !== null) best.state = "running";
}

const runs = { unless: "the thread runs", holds: ({ thread }: any) => thread.state === "running", answer: "not running" };

const withFault = (fault: "wake" | "pool"): Specification => {
  const setPriority = kernel.operation({
    name: "Set a priority", summary: "Says how urgent a thread is.", sources, by: "thread", asks: { target: oneOf("thread"), priority: upTo(3) },
    look: ({ thread: threads }: any) => ({ threads }),
    checks: [runs, { unless: "the target is of the same process", holds: ({ thread, target }: any) => target.process.id === thread.process.id, answer: "no" }],
    cases: [{ when: "the target has the priority", then: {
      "it is as urgent as was asked": ({ target, priority }: any) => { target.priority = priority; },
      "the most urgent thread runs": ({ threads, thread }: any) => dispatch(threads, ({ process }) => process.id === thread.process.id),
    } }],
  } as any);
  const yielding = kernel.operation({
    name: "Yield", summary: "Lets another thread of the same priority run.", sources, by: "thread",
    look: ({ thread: threads }: any, { thread }: any) => ({
      next: threads.find((one: any) => one.state === "ready" && one.priority === thread.priority && one.process.id === thread.process.id) ?? null }), checks: [runs],
    cases: [
      { when: "another one is ready", holds: ({ next }: any) => next !== null, then: {
        "the other one runs": ({ thread, next }: any) => { thread.state = "ready"; next.state = "running"; } } },
      { when: "no other one is ready", holds: ({ next }: any) => next === null, then: {} , because: "the thread runs on" },
    ],
  } as any);
  const reading = kernel.operation({
    name: "Read", summary: "Takes a message out of a channel, or waits for one.", sources, by: "thread", asks: { channel: oneOf("channel") },
    look: ({ thread: threads }: any) => ({ threads }), checks: [runs],
    cases: [
      { when: "a message is there", holds: ({ channel }: any) => channel.full, then: { "it is taken": ({ channel, thread }: any) => {
        channel.full = false; channel.gift = 0; if (thread.process.messages > 0) thread.process.messages--; } } },
      { when: "none is there", holds: ({ channel }: any) => !channel.full, then: {
        "the thread waits": ({ thread, channel }: any) => { thread.state = "waiting"; thread.handle = channel; },
        "the most urgent thread runs": ({ threads, thread }: any) => dispatch(threads, ({ process }) => process.id === thread.process.id) } },
    ],
  } as any);
  const writing = kernel.operation({
    name: "Write", summary: "Puts a message into a channel, with a gift or without.", sources, by: "thread",
    asks: { channel: oneOf("channel"), gift: yesOrNo(), size: upTo(3) },
    look: ({ thread: threads, process: processes }: any, { channel }: any, { places }: any) => ({ threads, places,
      used: processes.reduce((sum: number, { messages }: any) => sum + messages, 0),
      reader: threads.find(({ state, handle }: any) => state === "waiting" && handle?.id === channel.id) ?? null }),
    checks: [runs,
      { unless: "there is room for a message", answer: "no memory",
        holds: ({ thread, used, places }: any) => fault === "pool" ? used < 3 * places : thread.process.messages < places }],
    cases: [
      { when: "a thread waits for it", holds: ({ reader }: any) => reader !== null, then: {
        "the reader is ready": ({ reader }: any) => { reader.state = "ready"; reader.handle = null; },
        ...(fault === "wake" ? {} : { "the most urgent thread runs": ({ threads, thread }: any) =>
          dispatch(threads, ({ process }) => process.id === thread.process.id) }) } },
      { when: "nobody waits for it", holds: ({ reader }: any) => reader === null, then: {
        "the message stays": ({ channel, gift, thread }: any) => { channel.full = true; channel.gift = gift ? 1 : 0; if (thread.process.messages < 8) thread.process.messages++; } } },
    ],
  } as any);
  const turn = kernel.operation({
    name: "Turn", summary: "The time of one process is over.", sources, look: ({ thread: threads }: any) => ({ threads, running: threads.find(({ state }: any) => state === "running") ?? null }),
    checks: [],
    cases: [{ when: "a thread of the other process runs", then: { "it is dispatched": ({ threads, running }: any) =>
      dispatch(threads, ({ process }) => process.id !== (running?.process.id ?? 1)) } }],
  } as any);
  const urgent = kernel.invariant({
    name: "who is more urgent runs", claim: "No thread of a process is ready that is more urgent than the one that runs.", why: "A deadline is missed otherwise.",
    sources, each: "thread", holds: ({ state, priority, process }: any, { thread: threads }: any) => state !== "ready"
      || threads.every((other: any) => other.state !== "running" || other.process.id !== process.id || other.priority >= priority),
  } as any);
  const apart = kernel.invariant({
    name: "processes do not learn of each other", claim: "What a process is told does not depend on what another one does.", why: "It is a covert channel.",
    sources, each: "process", unseen: {
      hidden: ({ id }: any, { args }: any) => args.thread !== undefined && args.thread.process.id !== id,
      hears: ({ id }: any, { args, answer }: any) => args.thread?.process.id === id && answer !== "not running",
      view: ({ id }: any) => [id],
    },
  } as any);
  return specification({ name: "urgent threads", about: "For tests.", tables: kernel.tables,
    operations: fault === "pool" ? [setPriority, yielding, writing, turn] : [setPriority, yielding, reading, writing, turn],
    invariants: fault === "pool" ? [apart] : [urgent] });
};

/** Two processes with as many threads each, all equally urgent; the first thread runs. */
const twoProcesses = (threads: number, channel: number) => kernel.system({
  name: "two processes", about: "Two processes with as many threads each.", sizes: { process: 2, thread: 2 * threads, channel }, facts: { places: 1 },
  boot: ({ process, thread }: any) => thread.forEach((one: any) => {
    one.process = process[Math.floor(one.id / threads)];
    one.priority = 1;
    one.state = one.id === 0 ? "running" : "ready";
  }),
} as any);

export const wakeDoesNotPreempt = { specification: withFault("wake"), system: twoProcesses(2, 3) };
export const poolIsShared = { specification: withFault("pool"), system: twoProcesses(2, 3) };
export const poolIsSharedByFew = { specification: withFault("pool"), system: twoProcesses(1, 1) };
