/** Worked cases of chains on one processor or several, and of calls from client to server. */
import {
  type Chain, type Places, type Segment, causeEffect, chainConventions, chainResponses, donatedResponses, placedResponses,
} from "../timing/chains/index.ts";
import type { Exact, Given } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { type ClientChain, systemOfChains } from "./chain-runs.ts";
import { schedulableBy } from "./deadlines.ts";
import { eventFields, events, evidenceOf, named } from "./events.ts";
import { type Analyses, type Simulated, analysis } from "./schema/analysis.ts";
import {
  type ValueOf, above0, byName, choice, count, flag, listOf, name, note, object, optional, otherwise, ownName, phrase, text, time, tuple,
} from "./schema/declare.ts";
import { type Numbering, lowerIsHigher, numbering, oneProcessor, orderOfPriority, rankedTaskWith, taskList, tasksOf } from "./tasks.ts";

const due = optional(time("deadline, from activation", above0), "none");
const ifDue = "whether all deadlines are met, where there are some";

const chained = object("chains", {
  chains: listOf("the chains", object("a chain", {
    name: optional(ownName("its name, which no other chain has"), "c1, c2, … by its place"),
    ...eventFields, D: due,
    segments: listOf("its segments in their order", object("a segment", {
      wcet: time("worst-case execution time", above0), priority: optional(count("its priority"), "the place of the chain"),
    })),
  })),
  ...numbering, ...oneProcessor,
});

/** A client without its priority, which is that of its threads where they have their own. */
const client = {
  name: optional(ownName("its name, which no other client has"), "c1, c2, … by its place"),
  ...eventFields,
  chain: listOf("what a request goes through; a thread that came before is the return to it",
    tuple("a thread and how long it runs", name("the thread"), time("how long it runs", above0))),
};
const rankedClients = listOf("the clients", object("a client", {
  ...client, priority: optional(count("its priority"), "the order of the list"), D: due,
}));

const donated = object("clients of servers", {
  clients: rankedClients,
  protocol: otherwise(choice("what a call carries along", ["inheritance", "ceiling", "none"]), "inheritance"),
  queue: otherwise(choice("how requests wait for a server", ["priority", "fifo"]), "priority"),
  donation: otherwise(flag("must be true: without it ask `ipc.nodonation.rta`"), true),
  ...numbering,
});

const placed = object("clients of servers on several processors", {
  clients: rankedClients,
  places: byName("where a thread runs", "thread", object("its place", {
    processor: name("the processor"),
    priority: optional(count("the priority at which it serves calls from elsewhere"), "the caller's"),
  })),
  ...numbering,
});

/** The names of things by their places, where they have none. */
const nameOf = (given: string | undefined, i: number): string => given ?? `c${i + 1}`;

export const chains: Analyses = {
  "chain.rta": analysis({
    says: "Chains of segments that have priorities of their own, on one processor: calls without donation, or notifications.",
    input: chained,
    answers: {
      sync: "responses by chain where an instance begins after the one before has ended", syncRefined: "the same where of a chain that is stopped only its longest run counts",
      async: "responses where segments only notify the next", schedulable: "whether `syncRefined` meets the deadlines, where there are some",
    },
    answer: (given) => {
      const number = lowerIsHigher(given);
      const as = (call: "sync" | "async"): Chain[] => given.chains.map(({ name: own, segments, ...activation }, i) => ({
        id: nameOf(own, i), call, activation: events(activation),
        segments: segments.map(({ wcet, priority }) => ({ wcet, ...(priority === undefined ? {} : { priority: number(priority) }) })),
      }));
      const responses = (...asked: Parameters<typeof chainResponses>): (Exact | null)[] =>
        chainResponses(...asked).chains.map(({ response }) => response);
      return {
        sync: responses(as("sync"), "all"), syncRefined: responses(as("sync")), async: responses(as("async"), "all"),
        ...schedulableBy(given.chains, "chains", responses(as("sync"))),
        ...evidenceOf(chainResponses(as("sync"))),
      };
    },
    simulated: ({ chains: list, ...numbers }, { syncRefined }) => !keepsNoDistance(list) ? null : {
      system: systemOfChains(list.map((chain, i) => runOf(chain, i, i, chain.segments.map(({ wcet, priority }) =>
        ({ wcet, priority: lowerIsHigher(numbers)(priority ?? i) })))), { queue: "priority" }),
      bounds: syncRefined, from: "release",
    },
  }),
  "chain.cause-effect": analysis({
    says: "Tasks in periods of their own that pass values on through registers: how old a value can be.",
    input: object("tasks of one processor", {
      tasks: taskList(rankedTaskWith("D", "J", "B")),
      chain: listOf("names of tasks, the one that reads the input first", name("a task")),
      communication: phrase("when a task reads its register: the text begins so", { "read at release": /^read at release/, "read at start": /^read at start/ }),
      ...orderOfPriority, ...oneProcessor,
    }),
    answers: {
      R: "response times by task, from release", davareBound: "the sum of periods and responses",
      dataAgeBound: "from the release that read an input to the completion that used it",
      reactionBound: "from an input to the first completion that knows it", schedulable: ifDue,
    },
    answer: (given) => {
      const found = causeEffect(tasksOf(given), given.chain, given.communication === "read at start" ? "start" : "release");
      const { responses, davare, dataAge, reaction } = found;
      return {
        R: responses, davareBound: davare, dataAgeBound: dataAge, reactionBound: reaction,
        // Deadlines count from arrival.
        ...schedulableBy(given.tasks, "tasks", responses.map((response, i) => response?.add(given.tasks[i]!.J))),
        ...evidenceOf(found),
      };
    },
  }),
  "ipc.donation.rta": analysis({
    says: "Clients of shared servers on one processor, where a call carries its priority along.",
    remarks: ["A thread may be the first of several clients, or the first of one and a server of others. Then what activates a client waits in the queue of "
      + "the thread, where a lower client counts as often as it comes, and so do all above it."],
    input: donated,
    answers: { R: "response times by client, from activation", blocking: 'by client, the longest delay by lower clients; null with "none"', schedulable: ifDue },
    answer: ({ clients, donation, protocol, queue, ...numbers }) => {
      if (!donation) throw new TimingRefusal("out of range", "donation", "must be true: without it ask ipc.nodonation.rta");
      const found = donatedResponses(clientChains(clients, numbers), { protocol, queue });
      return {
        R: named(found.clients.map(({ id, response }) => [id, response])),
        blocking: named(found.clients.map(({ id, blocking }) => [id, blocking])),
        ...schedulableBy(clients, "clients", found.clients.map(({ response }) => response)), ...evidenceOf(found),
      };
    },
    simulated: ({ clients, protocol, queue, ...numbers }, answer) =>
      protocol === "inheritance" ? calls(clients, numbers, queue, null, answer) : null,
  }),
  "ipc.placed.rta": analysis({
    says: "Clients whose calls lead to other processors, with donation on each of them.",
    input: placed,
    answers: { R: "response times by client, from activation, null where no bound was found", schedulable: ifDue },
    answer: ({ clients, places, ...numbers }) => {
      const found = placedResponses(clientChains(clients, numbers), placesOf(places, numbers));
      return {
        R: named(found.chains.map(({ id, response }) => [id, response])),
        ...schedulableBy(clients, "clients", found.chains.map(({ response }) => response)), ...evidenceOf(found),
      };
    },
    simulated: ({ clients, places, ...numbers }, answer) => calls(clients, numbers, "fifo", placesOf(places, numbers), answer),
  }),
  "ipc.nodonation.rta": analysis({
    says: "Clients of servers that run at priorities of their own, for several choices of these.",
    input: object("clients of servers", {
      clients: listOf("the clients", object("a client", { ...client, priority: note("changes nothing: `rows` has the priorities of its thread") })),
      scheduling: text('the threads, as "[player, fs, backup]"', /\S/, '"[player, fs, backup]"'),
      rows: listOf("choices of priorities", listOf("for each thread, its priority", count("a priority"))),
      ...numbering,
    }),
    answers: { bounds: "for each row, the response times by client, from activation" },
    answer: ({ clients, scheduling, rows, ...numbers }) => {
      const [threads, number] = [threadsIn(scheduling), lowerIsHigher(numbers)];
      const found = rows.map((row, r) => {
        if (row.length !== threads.length) throw new TimingRefusal("out of range", `rows[${r}]`,
          `has ${row.length} priorities, and scheduling names ${threads.length} threads`);
        return chainResponses(clients.map(({ name: own, chain, ...activation }, i) => ({
          id: nameOf(own, i), activation: events(activation),
          segments: chain.map(([thread, wcet], s) => {
            const place = threads.indexOf(thread);
            if (place < 0) throw new TimingRefusal("unknown name", `clients[${i}].chain[${s}][0]`, `is ${JSON.stringify(thread)}, which scheduling does not name`);
            return { thread, wcet, priority: number(row[place]!) };
          }),
        })));
      });
      return { bounds: found.map((row) => named(row.chains.map(({ id, response }) => [id, response]))), conventions: chainConventions };
    },
  }),
};

type Clients = ValueOf<typeof rankedClients>;

const segmentsOf = ({ chain }: Pick<Clients[number], "chain">): Segment[] => chain.map(([thread, wcet]) => ({ thread, wcet }));

const clientChains = (clients: Clients, numbers: Numbering): Chain[] => clients.map(({ name: own, priority, chain, ...activation }, i) => ({
  id: nameOf(own, i), ...(priority === undefined ? {} : { priority: lowerIsHigher(numbers)(priority) }), activation: events(activation),
  segments: segmentsOf({ chain }),
}));

/** Places with priorities as analyses have them, lower is higher. */
function placesOf(places: ValueOf<typeof placed>["places"], numbers: Numbering): Places {
  const number = lowerIsHigher(numbers);
  return Object.fromEntries(Object.entries(places).map(([thread, { processor, priority }]) =>
    [thread, { processor, ...(priority === undefined ? {} : { priority: number(priority) }) }]));
}

/** The threads in "order of priorities [S_A,S_B]": what each number of a row is for. */
const threadsIn = (scheduling: string): string[] => {
  const list = /\[(.*)\]/.exec(scheduling)?.[1] ?? scheduling;
  return list.split(",").map((one) => one.trim().replace(/^S_/, ""));
};

/** Arrivals that keep a distance of their own are none that the search knows. */
const keepsNoDistance = (list: readonly { readonly d: Exact }[]): boolean => list.every(({ d }) => d.equals(0));

/** A chain as it is simulated. */
const runOf = ({ name: own, P, J }: { readonly name?: string; readonly P: Given; readonly J: Given }, i: number, priority: number,
  segments: readonly Segment[]): ClientChain =>
  ({ chain: { id: nameOf(own, i), priority, activation: { kind: "pjd", period: P, jitter: J }, segments }, period: P, jitter: J });

function calls(clients: Clients, numbers: Numbering, queue: "priority" | "fifo", places: Places | null, { R }: Answer): Simulated | null {
  if (!keepsNoDistance(clients)) return null;
  const number = lowerIsHigher(numbers);
  return {
    system: systemOfChains(clients.map((one, i) =>
      runOf(one, i, one.priority === undefined ? i : number(one.priority), segmentsOf(one))), { queue, places }),
    bounds: clients.map(({ name: own }, i) => (R as Answer)[nameOf(own, i)]), from: "release",
  };
}
