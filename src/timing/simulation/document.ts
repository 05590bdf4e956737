/**
 * A simulation as a JSON document: the system, the scenario and what happened, so that a witness can be kept and run again.
 * `schema/simulation.schema.json` describes it for other programs. (Records of `cordon` hold traces of specifications.)
 */
import { type Exact, type Given, asJson, exact, ratio } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { type Interval, type SimulatedJob, simulate } from "./simulate.ts";
import type { Scenario, SimulatedSystem } from "./system.ts";

export interface SimulationDocument {
  /** Version of the format. */
  readonly simulation: 1;
  /** Of the search that found the scenario. */
  readonly seed?: number;
  /** As they were given; an exact number is a number where it is whole, else a text such as "7/2". */
  readonly system: SimulatedSystem;
  readonly scenario: Scenario;
  readonly until?: Given;
  /** Ticks in one unit of the system, in which all times of the jobs and intervals are. */
  readonly ticksPerUnit: Given;
  readonly jobs: readonly SimulatedJob[];
  readonly intervals: readonly Interval[];
}

export interface Replay {
  readonly document: SimulationDocument;
  /** The first entry that is another one now: "jobs[3]"; null where all is the same. */
  readonly differs: string | null;
}

/** Simulates, and answers the document: plain data for JSON.stringify. Throws as `simulate` does. */
export function simulationDocument(system: SimulatedSystem, scenario: Scenario,
  { until, seed }: { readonly until?: Given; readonly seed?: number } = {}): SimulationDocument {
  const { ticks, jobs, trace } = simulate(system, scenario, until === undefined ? {} : { until });
  return {
    simulation: 1, ...(seed === undefined ? {} : { seed }), system: plain(system), scenario: plain(scenario),
    ...(until === undefined ? {} : { until: asJson(exact(until, "until")) }),
    ticksPerUnit: asJson(ratio(ticks.perUnit)), jobs, intervals: trace,
  };
}

/** Runs a document again. Throws a TimingRefusal for another format, and for systems and scenarios that make no sense. */
export function replaySimulation(given: unknown): Replay {
  const was = (typeof given === "object" && given !== null ? given : {}) as Partial<SimulationDocument>;
  if (was.simulation !== 1) throw new TimingRefusal("unknown name", "simulation",
    `is ${JSON.stringify(was.simulation) ?? "missing"}; this version reads format 1`);
  for (const field of ["system", "scenario", "jobs", "intervals"] as const) if (typeof was[field] !== "object" || was[field] === null)
    throw new TimingRefusal("missing", field, "is missing from the document");
  const document = simulationDocument(was.system!, was.scenario!, was);
  const differs = (["jobs", "intervals"] as const).flatMap((list) => {
    const count = Math.max(was[list]!.length, document[list].length);
    const at = Array.from({ length: count }, (_, i) => i).find((i) => !isSame(was[list]![i], document[list][i]));
    return at === undefined ? [] : [`${list}[${at}]`];
  });
  return { document, differs: differs[0] ?? null };
}

/** Exact numbers as JSON has them. */
const plain = <Data>(data: Data): Data => JSON.parse(JSON.stringify(data, (_, value: unknown) =>
  isExact(value) ? asJson(value) : typeof value === "bigint" ? asJson(exact(value, "number")) : value)) as Data;

const isExact = (value: unknown): value is Exact => typeof value === "object" && value !== null && "toFraction" in value;

/** Whether two jobs, or two intervals, say the same, in whatever order of their members. */
const isSame = (one: object | undefined, other: object | undefined): boolean =>
  one !== undefined && other !== undefined
    && Object.entries(other).every(([name, value]) => (one as Readonly<Record<string, unknown>>)[name] === value);
