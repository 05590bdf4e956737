/** Resources whose tasks activate each other, and flows over processors. */
import { type Resource, type ResourceTask, analyseSystem } from "../../src/timing/composition/index.ts";
import { ratio } from "../../src/timing/exact.ts";
import type { FlowResponses } from "../../src/timing/flows.ts";
import { holistic } from "../../src/timing/holistic.ts";
import { offsetBased } from "../../src/timing/offset-based.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import type { SimulatedSystem } from "../../src/timing/simulation/index.ts";
import { from } from "./drawing.ts";
import { type BrutePolicy, type BruteTask, type Watched, watch } from "./reference/graph.ts";
import { searched } from "./searching.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

interface DrawnTask extends Omit<BruteTask, "times" | "arrivals"> {
  readonly bcet: number;
  readonly wcet: number;
  /** Of a task that nothing activates. */
  readonly period: number;
  readonly jitter: number;
}

/** Tasks on some resources; each is a source, or comes after one or two of those before it. */
function drawGraph(chance: Chance, policies: readonly BrutePolicy[]): { policies: BrutePolicy[]; tasks: DrawnTask[] } {
  const chosen = policies.map(() => chance.pick(policies));
  const isCooperative = chance.once(2);
  const count = from(chance, 2, 5);
  return { policies: chosen, tasks: Array.from({ length: count }, (_, t): DrawnTask => {
    const [resource, bcet, kind] = [chance.below(chosen.length), from(chance, 1, 4), chance.below(3)];
    return {
      resource, bcet, wcet: bcet + chance.below(3), priority: from(chance, 1, 4), period: from(chance, 8, 30),
      jitter: chance.once(2) ? 0 : chance.below(40),
      slot: isCooperative && asPolicy(chosen[resource]!).policy === "rr" ? null : from(chance, 1, 4),
      after: t === 0 || kind === 0 ? [] : kind === 1 ? [chance.below(t)] : [...new Set([chance.below(t), chance.below(t)])],
    };
  }) };
}

export const asPolicy = (policy: BrutePolicy): Pick<Resource, "policy" | "order"> =>
  policy === "queue" ? { policy: "rr", order: "queue" } : { policy };

const asResources = (policies: readonly BrutePolicy[], tasks: readonly DrawnTask[]): Resource[] => policies.map((policy, r) => ({
  id: `r${r}`, ...asPolicy(policy),
  tasks: tasks.flatMap(({ resource, wcet, bcet, priority, slot, after, period, jitter }, t): ResourceTask[] => resource !== r ? [] : [{
    id: `t${t}`, wcet, bcet, priority, ...(slot === null ? {} : { slot }),
    activation: after.length === 0 ? { kind: "pjd", period, jitter }
      : { kind: "or", of: after.map((cause) => ({ kind: "after", task: `t${cause}` })) },
  }]),
})).filter((resource) => resource.tasks.length > 0);

/** As events fall, or at random within the jitter, or all that the jitter can hold together at once. */
function drawArrivals(chance: Chance, { period, jitter }: DrawnTask): number[] {
  const phase = chance.once(2) ? chance.below(3) : chance.below(period);
  const [style, held] = [chance.below(3), phase + jitter];
  const seen = (nominal: number): number =>
    style === 0 ? nominal : style === 1 ? nominal + chance.below(jitter + 1) : Math.max(nominal, held);
  return Array.from({ length: Math.ceil((100 + jitter) / period) }, (_, k) => seen(phase + k * period)).sort((a, b) => a - b);
}

/** Responses, backlogs, and the latency of a path where each task of it comes after the one before alone. */
function composed(name: string, policies: readonly BrutePolicy[]): Subject {
  return { name: `composition, ${name}`, isExact: false, tries: (chance, simulations) => {
    const { policies: chosen, tasks } = drawGraph(chance, policies);
    const found = unlessRefused(() => analyseSystem(asResources(chosen, tasks)));
    if (found === null) return [];
    const path = pathTo(tasks);
    const asked = [
      ...tasks.flatMap((_, t) => {
        const { response, backlog } = found.tasks.get(`t${t}`)!;
        return response === null || backlog === null ? [] : [
          { what: `response of t${t}`, bound: response, of: (seen: readonly Watched[]) => longest(seen, t, t) },
          { what: `backlog of t${t}`, bound: ratio(backlog), of: (seen: readonly Watched[]) => mostWaiting(seen[t]!) },
        ];
      }),
      ...path.length < 2 ? [] : [{ what: `latency of ${path.join(", ")}`, bound: found.latency(path.map((t) => `t${t}`)).worst,
        of: (seen: readonly Watched[]) => longest(seen, path[0]!, path.at(-1)!) }],
    ].flatMap(({ bound, ...rest }) => bound === null ? [] : [{ ...rest, bound, observed: -1, run: null as unknown }]);
    if (asked.length === 0) return [];
    for (let run = 0; run < simulations / 4; run++) {
      const phases = chosen.map(() => chance.below(20));
      const drawn = tasks.map((task) => ({
        ...task, times: chance.once(2) ? [task.wcet] : Array.from({ length: 5 }, () => from(chance, task.bcet, task.wcet)),
        arrivals: task.after.length === 0 ? drawArrivals(chance, task) : [],
      }));
      const seen = watch(drawn, chosen, phases, 100);
      for (const one of asked) if (one.of(seen) > one.observed)
        [one.observed, one.run] = [one.of(seen), { tasks: drawn, policies: chosen, phases }];
    }
    return asked.map(({ what, bound, observed, run }): Tried => ({ what, bound, observed: ratio(observed), witness: () => run }));
  } };
}

/** The longest way back from the last task over tasks with one cause, which activates them alone. */
function pathTo(tasks: readonly DrawnTask[]): number[] {
  const path = [tasks.length - 1];
  while (tasks[path[0]!]!.after.length === 1) path.unshift(tasks[path[0]!]!.after[0]!);
  return path;
}

/** From activations of one task to the completions of another, one by one. */
const longest = (seen: readonly Watched[], first: number, last: number): number =>
  Math.max(0, ...seen[last]!.done.map((end, k) => end - seen[first]!.activated[k]!));

const mostWaiting = ({ activated, done }: Watched): number => Math.max(0, ...activated.map((time) =>
  activated.filter((other) => other <= time).length - done.filter((end) => end <= time).length));

type Analysis = (drawn: ReturnType<typeof drawFlows>) => FlowResponses;

const flows = (name: string, analyse: Analysis): Subject => ({ name, isExact: false, tries: (chance, simulations) => {
  const [processors, drawn] = [2, drawFlows(chance, 2)];
  const found = unlessRefused(() => analyse(drawn));

  const tasks = drawn.flatMap(({ period, jitter, steps }) => steps.map(({ id, wcet, bcet, priority }, s) =>
    ({ id, wcet, bcet, priority, period, jitter: s === 0 ? jitter : 0 })));
  const system: SimulatedSystem = {
    policy: "fixed priority", processors, tasks,
    programs: Object.fromEntries(drawn.flatMap(({ steps }) => steps.filter(({ isWhole }) => isWhole)
      .map(({ id, wcet }) => [id, [{ length: wcet, whole: true }]] as const))),
    precedence: drawn.flatMap(({ steps }) => steps.slice(1).map(({ id }, s) => [steps[s]!.id, id] as const)),
    placement: Object.fromEntries(drawn.flatMap(({ steps }) => steps.map(({ id, processor }) => [id, Number(processor)]))),
  };
  const bounds = drawn.map(({ id, steps }) => [steps.at(-1)!.id, found?.flows.get(id) ?? null] as const);
  return searched(system, bounds, chance, simulations, { span: 120 });
} });

/** Some steps are not preempted, and block for a tick less than they take. */
function drawFlows(chance: Chance, processors: number) {
  const drawn = Array.from({ length: from(chance, 2, 3) }, (_, f) => {
    const steps = Array.from({ length: from(chance, 1, 3) }, (_step, s) => {
      const wcet = from(chance, 1, 4);
      const id = `f${f}.${s}`;
      const processor = `${chance.below(processors)}`;
      return { id, processor, wcet, bcet: from(chance, 1, wcet), priority: from(chance, 1, 5) * 10 + f * 3 + s, isWhole: chance.once(3) };
    });
    return { id: `f${f}`, period: chance.pick([30, 40, 60]), jitter: chance.once(2) ? 0 : chance.below(20), steps };
  });
  const all = drawn.flatMap(({ steps }) => steps);
  const blockers = (step: typeof all[number]) =>
    all.filter(({ isWhole, processor, priority }) => isWhole && processor === step.processor && priority > step.priority);
  return drawn.map(({ steps, ...flow }) => ({
    ...flow, steps: steps.map((step) => ({ ...step, blocking: Math.max(0, ...blockers(step).map(({ wcet }) => wcet - 1)) })),
  }));
}

export const graphs: readonly Subject[] = [
  ...(["spp", "spnp", "rr", "tdma"] as const).map((policy) => composed(`${policy} throughout`, [policy, policy])),
  composed("rr from a ready queue", ["queue", "queue"]), composed("all policies", ["spp", "spnp", "rr", "queue", "tdma"]),
  flows("holistic", holistic), flows("offset-based", offsetBased),
];
