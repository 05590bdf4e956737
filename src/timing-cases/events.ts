/** Worked cases of event models and of compositional analysis. */
import { type Resource, type SystemResult, analyseSystem } from "../timing/composition/index.ts";
import { type Events, eventModel } from "../timing/events/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import type { Exact, Given } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import {
  type ValueOf, above0, byName, choice, count, from0, listOf, object, optional, otherwise, ownName, phrase, time, tuple, name as nameOfTask,
} from "./schema/declare.ts";
import { lowerIsHigher, numbering } from "./tasks.ts";

/** Events that come by a model. */
export const eventFields = {
  P: time("their period", above0),
  J: otherwise(time("their jitter", from0), 0),
  d: otherwise(time("the least distance of two events", from0), 0),
};

export const events = ({ P, J, d }: { readonly P: Given; readonly J: Given; readonly d: Given }): Events =>
  ({ kind: "pjd", period: P, jitter: J, distance: d });

/** What an answer rests on, of an analysis that answers more than a case asks. */
export const evidenceOf = ({ conventions, assumptions }: Evidence): Evidence => ({ conventions, assumptions });

interface Evidence {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
}

/** Values by their names. */
export const named = <Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> => Object.fromEntries(entries);

const asked = {
  n: otherwise(listOf("how many events in a row", count("a number of events", { least: 0 })), []),
  windows: otherwise(listOf("lengths of windows", time("a length", from0)), []),
};

const answers = {
  deltaMin: "for each of `n`, the shortest time that so many events span",
  deltaPlus: 'the longest time that they span; "inf" where so many may never come',
  etaPlus: "for each of `windows`, the most events in a window of that length, which does not hold its end", etaMinus: "the least events in it",
} as const;

interface Asked {
  readonly n: readonly number[];
  readonly windows: readonly Exact[];
}

function distances(given: Events, { n, windows }: Asked): Answer {
  const model = eventModel(given);
  return {
    deltaMin: n.map((many) => model.deltaMin(many)), deltaPlus: n.map((many) => model.deltaPlus(many) ?? "inf"),
    etaPlus: windows.map((window) => model.etaPlus(window)), etaMinus: windows.map((window) => model.etaMinus(window)),
    ...evidenceOf(model),
  };
}

const oneModel = object("events", { eventModel: object("the events", eventFields), ...asked });

const system = object("a system", {
  resources: listOf("the resources", object("a resource", {
    name: ownName("its name, which no other resource has"),
    scheduler: phrase('its scheduler: static priorities, preemptive ("SPP") or not ("SPNP"), round robin or TDMA',
      { SPP: /^spp$/i, SPNP: /^spnp$/i, RR: /^rr$/i, TDMA: /^tdma$/i }),
    order: optional(choice('of "RR", the order of the list or that of the ready queue', ["fixed", "queue"]), "fixed"),
    tasks: listOf("the tasks on it", object("a task", {
      name: ownName("its name, which no other task has"),
      wcet: time("worst-case execution time", above0),
      bcet: otherwise(time("best-case execution time, at most `wcet`", from0), 0),
      priority: optional(count("its priority"), "the order of the list"),
      slot: optional(time('of "TDMA", its time in the cycle; of "RR", its time in a round', above0), 'of "RR": turns of a whole job'),
    })),
  })),
  sources: byName("events from outside that activate a task", "task", object("its events", eventFields)),
  links: otherwise(listOf("the end of each job of one task activates another", tuple("a pair of tasks",
    nameOfTask("the task that ends"), nameOfTask("the task that it activates"))), []),
  paths: otherwise(byName("tasks one after the other, by a name of your own", "path", listOf("the path", nameOfTask("a task"))), {}),
  ...numbering,
});

export const eventModels: Analyses = {
  "em.delta": analysis({
    says: "How close and how far apart events come.", input: oneModel, answers,
    answer: ({ eventModel: given, ...rest }) => distances(events(given), rest),
  }),
  "em.eta": analysis({
    says: "How many events come in windows.", input: oneModel, answers,
    answer: ({ eventModel: given, ...rest }) => distances(events(given), rest),
  }),
  "em.or": analysis({
    says: "The events of several sources together.",
    input: object("events", { inputs: listOf("the sources", object("the events of one", eventFields), { least: 1 }), ...asked }), answers,
    answer: ({ inputs, ...rest }) => distances({ kind: "or", of: inputs.map(events) }, rest),
  }),
  "cpa.system": analysis({
    says: "Compositional analysis: each resource by itself, and what leaves a task activates the next, until no event model changes.",
    remarks: ["A task that several sources and links activate is activated by each of their events."],
    input: system,
    answers: {
      R: "response times by task, from activation", busyTimes: "by task, the longest windows of one, two, … jobs",
      backlog: "by task, most activations that wait", pathLatency: "by path, least and most",
      pathLatencyN: "by path, from the first arrival to the last completion of 1 to 10 events in a row that come at their densest; as much later as they come farther apart, that is longer",
    },
    answer: (given) => {
      const found = analyseSystem(resourcesOf(given));
      const latencies = Object.entries(given.paths);
      const each = <Value>(of: (task: NonNullable<ReturnType<SystemResult["tasks"]["get"]>>) => Value): Record<string, Value> =>
        named([...found.tasks].map(([id, task]) => [id, of(task)] as const));
      return {
        R: each(({ response }) => response), busyTimes: each(({ windows }) => windows), backlog: each(({ backlog }) => backlog),
        pathLatency: named(latencies.map(([path, tasks]) => [path, Object.values(found.latency(tasks))] as const)),
        pathLatencyN: named(latencies.map(([path, tasks]) =>
          [path, Array.from({ length: 10 }, (_, i) => found.latency(tasks, i + 1).worst)] as const)),
        conventions: found.conventions, assumptions: latencies.length === 0 ? found.assumptions : [...found.assumptions,
          { says: "several events on a path come at their densest; as much later as they come farther apart, pathLatencyN is longer", checked: "taken so" }],
      };
    },
  }),
};

/** Events that an event model takes, or a refusal of what is wrong with them there. */
const checked = (given: Events, at: string): Events => { eventModel(given, at); return given; };

function resourcesOf({ resources, links, sources, paths: _, ...numbers }: ValueOf<typeof system>): Resource[] {
  const number = lowerIsHigher(numbers);
  const known = new Set(resources.flatMap(({ tasks }) => tasks.map(({ name }) => name)));
  for (const [field, name] of [...Object.keys(sources).map((task) => [`sources.${task}`, task] as const),
    ...links.flatMap((ends, i) => ends.map((task, end) => [`links[${i}][${end}]`, task] as const))])
    if (!known.has(name)) throw new TimingRefusal("unknown name", field, `names ${JSON.stringify(name)}, which is on no resource`);
  return resources.map(({ name, scheduler, order, tasks }) => ({
    id: name, policy: scheduler.toLowerCase() as Resource["policy"], ...(order === undefined ? {} : { order }),
    tasks: tasks.map(({ name: id, wcet, bcet, priority, slot }) => ({
      id, wcet, bcet, activation: activationOf(id),
      ...(priority === undefined ? {} : { priority: number(priority) }), ...(slot === undefined ? {} : { slot }),
    })),
  }));
  function activationOf(id: string): Resource["tasks"][number]["activation"] {
    const parts = [
      ...(Object.hasOwn(sources, id) ? [checked(events(sources[id]!), `sources.${id}`)] : []),
      ...links.filter(([, to]) => to === id).map(([task]) => ({ kind: "after" as const, task })),
    ];
    if (parts.length === 0) throw new TimingRefusal("missing", `sources.${id}`, "is missing, and no link leads to the task: nothing activates it");
    return parts.length === 1 ? parts[0]! : { kind: "or", of: parts };
  }
}
