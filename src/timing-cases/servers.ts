/** Worked cases of servers that have budgets. */
import { TimingRefusal } from "../timing/refusal.ts";
import {
  type Server, type TaskServer, budgetsGuaranteed, hierarchicalResponses, responsesBelowServers, serverTrace,
} from "../timing/servers/index.ts";
import { responsesUnderSupplyConventions } from "../timing/supply/index.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { type ValueOf, above0, choice, listOf, note, object, optional, ownName, time } from "./schema/declare.ts";
import { rankedTaskWith, taskList, taskOf, taskWith } from "./tasks.ts";

const kinds = ["polling", "deferrable", "sporadic"] as const;

const noDeadline = note("changes nothing: responses are told, and not whether they are in time");

const served = object("servers", {
  servers: listOf("the servers, the highest priority first", object("a server", {
    name: optional(ownName("its name, which no other server has"), "S1, S2, … by its place"),
    budget: time("its budget", above0), period: time("its period", above0),
    kind: optional(choice("what it does with its budget", kinds), "that of all"),
    tasks: taskList({ ...rankedTaskWith("O"), D: noDeadline }),
  })),
  kind: optional(choice("the kind of all servers that do not say theirs", kinds), "each says its own"),
});

/** Servers, highest priority first; tasks without a name are numbered through, since they are told apart by name. */
function serversOf({ servers, kind }: ValueOf<typeof served>): TaskServer[] {
  let before = 0;
  const read = servers.map((server, i): TaskServer => {
    const own = server.kind ?? kind;
    if (own === undefined) throw new TimingRefusal("missing", `servers[${i}].kind`, "is missing: polling, deferrable or sporadic");
    const tasks = server.tasks.map((task, t) => taskOf(task, before + t));
    before += tasks.length;
    return { id: server.name ?? `S${i + 1}`, kind: own, budget: server.budget, period: server.period, tasks };
  });
  const names = read.flatMap(({ tasks }, i) => tasks.map(({ id }, t) => ({ id, field: `servers[${i}].tasks[${t}].name` })));
  const seen = new Set<string>();
  const twice = names.find(({ id }) => seen.size === seen.add(id).size);
  if (twice !== undefined) throw new TimingRefusal("duplicate name", twice.field, `is "${twice.id}", which another task has: names must differ`);
  return read;
}

export const servers: Analyses = {
  "server.interference": analysis({
    says: "The response time of a task below one server of each kind.",
    input: object("a server and a task", {
      server: object("the server", { C: time("its budget", above0), T: time("its period", above0) }),
      task: object("the task", { ...taskWith("J", "B"), D: noDeadline }),
    }),
    answers: { R_sporadic: "the response time below a sporadic server", R_polling: "that below a polling server", R_deferrable: "that below a deferrable server" },
    answer: ({ server, task }) => {
      const all = (["sporadic", "polling", "deferrable"] as const).map((kind) => {
        const above: Server = { id: "server", kind, budget: server.C, period: server.T };
        return responsesBelowServers([above], [taskOf(task, 0)]);
      });
      const [sporadic, polling, deferrable] = all.map(({ tasks }) => tasks[0]!.response);
      return {
        R_sporadic: sporadic, R_polling: polling, R_deferrable: deferrable,
        conventions: responsesUnderSupplyConventions, assumptions: restingOn(all),
      };
    },
  }),
  "server.hierarchical.trace": analysis({
    says: "Tasks inside servers: the schedule from time 0 with every job regular and at its longest, and bounds where all budgets are promises.",
    remarks: ["`R` is there only where `server.precondition` holds."],
    input: served,
    answers: {
      wcrt: "by task, the longest response of the schedule", R: "by task, a bound on its response time",
      "simulated<Task>": "`wcrt` of one task once more, as `simulatedDriver`",
    },
    answer: (input) => {
      const read = serversOf(input);
      const [seen, bounds] = [serverTrace(read).tasks, budgetsGuaranteed(read).guaranteed ? hierarchicalResponses(read) : null];
      return {
        wcrt: Object.fromEntries(seen.map(({ id, worst }) => [id, worst])),
        ...Object.fromEntries(seen.map(({ id, worst }) => [`simulated${id.replace(/^./, (first) => first.toUpperCase())}`, worst])),
        ...(bounds === null ? {} : {
          R: Object.fromEntries(bounds.servers.flatMap(({ tasks }) => tasks.map(({ id, response }) => [id, response]))),
          conventions: bounds.conventions, assumptions: bounds.assumptions,
        }),
      };
    },
  }),
  "server.precondition": analysis({
    says: "Whether all servers have their budgets within their periods, on which bounds of tasks inside them rest.",
    input: served,
    answers: {
      serverUtilization: "the sum of budget over period", budgetsGuaranteed: "whether all budgets are promises",
      simulatedWcrtLowest: "the longest response of the last task in the schedule; null where there is no task",
    },
    answer: (input) => {
      const read = serversOf(input);
      const { utilisation, guaranteed } = budgetsGuaranteed(read);
      const last = serverTrace(read).tasks.at(-1);
      return { serverUtilization: utilisation, budgetsGuaranteed: guaranteed, simulatedWcrtLowest: last?.worst ?? null };
    },
  }),
};
