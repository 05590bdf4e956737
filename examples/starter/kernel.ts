/**
 * A kernel of three operations, to begin with: threads on two sides send each other messages, and wait for them.
 * Everything is a sentence beside what it means. Replace it, one operation at a time, by what your kernel promises.
 */
import { choice, count, eventsNamed, inLifecycle, kernel, oneOf, source, specification, suite, table, world } from "cordon";
import { setup } from "xstate";
import { costs } from "./costs.ts";

/** Where each promise is written: the section of a manual, a line of the real kernel's source. */
const manual = (section: string) => source("The manual of my-kernel", section);

// Lifecycles are XState machines: a state changes only by an event that the machine has there.
const threadMachine = setup({ types: eventsNamed("wait", "wake up") }).createMachine({
  id: "thread", initial: "running",
  states: { running: { on: { wait: "waiting" } }, waiting: { on: { "wake up": "running" } } },
});

// What exists in the kernel: bounded tables of rows.
const tables = {
  thread: table({ about: "a thread", columns: {
    state: inLifecycle(threadMachine),
    side: choice("left", "right"),
    messages: count({ max: 2 }),
  } }),
};

/** The words of this kernel: what is declared with them belongs to it. */
export const { operation, invariant, system, mutant } = world({ name: "my-kernel", tables });

// An operation is refused by the first check that does not hold. Once all hold, exactly one case applies.
export const send = operation({
  name: "Send", summary: "Put a message into the mailbox of a thread, and wake it up if it waits.", sources: [manual("Send")],
  by: "thread", asks: { receiver: oneOf("thread") },
  checks: [
    { unless: "the sender runs", holds: ({ thread }) => thread.state === "running", answer: "not scheduled" },
    { unless: "the receiver is on the sender's side", holds: ({ thread, receiver }) => receiver.side === thread.side, answer: "no such thread" },
    { unless: "the mailbox has room", holds: ({ receiver }) => receiver.messages < 2, answer: "full" },
  ],
  cases: [
    { when: "the receiver waits", holds: ({ receiver }) => receiver.state === "waiting",
      then: {
        "the message lies in the mailbox": ({ receiver }) => { receiver.messages++; },
        "the receiver runs again": ({ receiver }) => receiver.take("wake up"),
      } },
    { when: "the receiver runs", holds: ({ receiver }) => receiver.state === "running",
      then: { "the message lies in the mailbox": ({ receiver }) => { receiver.messages++; } } },
  ],
});

export const receive = operation({
  name: "Receive", summary: "Take a message out of the mailbox, or wait for one.", sources: [manual("Receive")],
  by: "thread",
  checks: [{ unless: "the thread runs", holds: ({ thread }) => thread.state === "running", answer: "not scheduled" }],
  cases: [
    { when: "a message is there", holds: ({ thread }) => thread.messages > 0,
      then: { "the message is taken": ({ thread }) => { thread.messages--; } } },
    { when: "no message is there", holds: ({ thread }) => thread.messages === 0,
      then: { "the thread waits": ({ thread }) => thread.take("wait") } },
  ],
});

export const cancel = operation({
  name: "Cancel", summary: "Make a thread stop waiting.", sources: [manual("Cancel")],
  by: "thread", asks: { waiter: oneOf("thread") },
  checks: [
    { unless: "the thread runs", holds: ({ thread }) => thread.state === "running", answer: "not scheduled" },
    { unless: "the other is on its side", holds: ({ thread, waiter }) => waiter.side === thread.side, answer: "no such thread" },
    { unless: "the other waits", holds: ({ waiter }) => waiter.state === "waiting", answer: "nothing to cancel" },
  ],
  cases: [{ when: "the other stops waiting", then: { "the other runs again": ({ waiter }) => waiter.take("wake up") } }],
});

// A claim over every state, for each row of a table. `seen` says what must have happened for the claim to mean anything.
export const nobodyOversleeps = invariant({
  name: "nobody waits beside a message",
  claim: "A thread that waits has an empty mailbox.", why: "A message that wakes nobody up is lost.", sources: [manual("Receive")],
  each: "thread",
  holds: ({ state, messages }) => state !== "waiting" || messages === 0,
  seen: { "a mailbox is full": ({ thread }) => thread.some(({ messages }) => messages === 2) },
  guards: ["Send / drop step / the receiver waits / the receiver runs again"],
});

// A claim over two runs that differ in the hidden steps only: whoever observes must not see the difference.
export const sidesAreApart = invariant({
  name: "the sides do not learn of each other",
  claim: "What a thread observes of its own side does not depend on the other side.",
  why: "Sides that influence each other can talk without a channel.", sources: [manual("Sides")],
  each: "thread",
  unseen: {
    hidden: ({ side }, step) => step.args["thread"].side !== side,
    hears: ({ side }, step) => step.args["thread"].side === side,
    view: ({ side }, { thread }) => ({
      states: thread.filter((one) => one.side === side).map(({ state }) => state),
      messages: thread.filter((one) => one.side === side).map(({ messages }) => messages),
    }),
  },
  seen: { "threads of both sides wait": ({ thread }) =>
    thread.some(({ state, side }) => state === "waiting" && side === "left")
    && thread.some(({ state, side }) => state === "waiting" && side === "right") },
  guards: ["Send / drop check / the receiver is on the sender's side"],
});

export const myKernel = specification({
  name: "my-kernel", about: "Threads on two sides that send messages.", tables,
  operations: [send, receive, cancel], invariants: [nobodyOversleeps, sidesAreApart],
});

/** What runs: two threads on each side. */
export const twoSides = system({
  name: "two sides", about: "Two threads on each side.", sizes: { thread: 4 }, facts: {},
  boot: ({ thread }) => thread.forEach((one) => { one.side = one.id < 2 ? "left" : "right"; }),
});

/** What is checked: `cordon check my-kernel`. */
export const mySuite = suite({
  name: "my-kernel", claim: "Messages are not lost, and stay on their side.", specification: myKernel, system: twoSides,
  budget: { quick: { traces: 300, steps: 30 }, nightly: { traces: 5000, steps: 60 } },
});

export default kernel({ name: "my-kernel", specification: myKernel, suites: [mySuite], costs });
