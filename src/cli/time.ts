/**
 * `cordon time`: a worked case of timing from a file, a system description, a record, or a claim by its name: what comes out, how it is
 * to be read, what it rests on, and what a search for the worst case has seen.
 */
import { existsSync } from "node:fs";
import {
  type Observation, type TimingCase, type TimingReport, analyses, ask, observe, readCase, reportOf, scalingCurves,
} from "../timing-cases/index.ts";
import { claimPage, curvesSvg, inColour, jsonText, plain, prose, timingSvg, timingText, visibleIn } from "../render/index.ts";
import { manifest, readHead, slug } from "../store/index.ts";
import { asJson } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { jsonPlace, readJson } from "./json-file.ts";
import type { TimeOptions } from "./options.ts";
import { formats } from "../kernels/index.ts";
import { isCalledAsDescription } from "./folders.ts";
import { Refusal, unknown } from "../running/refusal.ts";
import { plotOf, refuseBeaten, witnessJson } from "./time-plot.ts";
import { isRecordOfTrace, timeRecord } from "./time-record.ts";
import { refuseWitness, writeWitness } from "./time-witness.ts";
import { writeReport } from "./writing.ts";

/**
 * Times; answers the exit code: that of FAIL where something else comes out than the case expects or, where it expects
 * nothing, a deadline can be missed.
 */
export async function time(what: string, options: TimeOptions, io: Io): Promise<number> {
  const isFile = existsSync(what);
  if (isFile && !isJson(what)) return (await import("./time-description.ts")).timeDescription(what, options, io);
  const content = isFile ? readJson(what) : undefined;
  const isRecord = isRecordOfTrace(content);
  refuseForeign(what, options, isRecord);
  if (isRecord) return await timeRecord(what, options, io);
  return isFile ? timeCase(what, content, options, io) : await timeClaim(what, options, io);
}

/** A file of JSON by its name or its first character; anything else is read as a system description. */
function isJson(path: string): boolean {
  if (path.endsWith(".json")) return true;
  try {
    return /^\s*[[{]/.test(readHead(path, 1024).toString("utf8"));
  } catch {
    return false;
  }
}

/** What only a system description can use, but for the profile, which a record needs, too. */
function refuseForeign(what: string, options: TimeOptions, isRecord: boolean): void {
  const given = [...(options.profile === undefined || isRecord ? [] : ["--profile"]), ...(options.parameters === undefined ? [] : ["--parameters"]),
    ...(["period", "work", "deadline"] as const).filter((name) => options[name].length > 0).map((name) => `--${name}`),
    ...(options.with.length === 0 || isRecord ? [] : ["--with"]),
    ...(options.crossing === undefined ? [] : ["--crossing"]), ...(options.oneProcessor ? ["--one-processor"] : [])];
  if (given.length > 0) throw new Refusal(`${given[0]!} applies to system descriptions only; ${what} is not one: remove it`);
}

function timeCase(path: string, content: unknown, { json, plot, search, seed, ...files }: TimeOptions, io: Io): number {
  const { read, report, seen } = timed(path, content, search, seed);
  if (seen !== null) refuseBeaten(path, [seen]);
  if (plot !== undefined) {
    const { title, analysis } = report;
    const curves = scalingCurves(read, report.answer);
    if (seen === null && curves === null) throw new Refusal(`${path} cannot be drawn: nothing that ${analysis} bounds is a task set or chains that could be simulated, or a curve`);
    const drawn = curves === null ? timingSvg(plotOf(`${title} (${analysis})`, "time units", [seen!])) : curvesSvg(curves);
    if (!writeReport(plot, drawn, io)) return exitCodes.UNKNOWN;
  }
  if (!writeWitness(path, seen === null ? [] : [seen], files, io)) return exitCodes.UNKNOWN;
  const { tables, values, ...document } = visibleIn(report);
  io.out(json ? jsonText({ cordon: manifest.version, kind: "case", ...document, observed: observedIn(seen) })
    : timingText({ ...document, tables, values }, io.colour ? inColour : plain, io.columns));
  const { comparison, answer } = report;
  const isAsWanted = comparison === undefined ? answer["schedulable"] !== false : comparison.differences.length === 0;
  return isAsWanted ? exitCodes.PASS : exitCodes.FAIL;
}

/** A claim in place of a file. */
async function timeClaim(name: string, { json, plot, ...files }: TimeOptions, io: Io): Promise<number> {
  if (/[/\\]|\.json$/.test(name) || isCalledAsDescription(name, formats)) throw new Refusal(`${name}: there is no such file`);
  const { claims, judged } = await import("../../model/published/index.ts");
  const claim = claims.find(({ id }) => id === slug(name));
  if (claim === undefined) throw unknown("no file and no claim", name, claims.map(({ id }) => id), "(cordon claims shows all claims)");
  refuseWitness(`${claim.id} is a claim`, files);
  if (plot !== undefined) {
    const drawn = claims.filter(({ curves }) => curves !== undefined).map(({ id }) => id);
    if (claim.curves === undefined) throw new Refusal(`--plot: ${claim.id} has no curve to draw; these claims have: ${drawn.join(", ")}`);
    if (!writeReport(plot, curvesSvg(claim.curves()), io)) return exitCodes.UNKNOWN;
  }
  io.out(json ? jsonText({ cordon: manifest.version, kind: "claim", ...judged(claim) })
    : prose(claimPage(judged(claim)), io.colour ? inColour : plain, io.columns));
  return exitCodes.PASS;
}

interface Timed {
  readonly read: TimingCase;
  readonly report: TimingReport;
  readonly seen: Observation | null;
}

function timed(path: string, content: unknown, simulations: number, seed: number): Timed {
  const read = unlessRefused(path, [], () => readCase(content));
  return unlessRefused(path, ["input"], () => {
    const answer = ask(analysisOf(read, path), read);
    const seen = observe(read, answer, simulations, seed);
    return { read, report: reportOf(read, answer, seen), seen };
  });
}

/** What is refused is refused with its place in the file: that of its field below `root`. */
function unlessRefused<Result>(path: string, root: readonly string[], run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof TimingRefusal)) throw error;
    const parts = [...error.field.matchAll(/\[(\d+)\]|[^.[\]]+/g)].map(([name, place]) => place === undefined ? name : Number(place));
    throw new Refusal(`${jsonPlace(path, [...root, ...parts])}: ${error.message}`);
  }
}

function analysisOf({ analysis }: TimingCase, path: string): (typeof analyses)[string] {
  if (!Object.hasOwn(analyses, analysis)) throw unknown("no analysis", analysis, Object.keys(analyses), `(${path} asks for it; docs/timing-cases lists all)`);
  return analyses[analysis]!;
}

/** What was seen of each task, for JSON: the witness replays. */
const observedIn = (seen: Observation | null) => visibleIn(seen?.tasks.flatMap(({ name, found }) => found === null ? [] : [{
  task: name, observed: asJson(found.observedMax), gap: found.gap === null ? null : asJson(found.gap), witness: witnessJson(found.witness),
}]) ?? []);
