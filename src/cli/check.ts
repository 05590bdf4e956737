/**
 * `cordon check`: reads and judges each target, and says what it found in every form that was asked for.
 */
import { type Report, type Result, worst } from "../language/index.ts";
import {
  annotations,
  inColour,
  junitXml,
  plain,
  resultText,
  sarifJson,
  summaryText,
  verdictLine,
} from "../render/index.ts";
import { manifest, recover } from "../store/index.ts";
import { Checking } from "./checking.ts";
import { exitCodes, withUnwritten } from "./exit.ts";
import type { Io } from "./io.ts";
import type { RunOptions } from "./options.ts";
import { progressOn } from "./progress.ts";
import { replayCommand } from "./replay-command.ts";
import { readTarget } from "./reading.ts";
import { Refusal } from "./refusal.ts";
import { type Target, bundledTargets, onSystem, targetsOf } from "./subjects.ts";
import { Pool } from "./workers/pool.ts";
import { writeReport } from "./writing.ts";

/** Checks; answers the exit code. */
export async function check(words: readonly string[], options: RunOptions, io: Io): Promise<number> {
  const pool = new Pool(options.workers, { seconds: options.limit, megabytes: 1024 });
  const progress = progressOn(io);
  try {
    const suites = () => pool.helper().ask("suites", { with: options.with });
    const all = words.length === 0 ? await bundledTargets(suites) : await targetsOf(words, suites);
    const targets = options.system === undefined ? all : onSystem(all, options.system, await suites());
    for (const sentence of recover(options.out)) io.err(`cordon: ${sentence}\n`);
    refuseUselessOptions(targets, options);
    const checking = new Checking(pool, options, progress);
    // What the user named is read before anything runs, so that a mistake is told at once.
    const named = new Map(
      targets
        .filter((target) => target.kind === "file" && target.named)
        .map((target) => [target, readTarget(target, options)]),
    );
    const results: Result[] = [];
    for (const target of targets) {
      const read = named.get(target) ?? readTarget(target, options);
      if (read === null) continue;
      const result = await checking.run(read);
      progress.clear();
      results.push(result);
      if (!options.json) io.out(textOf(result, options, targets.length > 1, io));
    }
    if (results.length === 0)
      throw new Refusal(`${words.join(" ")}: none of the ${targets.length} files in it is a Genode configuration`);
    const report: Report = {
      cordon: manifest.version,
      version: 2,
      verdict: worst(results.map(({ verdict }) => verdict)),
      seed: options.seed,
      results,
    };
    return publish(report, options, io);
  } finally {
    progress.clear();
    await pool.end();
  }
}

function refuseUselessOptions(targets: readonly Target[], { isolate, trust }: RunOptions): void {
  const option = isolate.length > 0 ? "--isolate" : trust.length > 0 ? "--trust" : null;
  if (option !== null && !targets.some(({ kind }) => kind === "file"))
    throw new Refusal(`${option} is for system descriptions, and none was given: name a file`);
}

function textOf(result: Result, options: RunOptions, brief: boolean, io: Io): string {
  const paint = io.colour ? inColour : plain;
  // A counterexample that the disk has refused stands nowhere but here.
  return options.quiet && result.counterexample?.record !== ""
    ? verdictLine(result, paint)
    : resultText(result, paint, { replay: replayCommand(result, options.with), brief });
}

async function publish(report: Report, options: RunOptions, io: Io): Promise<number> {
  if (options.json) io.out(`${JSON.stringify(report, null, 2)}\n`);
  else if (report.results.length > 1) io.out(summaryText(report, io.colour ? inColour : plain));
  if (io.environment["GITHUB_ACTIONS"] === "true") (options.json ? io.err : io.out)(annotations(report));
  let written = true;
  if (options.junit !== undefined) written = writeReport(options.junit, junitXml(report), io) && written;
  if (options.sarif !== undefined)
    written = writeReport(options.sarif, sarifJson(report, await titles()), io) && written;
  // A report that the disk refuses must not hide a verdict that is worse.
  return withUnwritten(exitCodes[report.verdict], !written);
}

async function titles(): Promise<Readonly<Record<string, string>>> {
  const { findingPages } = await import("../adapters/genode/findings/index.ts");
  const { problemTitles } = await import("../adapters/genode/index.ts");
  return { ...problemTitles, ...Object.fromEntries(findingPages.map(({ code, title }) => [code, title])) };
}
