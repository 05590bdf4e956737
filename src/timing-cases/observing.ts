/**
 * What simulation shows of a case, beside what its analysis bounds: the worst case that a search found for each task or
 * chain, with a witness that replays, and one long run for a histogram.
 */
import type { Places, Protocol, Queue } from "../timing/chains/index.ts";
import type { Conventions, Evidence } from "../timing/evidence.ts";
import { type Exact, type Given, exact, ratio, smallest } from "../timing/exact.ts";
import { Chance } from "../timing/search/random.ts";
import { type Witness, searchWorstCase } from "../timing/search/index.ts";
import { type SimulatedSystem, type Simulation, simulate } from "../timing/simulation/index.ts";
import { type TimingCase, type Undeclared, readInput } from "./case.ts";
import { type ClientChain, systemOfChains } from "./chain-runs.ts";
import { nameOf, placesOf } from "./chains.ts";
import { type Answer, numberIn } from "./comparing.ts";
import { named } from "./naming.ts";
import type { Analysis, Simulated } from "./schema/analysis.ts";
import { type Numbering, lowerIsHigher } from "./tasks-undeclared.ts";

/** A task with what was found out about it; null where there is no bound, or nothing was looked for. */
export interface ObservedTask {
  readonly name: string;
  readonly bound: Exact | null;
  readonly found: Evidence<Witness> | null;
}

export interface Observation {
  readonly system: SimulatedSystem;
  readonly tasks: readonly ObservedTask[];
  /** What response times are measured from, as the bounds are. */
  readonly from: Conventions["from"];
  /** The names of its processors, where there are several. */
  readonly processors?: readonly string[];
  /** All chance in it comes from here. */
  readonly seed: number;
}

export interface SearchEffort {
  /** Most simulations for each task; 0 for none. */
  readonly simulations: number;
  readonly seed: number;
}

/** Most tasks that are searched one after the other. */
export const searchedMost = 64;

/** Searches for the worst case of every task of a case; null for a case that cannot be simulated. */
export function observeCase(analysis: Analysis | Undeclared, one: TimingCase, answer: Answer, effort: SearchEffort): Observation | null {
  const simulated = typeof analysis === "function"
    ? Object.hasOwn(simulatedCases, one.analysis) ? simulatedCases[one.analysis]!(one.input, answer) : null
    : analysis.simulated?.(readInput(analysis, one).value, answer) ?? null;
  if (simulated === null) return null;
  const { system, bounds, from = "arrival" } = simulated;
  return Array.isArray(bounds) && bounds.length === system.tasks.length && bounds.length <= searchedMost
    ? observed(system, bounds.map(numberIn), effort, from) : null;
}

/** Searches for the worst case of every task. */
export const observed = (system: SimulatedSystem, bounds: readonly (Exact | null)[], { simulations, seed }: SearchEffort,
  from: Conventions["from"] = "arrival"): Observation => ({
  system, from, seed, tasks: system.tasks.map(({ id }, i) => ({
    name: id, bound: bounds[i]!,
    found: bounds[i]! === null || simulations === 0 ? null
      : searchWorstCase(system, { task: id, bound: bounds[i]!, simulations, seed, from }),
  })),
});

type SimulatedCase = (input: any, answer: Answer) => Simulated | null;

interface CaseChain {
  readonly name?: string;
  readonly P: Given;
  readonly J?: Given;
  readonly d?: Given;
}

interface CaseClient extends Omit<CaseChain, "name"> {
  readonly name?: string;
  readonly priority?: number;
  readonly chain: readonly (readonly [thread: string, wcet: Given])[];
}

interface CaseClients extends Numbering {
  readonly clients: readonly CaseClient[];
  readonly places?: Places;
}

interface CaseSegments extends CaseChain {
  readonly segments: readonly { readonly wcet: Given; readonly priority?: number }[];
}

/** Arrivals that keep a distance of their own are none that the search knows. */
const keepsNoDistance = (chains: readonly Pick<CaseChain, "d">[]): boolean => chains.every(({ d = 0 }) => numberIn(d)?.equals(0) === true);

const chainOf = ({ name, P, J = 0 }: CaseChain & { readonly name: string }, priority: number,
  segments: ClientChain["chain"]["segments"]): ClientChain => ({
  chain: { id: name, priority, activation: { kind: "pjd", period: P, jitter: J }, segments }, period: P, jitter: J,
});

function calls({ clients, places, ...numbering }: CaseClients, { R }: Answer, queue: "priority" | "fifo"): Simulated | null {
  if (!keepsNoDistance(clients)) return null;
  const number = lowerIsHigher(numbering);
  const named = clients.map((client, c) => ({ ...client, name: nameOf(client.name, c) }));
  const chains = named.map((client, c) => chainOf(client, client.priority == null ? c : number(client.priority),
    client.chain.map(([thread, wcet]) => ({ thread, wcet }))));
  return {
    system: systemOfChains(chains, { queue, places: places && placesOf(places, numbering) }),
    bounds: named.map(({ name }) => (R as Answer)[name]), from: "release",
  };
}

/** Analyses whose bounds are responses of what can be simulated, by their keys. */
const simulatedCases: Readonly<Record<string, SimulatedCase>> = {
  "ipc.donation.rta": (input: CaseClients & { protocol?: Protocol; queue?: Queue }, answer) =>
    (input.protocol ?? "inheritance") === "inheritance" ? calls(input, answer, input.queue ?? "priority") : null,
  "ipc.placed.rta": (input: CaseClients, answer) => calls(input, answer, "fifo"),
  "chain.rta": ({ chains, ...numbering }: { chains: CaseSegments[] } & Numbering, { syncRefined }) => !keepsNoDistance(chains) ? null : {
    system: systemOfChains(chains.map((chain, i) =>
      chainOf({ ...chain, name: nameOf(chain.name, i) }, i, chain.segments.map(({ wcet, priority }) =>
        ({ wcet, priority: lowerIsHigher(numbering)(priority ?? i) })))), { queue: "priority" }),
    bounds: syncRefined, from: "release",
  },
};

/** The run in which a task responds as late as was found. */
export const replayed = ({ system }: Observation, { witness }: Evidence<Witness>): Simulation => simulate(system, witness);

/** Most jobs of the long run. */
const jobsMost = 20_000;

/** A run over as many jobs as are looked at, all tasks at once at first and then now and then late, each job at its longest. */
export function longRun({ system, seed }: Observation): Simulation {
  const periods = system.tasks.map(({ period }) => exact(period, "period"));
  const until = ratio(jobsMost).div(periods.reduce((all, period) => all.add(period.inverse()), ratio(0)));
  // Lateness in multiples of a time that is there already is a whole number of the run's ticks.
  const step = smallest([...system.tasks.map(({ wcet }) => exact(wcet, "wcet")), ...Object.values(system.programs ?? {}).flat().map(({ length }) => exact(length, "length"))]);
  const chance = new Chance(seed);
  const arrivals = Object.fromEntries(system.tasks.map(({ id }, i) => {
    const lates = periods[i]!.div(step).div(4).floor().valueOf() + 1;
    const times: Exact[] = [];
    for (let time = ratio(0); time.lt(until); time = time.add(periods[i]!).add(step.mul(chance.below(lates)))) times.push(time);
    return [id, times];
  }));
  return named([["until", "input"]], () => simulate(system, { arrivals }, { trace: false }));
}
