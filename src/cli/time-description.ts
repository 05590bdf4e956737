/** `cordon time FILE` of a system description: bounds of its chains of calls with the costs of a profile. */
import { type CallParameters, type DescribedTiming, callerNamed, longRun, readParameters, timeCalls } from "../timing-cases/index.ts";
import type { Profile } from "../../model/platforms/index.ts";
import { type ConfigurationTimingText, configurationTimingText, inColour, jsonText, plain, timingSvg, visibleIn } from "../render/index.ts";
import { kernelDescribedIn, loadKernels } from "../kernels/index.ts";
import type { Component, Connection, Description } from "../language/index.ts";
import { manifest } from "../store/index.ts";
import type { Pool } from "../running/pool.ts";
import { type CallsOn, callsOn } from "../timing/chains/index.ts";
import { type Exact, asJson } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { readJson } from "./json-file.ts";
import type { TimeOptions } from "./options.ts";
import { describedIn, withReader } from "./reading.ts";
import { profileNamed } from "./profile-named.ts";
import { Refusal } from "../running/refusal.ts";
import { plotOf, refuseBeaten, witnessJson } from "./time-plot.ts";
import { writeWitness } from "./time-witness.ts";
import { writeReport } from "./writing.ts";

/** Times a system description; answers the exit code. */
export async function timeDescription(path: string, options: TimeOptions, io: Io): Promise<number> {
  const { description, profile, calls, summary } = await withReader(options.with, async (reader, pool) => {
    const read = await describedIn(path, reader, "description");
    if (read.description === undefined) throw new Refusal(`${path} describes no system: ${read.findings[0]?.message ?? "it holds no start node"}`);
    const { profiles } = options.with.length === 0 ? { profiles: [] } : await pool.helper().ask("prices", { with: options.with });
    const found = profileNamed(options.profile, profiles);
    const how = await callsIn(pool, read.description.format, found, options.with);
    return { ...read, description: read.description, profile: found, calls: how };
  });
  if (calls === null) throw new Refusal(`${path} cannot be timed: nothing says how calls go in a kernel of such systems (${summary.format})`);
  try {
    const timing = timeCalls(description, profile, {
      calls, parameters: parametersOf(options, description), onOneProcessor: options.oneProcessor,
      effort: { simulations: options.search, seed: options.seed },
    });
    return told(path, profile, timing, options, io);
  } catch (error) {
    if (!(error instanceof TimingRefusal)) throw error;
    throw new Refusal(error.message.startsWith(`${path}:`) ? error.message : `${sourceOf(error.field, options) ?? path}: ${error.message}`);
  }
}

/** How calls go in the kernel that a format describes; null where nothing says so. The user's files are asked in a helper. */
async function callsIn(pool: Pool, format: string, { kernel }: Profile, files: readonly string[]): Promise<CallsOn | null> {
  if (files.length > 0) return pool.helper().ask("calls", { with: files, format, platform: kernel });
  const conventions = kernelDescribedIn(format, await loadKernels())?.chains;
  return conventions === undefined ? null : callsOn(conventions, kernel);
}

/** The option or file that gave a parameter. */
function sourceOf(field: string, options: TimeOptions): string | undefined {
  const [, component, name] = /^(?:components\.(.+)\.)?(period|work|deadline|crossing|calls\[\d+\])$/.exec(field) ?? [];
  if (name === "crossing") return options.crossing === undefined ? options.parameters : "--crossing";
  if (name !== "period" && name !== "work" && name !== "deadline") return name === undefined ? undefined : options.parameters;
  const isOption = options[name].some((word) => component === undefined ? !word.includes("=") : component.endsWith(word.slice(0, word.lastIndexOf("="))) && word.includes("="));
  return isOption ? `--${name}` : options.parameters;
}

function told(path: string, profile: Profile, timing: DescribedTiming, { json, plot, ...files }: TimeOptions, io: Io): number {
  refuseBeaten(path, timing.observations);
  if (plot !== undefined) {
    if (timing.observations.length === 0) throw new Refusal(`${path} cannot be drawn: no chains of it could be simulated`);
    if (!writeReport(plot, timingSvg(plotOf(`${path} on ${profile.id}`, timing.unit, timing.observations)), io)) return exitCodes.UNKNOWN;
  }
  if (!writeWitness(path, timing.observations, files, io)) return exitCodes.UNKNOWN;
  const document = visibleIn(documentOf(path, profile, timing));
  io.out(json ? jsonText({ cordon: manifest.version, kind: "configuration", ...document, observed: visibleIn(witnesses(timing)) })
    : configurationTimingText(document, io.colour ? inColour : plain, io.columns));
  return exitCodeOf(timing);
}

function documentOf(what: string, { id, kernel, cpu, clockMHz }: Profile,
  { unit, chains, assumptions, observations }: DescribedTiming): ConfigurationTimingText {
  const longest = new Map(observations.flatMap((seen) => Object.entries(longRun(seen).observed)));
  const found = new Map(observations.flatMap(({ tasks }) => tasks.map((task) => [task.name, task.found] as const)));
  const told = (time: Exact | null | undefined): number | string | null => time === null || time === undefined ? null : asJson(time);
  const calling = new Map<string, Set<Connection>>();
  for (const { threads } of chains) for (const [{ name }, connections] of threads)
    calling.set(name, new Set([...calling.get(name) ?? [], ...connections]));
  return {
    what, profile: { id, kernel, cpu, clockMHz }, unit,
    chains: chains.map(({ chain, hops, bound, unbounded, deadline, isDeadlineGiven }) => ({
      name: chain.id, calls: hops, bound: told(bound), ...(unbounded === undefined ? {} : { unbounded: unbounded.says }),
      simulated: bound === null ? null : told(longest.get(chain.id)), searched: told(found.get(chain.id)?.observedMax),
      gap: told(found.get(chain.id)?.gap),
      deadline: asJson(deadline), isDeadlineGiven, left: bound === null ? null : asJson(deadline.sub(bound)),
    })),
    calls: [...calling].filter(([, connections]) => connections.size > 0).map(([component, connections]) => ({
      component, calls: [...connections].map(({ service, server }) => ({ service, server: server.name })),
    })),
    assumptions,
  };
}

const witnesses = ({ observations }: DescribedTiming) => observations.flatMap(({ tasks }) => tasks.flatMap(({ name, found }) =>
  found === null ? [] : [{ task: name, observed: asJson(found.observedMax), gap: found.gap === null ? null : asJson(found.gap),
    witness: witnessJson(found.witness) }]));

/** FAIL where a given deadline is missed; UNKNOWN where that is not analysed; WEAK where a chain has no bound, or there is none. */
function exitCodeOf({ chains }: DescribedTiming): number {
  const wanted = chains.filter(({ isDeadlineGiven }) => isDeadlineGiven);
  const isMissed = wanted.some(({ bound, unbounded, deadline }) => bound === null ? unbounded!.kind === "overload" : bound.gt(deadline));
  if (isMissed) return exitCodes.FAIL;
  if (wanted.some(({ bound }) => bound === null)) return exitCodes.UNKNOWN;
  return chains.length === 0 || chains.some(({ bound }) => bound === null) ? exitCodes.WEAK : exitCodes.PASS;
}

/** The file's parameters, and over them those of the command line. */
function parametersOf({ parameters, period, work, deadline, crossing }: TimeOptions, { components: callers }: Description): CallParameters {
  const { components = {}, ...all } = parameters === undefined ? {} : fromFile(parameters);
  const [general, own]: [Record<string, string>, Record<string, object>] = [{}, {}];
  for (const [name, one] of Object.entries(components)) own[named(`${parameters}: components.`, name).name] = one;
  for (const [field, words] of Object.entries({ period, work, deadline })) for (const word of words) {
    const at = word.lastIndexOf("=");
    if (at < 0) general[field] = word;
    else {
      const { name } = named(`--${field} `, word.slice(0, at));
      own[name] = { ...own[name], [field]: word.slice(at + 1) };
    }
  }
  return { ...all, ...general, ...(crossing === undefined ? {} : { crossing }), components: own };

  function named(where: string, name: string): Component {
    try {
      return callerNamed(callers, name);
    } catch (error) {
      throw error instanceof TimingRefusal ? new Refusal(`${where}${name}${error.message.slice(error.field.length)}`) : error;
    }
  }
}

function fromFile(path: string): CallParameters {
  try {
    return readParameters(readJson(path));
  } catch (error) {
    throw error instanceof TimingRefusal ? new Refusal(`${path}: ${error.message}`) : error;
  }
}
