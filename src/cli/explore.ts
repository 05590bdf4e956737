/**
 * `cordon explore`: searches every state that a system can reach, draws a small state space, or says how large one is.
 */
import type { ExplorationReport, SampleReport } from "../language/index.ts";
import {
  autText, dotText, explorationText, explored, inColour, jsonText, plain, sampleText, verdictLine,
} from "../render/index.ts";
import { manifest, recover } from "../store/index.ts";
import { underDebugger } from "./debugging.ts";
import { exitCodes, withUnwritten } from "./exit.ts";
import { type Explorable, exploration, searchOf, secondsSince } from "./exploring.ts";
import { exploreFamily } from "./families.ts";
import type { Io } from "./io.ts";
import { factsOf, lostRemark } from "./loading.ts";
import { type ExploreOptions, usualSeed } from "./options.ts";
import { type Progress, progressOn } from "./progress.ts";
import { readTarget, readerWith, refuseNothing } from "./reading.ts";
import { Refusal, Unanswered } from "../running/refusal.ts";
import { replayCommand } from "./replay-command.ts";
import { type Target, onAllSystems, onSystem, targetsOf } from "./subjects.ts";
import { Pool } from "../running/pool.ts";
import type { Job, JobFacts } from "../running/protocol.ts";
import { writeReport } from "./writing.ts";

/** Most states that are drawn: beyond that no tool lays a graph out, and nobody reads it. */
const drawnMost = 10_000;

/** How far a search goes for an estimate, unless told otherwise: a few seconds, and well up the slope. */
const sampledMost = { statesMost: 2_000_000, callsMost: 30_000_000 };

/** Explores; answers the exit code. */
export async function explore(word: string, given: ExploreOptions, io: Io): Promise<number> {
  const options = underDebugger(given, io);
  const pool = new Pool(options.workers, { seconds: options.limit, megabytes: 1024 });
  const progress = progressOn(io);
  try {
    const explorables = await explorablesBy(word, options, pool);
    if (options.allSystems) {
      for (const sentence of recover(options.out)) io.err(`cordon: ${sentence}\n`);
      return await exploreFamily(word, explorables, options, pool, progress, io);
    }
    const explorable = explorables[0]!;
    if (options.sample) return await sample(explorable, options, pool, progress, io);
    for (const sentence of recover(options.out)) io.err(`cordon: ${sentence}\n`);
    const drawn = await draw(explorable, options, pool, io);
    const report = await exploration(explorable, options, pool, progress);
    progress.clear();
    io.out(textOf(report, options, io));
    return withUnwritten(exitCodes[report.verdict], !drawn);
  } finally {
    progress.clear();
    await pool.end();
  }
}

function textOf(report: ExplorationReport, { json, quiet, with: files }: ExploreOptions, io: Io): string {
  const paint = io.colour ? inColour : plain;
  if (json) return jsonText(report);
  return quiet && report.counterexample?.record !== "" ? verdictLine({ ...report, what: explored(report) }, paint)
    : explorationText(report, paint, replayCommand(report, files));
}

/** The one thing that a word stands for, on one system or on all; throws a Refusal when it stands for nothing, or for more. */
async function explorablesBy(
  word: string, { with: files, system, allSystems }: ExploreOptions, pool: Pool,
): Promise<readonly Explorable[]> {
  const suites = await pool.helper().ask("suites", { with: files });
  const reader = await readerWith(pool, files);
  const { targets } = await targetsOf([word], () => Promise.resolve(suites), reader.formats);
  if (targets.length > 1)
    throw new Refusal(`${word} stands for ${targets.length} systems: explore one of ${some(targets)}`);
  const all: Explorable[] = [];
  for (const target of allSystems ? onAllSystems(targets, suites) : system === undefined ? targets : onSystem(targets, system, suites)) {
    const read = await readTarget(target, reader);
    refuseNothing(read, "explore");
    const job: Job = { subject: read.subject, with: files };
    const what = target.kind === "suite" ? target.name : target.path;
    const facts = await factsOf(pool, job, what);
    all.push({ job, what, facts, system: typeof facts !== "string" ? facts.system : target.kind === "suite" ? target.system ?? what : what });
  }
  return all;
}

const namedMost = 10;

function some(targets: readonly Target[]): string {
  const names = targets.map((target) => target.kind === "suite" ? target.name : target.path);
  const named = names.slice(0, namedMost).join(", ");
  return names.length > namedMost ? `${named} and ${names.length - namedMost} more` : named;
}

/** Asks a question for which a helper runs the specification; what stands in the way is told in one line. */
async function asked<A>(
  { what, facts }: Explorable, question: (facts: JobFacts) => Promise<A>,
): Promise<A> {
  if (typeof facts === "string") throw new Unanswered(`${what}: ${facts}`);
  try {
    return await question(facts);
  } catch (error) {
    throw new Unanswered(`${what}: ${lostRemark(error, what, facts)}`);
  }
}

/** Writes the graphs that were asked for; answers whether the disk took them. */
async function draw(explorable: Explorable, options: ExploreOptions, pool: Pool, io: Io): Promise<boolean> {
  const { dot, aut } = options;
  if (dot === undefined && aut === undefined) return true;
  const name = explored(explorable);
  const search = { ...searchOf(options), ...everyState(options), statesMost: drawnMost };
  const graph = await asked(explorable, () => pool.helper().ask("graph", { job: { ...explorable.job, judging: "kept" }, search }));
  if (graph === null) throw new Refusal(
    `${name} cannot be drawn: it has more than ${drawnMost} states, or breaks a claim; leave out --dot and --aut to see`);
  const written = [
    ...(dot === undefined ? [] : [writeReport(dot, dotText(name, graph), io)]),
    ...(aut === undefined ? [] : [writeReport(aut, autText(graph), io)]),
  ];
  return written.every((one) => one);
}

/** A picture and an estimate are of every state, unless symmetry is asked for. */
const everyState = ({ symmetry }: ExploreOptions): { readonly symmetry: boolean } => ({ symmetry: symmetry === true });

/** Says how many states there are likely to be; that is not a verdict, so the exit code is 0. */
async function sample(
  explorable: Explorable, options: ExploreOptions, pool: Pool, progress: Progress, io: Io,
): Promise<number> {
  const began = performance.now();
  const { job, what, system } = explorable;
  const search = { ...sampledMost, ...searchOf(options), ...everyState(options) };
  const { about, ...estimate } = await asked(explorable, ({ budget: { quick } }) =>
    pool.helper().ask("sample", { job: { ...job, judging: "kept" }, search, seed: usualSeed, ...quick }, ({ states, depth }) =>
      progress.show(`${explored(explorable)}: ${states} states, depth ${depth}`)));
  progress.clear();
  const report: SampleReport = {
    cordon: manifest.version, version: 2, what, system, ...estimate, ...(about === null ? {} : { about }),
    ...everyState(options), seconds: secondsSince(began),
  };
  io.out(options.json ? jsonText(report) : sampleText(report, io.colour ? inColour : plain));
  return exitCodes.PASS;
}
