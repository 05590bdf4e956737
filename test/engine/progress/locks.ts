/** Locks with known answers: Peterson's, Lamport's bakery with bounded tickets, one that hands over in turn, one that anybody takes. */
import {
  type Fair, type Specification, choice, count, flag, queueOf, refTo, source, specification, table, world,
} from "../../../src/language/index.ts";

const sources = [source("this project", "test/engine/progress/locks.ts")];
const claiming = { claim: "Something.", why: "For a test.", sources };
const doing = { summary: "For a test.", sources } as const;

/** G. L. Peterson, Myths about the mutual exclusion problem, 1981. `fair` says to which of its operations runs are fair. */
export function peterson(fair: "all" | "none" | "all but leaving" = "all", hasTurn = true): Specification {
  const { invariant, operation, tables } = world({ name: "peterson", tables: {
    process: table({ about: "a process", columns: { at: choice("idle", "asks", "waits", "inside"), asked: flag() } }),
    memory: table({ about: "the word that both write", columns: { turn: refTo("process") } }),
  } });
  const other = (process: any, world: any) => world.process[1 - process.id];
  const ask = operation({ ...doing, name: "Ask", by: "process",
    checks: [{ unless: "it is idle", holds: ({ process }) => process.at === "idle", answer: "no" }],
    cases: [{ when: "it asks", then: { "it raises its flag": ({ process }) => { process.asked = true; process.at = "asks"; } } }] });
  const giveTurn = operation({ ...doing, name: "Give turn", by: "process",
    look: (world, { process }) => ({ memory: world.memory[0]!, other: other(process, world) }),
    checks: [{ unless: "it asks", holds: ({ process }) => process.at === "asks", answer: "no" }],
    cases: [{ when: "it gives the turn away", then: { "the other comes first": ({ process, memory, other }) => {
      if (hasTurn) memory.turn = other;
      process.at = "waits";
    } } }] });
  const enter = operation({ ...doing, name: "Enter", by: "process",
    look: (world, { process }) => ({ memory: world.memory[0]!, other: other(process, world) }),
    checks: [
      { unless: "it waits", holds: ({ process }) => process.at === "waits", answer: "no" },
      { unless: "the other does not ask, or it is its turn", holds: ({ process, memory, other }) =>
        !other.asked || memory.turn === process, answer: "no" },
    ],
    cases: [{ when: "it enters", then: { "it is inside": ({ process }) => { process.at = "inside"; } } }] });
  const leave = operation({ ...doing, name: "Leave", by: "process",
    checks: [{ unless: "it is inside", holds: ({ process }) => process.at === "inside", answer: "no" }],
    cases: [{ when: "it leaves", then: { "it lowers its flag": ({ process }) => { process.asked = false; process.at = "idle"; } } }] });
  const weak = fair === "none" ? [] : fair === "all" ? [giveTurn, enter, leave] : [giveTurn, enter];
  return specification({ name: "peterson", about: "For a test.", tables, operations: [ask, giveTurn, enter, leave], invariants: [
    invariant({ ...claiming, name: "one is inside", holds: ({ process }) => !(process[0]!.at === "inside" && process[1]!.at === "inside") }),
    invariant({ ...claiming, name: "who asks comes in", each: "process", from: (process) => process.at === "asks" || process.at === "waits",
      leadsTo: (process) => process.at === "inside", fair: { weak } }),
    invariant({ ...claiming, name: "it goes on", goesOn: true }),
    invariant({ ...claiming, name: "all can be idle", canAlways: ({ process }) => process.every(({ at }) => at === "idle") }),
  ] });
}

/** L. Lamport, A new solution of Dijkstra's concurrent programming problem, 1974, with tickets up to a number; who gets none asks again. */
export function bakery(tickets: number): Specification {
  const { invariant, operation, tables } = world({ name: "bakery", tables: {
    customer: table({ about: "a customer", columns: { at: choice("outside", "waits", "inside"), ticket: count({ max: 20 }) } }),
  } });
  const draw = operation({ ...doing, name: "Draw", by: "customer",
    look: (world) => ({ last: world.customer.reduce((most, { ticket }) => Math.max(most, ticket), 0) }),
    checks: [
      { unless: "it is outside", holds: ({ customer }) => customer.at === "outside", answer: "no" },
      { unless: "there is a ticket", holds: ({ last }) => last < tickets, answer: "later" },
    ],
    cases: [{ when: "it draws", then: { "it gets the next number": ({ customer, last }) => { customer.ticket = last + 1; customer.at = "waits"; } } }] });
  const enter = operation({ ...doing, name: "Enter", by: "customer",
    look: (world, { customer }) => ({ isFirst: world.customer.every(({ at, ticket }) => at === "outside" || ticket >= customer.ticket) }),
    checks: [
      { unless: "it waits", holds: ({ customer }) => customer.at === "waits", answer: "no" },
      { unless: "it has the least number", holds: ({ isFirst }) => isFirst, answer: "no" },
    ],
    cases: [{ when: "it enters", then: { "it is inside": ({ customer }) => { customer.at = "inside"; } } }] });
  const leave = operation({ ...doing, name: "Leave", by: "customer",
    checks: [{ unless: "it is inside", holds: ({ customer }) => customer.at === "inside", answer: "no" }],
    cases: [{ when: "it leaves", then: { "it gives its number back": ({ customer }) => { customer.ticket = 0; customer.at = "outside"; } } }] });
  return specification({ name: "bakery", about: "For a test.", tables, operations: [draw, enter, leave], invariants: [
    invariant({ ...claiming, name: "one is inside", holds: ({ customer }) => customer.filter(({ at }) => at === "inside").length <= 1 }),
    invariant({ ...claiming, name: "who has a ticket is served", each: "customer", from: ({ at }) => at === "waits",
      leadsTo: ({ at }) => at === "inside", fair: { weak: [enter, leave] } }),
    invariant({ ...claiming, name: "who wants a ticket gets one", each: "customer", from: ({ at }) => at === "outside",
      leadsTo: ({ at }) => at === "waits", fair: { weak: [draw, enter, leave] } }),
    invariant({ ...claiming, name: "who wants one again and again gets one", each: "customer", from: ({ at }) => at === "outside",
      leadsTo: ({ at }) => at === "waits", fair: { weak: [enter, leave], strong: [draw] } }),
  ] });
}

/** A lock that is handed to who came first, or that whoever comes takes while it is free. */
export function lock(kind: "queue" | "anybody", how: "weak" | "strong"): Specification {
  const { invariant, operation, tables } = world({ name: "lock", tables: {
    thread: table({ about: "a thread", columns: { at: choice("outside", "waits", "inside") } }),
    mutex: table({ about: "the lock", columns: { owner: refTo("thread"), queue: queueOf("thread") } }),
  } });
  const look = (world: any) => ({ mutex: world.mutex[0] });
  const want = operation({ ...doing, name: "Want", by: "thread", look,
    checks: [{ unless: "it is outside", holds: ({ thread }) => thread.at === "outside", answer: "no" }],
    cases: [{ when: "it waits", then: { "it waits": ({ thread, mutex }) => {
      thread.at = "waits";
      if (kind === "queue") mutex.queue.push(thread);
    } } }] });
  const take = operation({ ...doing, name: "Take", by: "thread", look,
    checks: [
      { unless: "it waits", holds: ({ thread }) => thread.at === "waits", answer: "no" },
      { unless: "the lock is free", holds: ({ mutex }) => mutex.owner === null, answer: "later" },
      { unless: "it is its turn", holds: ({ thread, mutex }) => kind === "anybody" || mutex.queue.first === thread, answer: "later" },
    ],
    cases: [{ when: "it takes it", then: { "it owns the lock": ({ thread, mutex }) => {
      thread.at = "inside";
      mutex.owner = thread;
      if (kind === "queue") mutex.queue.shift();
    } } }] });
  const release = operation({ ...doing, name: "Release", by: "thread", look,
    checks: [{ unless: "it owns the lock", holds: ({ thread, mutex }) => mutex.owner === thread, answer: "no" }],
    cases: [{ when: "it gives it back", then: { "the lock is free": ({ thread, mutex }) => { mutex.owner = null; thread.at = "outside"; } } }] });
  const fair: Fair = how === "weak" ? { weak: [take, release] } : { weak: [release], strong: [take] };
  return specification({ name: "lock", about: "For a test.", tables, operations: [want, take, release], invariants: [
    invariant({ ...claiming, name: "nobody starves", each: "thread", from: ({ at }) => at === "waits", leadsTo: ({ at }) => at === "inside", fair }),
  ] });
}
