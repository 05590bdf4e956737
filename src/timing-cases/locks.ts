/** Worked cases of blocking by locks. */
import {
  type SectionTask, type SharingTask, ceilingBlocking, dpcpBlocking, fmlpBlocking, inheritanceAssumptions, inheritanceBlocking,
  lockAssumptions, lockConventions, mpcpBlocking, msrpBlocking, stackResourceBlocking,
} from "../timing/locks/index.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import {
  type ValueOf, above0, byName, count, either, from0, listOf, name, number, object, optional, otherwise, ownName, text, time,
} from "./schema/declare.ts";
import { inOrder, lowerIsHigher, numbering } from "./tasks.ts";

const named = optional(ownName("its name, which no other task has"), "t1, t2, … by its place");
const sections = byName("its longest critical sections", "resource", time("the longest one", from0));

const nameOrNumber = (says: string) => either(says, name("a name"), number("a number", ""));

const sharing = {
  tasks: listOf("the tasks", object("a task", {
    name: named,
    T: time("period, or least time between two arrivals", above0),
    R: optional(time("a bound on the response time, suspension included: others may ask again meanwhile", above0), "`T`"),
    cluster: nameOrNumber("the processor"),
    priority: optional(count("its priority over all processors, which no other task has"), "the order of the list"),
    requests: listOf("the requests of each job, which do not nest", object("requests of one resource", {
      res: nameOrNumber('the resource; 0 and "res0" are one'), num: otherwise(count("how many", { least: 1 }), 1),
      len: time("longest time that one holds it", from0),
    })),
  })),
  ...numbering,
};
const shared = object("tasks that share resources", sharing);
const located = object("tasks that share resources", {
  ...sharing, resourceLocation: otherwise(byName("the processors of resources", "resource", nameOrNumber("its processor")), {}),
});

export const locks: Analyses = {
  "lock.pcp": analysis({
    says: "Blocking on one processor under the priority ceiling protocol, and under priority inheritance.",
    input: object("tasks with critical sections", {
      tasks: listOf("the tasks, the highest first", object("a task", { name: named, sections })),
      priorities: optional(text("another order of the tasks", /\S/, '"H>M>L"'), "the order of the list"),
    }),
    answers: { B_pcp: "by task, blocking under the priority ceiling protocol", B_pip: "by task, blocking under priority inheritance" },
    answer: ({ tasks, priorities }) => {
      const given = tasks.map(sectionsOf);
      const sorted = priorities === undefined ? given : inOrder(given, priorities, "priorities");
      return {
        B_pcp: ceilingBlocking(sorted), B_pip: inheritanceBlocking(sorted), conventions: lockConventions,
        assumptions: inheritanceAssumptions,
      };
    },
  }),
  "lock.srp": analysis({
    says: "Blocking under EDF with the stack resource policy.",
    input: object("tasks with critical sections", {
      tasks: listOf("the tasks", object("a task", { name: named, D: time("relative deadline", above0), sections })),
    }),
    answers: { B_srp: "by task, its blocking" },
    answer: ({ tasks }) => ({
      B_srp: stackResourceBlocking(tasks.map((task, i) => ({ ...sectionsOf(task, i), deadline: task.D }))), conventions: lockConventions,
    }),
  }),
  "lock.mpcp": analysis({
    says: "Semaphores in queues by priority: the multiprocessor priority ceiling protocol.",
    input: shared,
    answers: {
      waiting: "by task, the time in queues, null where a lower task may never get a resource",
      lifted: "blocking by lower tasks of the same processor that hold something", blocking: "their sum",
    },
    answer: (input) => {
      const blocking = mpcpBlocking(sharers(input));
      return {
        waiting: blocking.map(({ waiting }) => waiting), lifted: blocking.map(({ lifted }) => lifted),
        blocking: blocking.map((one) => one.blocking), ...told,
      };
    },
  }),
  "lock.msrp": analysis({
    says: "Spin locks in queues by arrival; who spins or holds is not preempted. A big kernel lock is one, too.",
    input: shared,
    answers: {
      spinning: "by task, the spinning of a job in all, which adds to its execution", arrival: "blocking by a lower task of the same processor",
    },
    answer: (input) => {
      const blocking = msrpBlocking(sharers(input));
      return { spinning: blocking.map(({ spinning }) => spinning), arrival: blocking.map(({ arrival }) => arrival), ...told };
    },
  }),
  "lock.dpcp": analysis({
    says: "Resources that live on processors, where agents carry out requests by priority: calls to a server thread on another core.",
    input: located,
    answers: {
      localBlocking: "by task, blocking by agents and lower tasks of its own processor", remoteBlocking: "blocking by other requests where its own go",
    },
    answer: ({ resourceLocation, ...input }) => {
      const homes = Object.fromEntries(Object.entries(resourceLocation).map(([resource, at]) => [resourceOf(resource), asName(at)]));
      const blocking = dpcpBlocking(sharers(input), homes);
      return { localBlocking: blocking.map(({ local }) => local), remoteBlocking: blocking.map(({ remote }) => remote), ...told };
    },
  }),
  "lock.fmlp": analysis({
    says: "Semaphores in queues by arrival: the flexible multiprocessor locking protocol for long requests.",
    input: shared,
    answers: { blocking: "by task, its blocking", count: "requests of others that it waits for" },
    answer: (input) => {
      const blocking = fmlpBlocking(sharers(input));
      return { blocking: blocking.map((one) => one.blocking), count: blocking.map(({ requests }) => requests), ...told };
    },
  }),
};

const told = { conventions: lockConventions, assumptions: lockAssumptions };

const sectionsOf = ({ name: own, sections: longest }: { readonly name?: string; readonly sections: ValueOf<typeof sections> }, i: number):
SectionTask => ({ id: own ?? `t${i + 1}`, sections: longest });

/** A name, or a number as one. */
const asName = (given: ValueOf<ReturnType<typeof nameOrNumber>>): string => typeof given === "string" ? given : given.toFraction();

/** A resource by its number, alone or as in "res0", or by another name. */
const resourceOf = (res: string): string => /^\d+$/.test(res) ? `res${res}` : res;

function sharers({ tasks, ...numbers }: ValueOf<typeof shared>): SharingTask[] {
  const number = lowerIsHigher(numbers);
  return tasks.map(({ name: own, T, R, cluster, priority, requests }, i) => ({
    id: own ?? `t${i + 1}`, period: T, response: R ?? T, processor: asName(cluster),
    ...(priority === undefined ? {} : { priority: number(priority) }),
    requests: requests.map(({ res, num, len }) => ({ resource: resourceOf(asName(res)), count: num, length: len })),
  }));
}
