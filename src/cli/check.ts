/**
 * `cordon check`: reads and judges each target, and says what it found in every form that was asked for.
 */
import { type Report, type Result, type Verdict, worst } from "../language/index.ts";
import {
  type RulePages, annotations, inColour, jsonText, junitXml, leftOutText, plain, resultText, sarifJson, summaryText, verdictLine, visible,
} from "../render/index.ts";
import { manifest, recover } from "../store/index.ts";
import { type Baseline, baselineOf } from "./baseline.ts";
import { Checking } from "./checking.ts";
import { underDebugger } from "./debugging.ts";
import { exitCodes, withUnwritten } from "./exit.ts";
import type { Io } from "./io.ts";
import type { RunOptions } from "./options.ts";
import { type Progress, progressOn } from "./progress.ts";
import { replayCommand } from "./replay-command.ts";
import { type Reader, readTarget, readerWith } from "./reading.ts";
import { Refusal } from "../running/refusal.ts";
import { spread } from "./spreading.ts";
import { unusedReasons } from "./unused-reasons.ts";
import { type Target, bundledTargets, onAllSystems, onSystem, targetsOf } from "./subjects.ts";
import { Pool } from "../running/pool.ts";
import { writeReport } from "./writing.ts";

/** A result, and whether its input had to be readable and was not. */
interface Checked {
  readonly result: Result;
  readonly isMissing: boolean;
}

/** Checks; answers the exit code. */
export async function check(words: readonly string[], given: RunOptions, io: Io): Promise<number> {
  const options = underDebugger(given, io);
  const pool = new Pool(options.workers, { seconds: options.limit, megabytes: 1024 });
  const progress = progressOn(io);
  try {
    const suites = () => pool.helper().ask("suites", { with: options.with });
    const reader = await readerWith(pool, options.with);
    const { targets: all, leftOut } = words.length === 0 ? await bundledTargets(suites)
      : await targetsOf(words, suites, reader.formats);
    const targets = options.allSystems ? onAllSystems(all, await suites())
      : options.system === undefined ? all : onSystem(all, options.system, await suites());
    for (const sentence of recover(options.out)) io.err(`cordon: ${sentence}\n`);
    refuseUselessOptions(targets, options);
    const baseline = baselineOf(options.baseline);
    const checked = await checkAll(pool, targets, reader, baseline, options, progress, ({ result }) => {
      progress.clear();
      if (!options.json) io.out(textOf(result, options, targets.length > 1, io));
    });
    if (checked.some(({ result: { kind } }) => kind === "suite"))
      for (const result of unusedReasons(checked.map((one) => one.result), await suites())) {
        checked.push({ result, isMissing: false });
        if (!options.json) io.out(textOf(result, options, true, io));
      }
    const files = targets.flatMap((target) => target.kind === "file" ? [target.path] : []);
    if (!options.quiet) for (const sentence of baseline.stale(files)) io.err(`cordon: note: ${sentence}\n`);
    const report: Report = {
      cordon: manifest.version, version: 2, verdict: merged(checked), seed: options.seed, results: checked.map(({ result }) => result),
      ...(leftOut === undefined ? {} : { leftOut }),
    };
    const smallest = options.allSystems ? smallestBroken(targets, checked) : [];
    const isWhole = await publish(report, options, io);
    if (!options.json) for (const sentence of smallest) io.out(`${visible(sentence)}\n`);
    const isMissing = report.verdict !== "FAIL" && checked.some((one) => one.isMissing);
    return withUnwritten(isMissing ? exitCodes.usage : exitCodes[report.verdict], !isWhole);
  } finally {
    progress.clear();
    await pool.end();
  }
}

/**
 * Checks the targets. Each has helpers of its own as long as there are enough, since all that take part in a campaign have to load it;
 * the results are told in the order of the targets.
 */
async function checkAll(
  pool: Pool, targets: readonly Target[], reader: Reader, baseline: Baseline, options: RunOptions, progress: Progress,
  tell: (checked: Checked) => void,
): Promise<Checked[]> {
  const parts = pool.parts(Math.min(pool.size, targets.length));
  const done: (Checked | undefined)[] = [];
  let told = 0;
  await spread({ size: parts.length }, [...targets.entries()], async (part, [i, target]) => {
    const { findings, ...read } = await readTarget(target, reader.over(parts[part]!), options);
    const result = await new Checking(parts[part]!, options, progress).run({ ...read, findings: baseline.applied(findings) });
    done[i] = { result, isMissing: read.unread !== undefined && read.isWanted };
    for (let next = done[told]; next !== undefined; next = done[++told]) tell(next);
  }, new AbortController().signal);
  return done as Checked[];
}

/** Of each suite the first of its systems on which it fails: from small to large, the smallest. */
function smallestBroken(targets: readonly Target[], checked: readonly Checked[]): readonly string[] {
  const broken = targets.flatMap((target, i) =>
    target.kind === "suite" && checked[i]!.result.verdict === "FAIL" ? [{ name: target.name, system: target.system! }] : []);
  return broken.filter(({ name }, i) => broken.findIndex((one) => one.name === name) === i)
    .map(({ name, system }) => `The smallest system on which ${name} fails: ${system}.`);
}

/** The worst verdict; where anything was checked, an input counts that had to be readable and was not, and no other that was skipped. */
function merged(checked: readonly Checked[]): Verdict {
  const counting = checked.filter(({ result, isMissing }) => result.verdict !== "SKIPPED" || isMissing);
  return worst((counting.length === 0 ? checked : counting).map(({ result }) => result.verdict));
}

function refuseUselessOptions(targets: readonly Target[], { configured = [], ...options }: RunOptions): void {
  const useless = (["isolate", "trust"] as const).find((name) => options[name].length > 0 && !configured.includes(name));
  const option = useless === undefined ? null : `--${useless}`;
  if (option !== null && targets.every(({ kind }) => kind === "suite"))
    throw new Refusal(`${option} applies to system descriptions only, and none was given: name a file`);
}

function textOf(result: Result, options: RunOptions, brief: boolean, io: Io): string {
  const paint = io.colour ? inColour : plain;
  // A counterexample that the disk has refused stands nowhere but here.
  return options.quiet && result.counterexample?.record !== ""
    ? verdictLine(result, paint)
    : resultText(result, paint, { replay: replayCommand(result, options.with), brief });
}

/** Says what was found in every form that was asked for; answers whether all files could be written. */
async function publish(report: Report, options: RunOptions, io: Io): Promise<boolean> {
  const paint = io.colour ? inColour : plain;
  if (options.json) io.out(jsonText(report));
  else {
    if (report.results.length > 1) io.out(summaryText(report, paint));
    io.out(leftOutText(report));
  }
  if (io.inActions) io.annotate(options.json ? "err" : "out", annotations(report));
  const files = [
    ...(options.junit === undefined ? [] : [writeReport(options.junit, junitXml(report), io)]),
    ...(options.report === undefined ? [] : [writeReport(options.report, jsonText(report), io)]),
    ...(options.sarif === undefined ? [] : [writeReport(options.sarif, sarifJson(report, await rulePages()), io)]),
  ];
  return files.every((isWritten) => isWritten);
}

/** The title and page of each finding code. */
async function rulePages(): Promise<RulePages> {
  const { codes } = await import("./inventory.ts");
  return Object.fromEntries(codes().map(({ code, title, page }) => [code, { title, page }]));
}
