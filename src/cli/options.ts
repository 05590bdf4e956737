/**
 * The options that runs share, read from the words of the command line and checked.
 */
import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Isolation } from "../adapters/genode/findings/index.ts";
import { Refusal } from "./refusal.ts";

/** The seed of a run that names none: a verdict must not depend on the day. */
export const usualSeed = 1;

export interface RunOptions {
  readonly seed: number;
  readonly traces?: number;
  readonly steps?: number;
  readonly budget: "quick" | "nightly";
  readonly with: readonly string[];
  readonly json: boolean;
  readonly junit?: string;
  readonly sarif?: string;
  readonly out: string;
  readonly quiet: boolean;
  readonly workers: number;
  readonly limit: number;
  readonly isolate: readonly Isolation[];
  readonly trust: readonly string[];
}

/** A whole number between two bounds. */
export const wholeNumber =
  (least: number, most: number) =>
  (text: string): number => {
    const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
    return value;
  };

/** Gathers an option that may be given several times. */
export const gathered = (value: string, before: readonly string[]): readonly string[] => [...before, value];

export const withOption = () =>
  new Option(
    "--with <file>",
    "add the invariants, operations and suites of a TypeScript or JavaScript file; repeatable",
  )
    .argParser(gathered)
    .default([], "none");
export const workersOption = () =>
  new Option("--workers <n>", "threads that run traces")
    .argParser(wholeNumber(1, 64))
    .default(Math.min(2, availableParallelism()));
export const limitOption = () =>
  new Option("--limit <seconds>", "time that one invariant or operation may take").argParser(seconds).default(5);
export const seedOption = () =>
  new Option("--seed <n>", "number that all chance comes from")
    .argParser(wholeNumber(0, 0xffffffff))
    .default(usualSeed);
export const tracesOption = (about: string) =>
  new Option("--traces <n>", about).argParser(wholeNumber(0, 1_000_000_000));

/** Adds the options of `check`. */
export function addRunOptions(command: Command): Command {
  return command
    .addOption(seedOption())
    .addOption(tracesOption("random traces in place of the budget's; 0 = static stage only"))
    .addOption(
      new Option("--steps <n>", "operations in a trace, in place of the budget's").argParser(wholeNumber(1, 100_000)),
    )
    .addOption(new Option("--budget <name>", "how long to run").choices(["quick", "nightly"]).default("quick"))
    .addOption(withOption())
    .addOption(
      new Option(
        "--isolate <A,B>",
        "no information may flow between A and B: components, several joined by +; repeatable",
      )
        .argParser(gathered)
        .default([], "none"),
    )
    .addOption(
      new Option("--trust <component>", "a component that passes on only what it should; repeatable")
        .argParser(gathered)
        .default([], "none"),
    )
    .option("--json", "one JSON document on stdout, and nothing else", false)
    .option("--junit <file>", "also write the report as JUnit XML")
    .option("--sarif <file>", "also write the report as SARIF 2.1.0")
    .option("--out <dir>", "folder of journal and records", ".cordon")
    .option("--quiet", "verdicts only", false)
    .addOption(workersOption())
    .addOption(limitOption());
}

/** The options as a run takes them; throws a Refusal for what commander cannot see. */
export function runOptions(given: Omit<RunOptions, "isolate"> & { readonly isolate: readonly string[] }): RunOptions {
  if (given.out === "") throw new Refusal('--out "" names no folder: give the folder for journal and records');
  if (existsSync(given.out) && !statSync(given.out).isDirectory())
    throw new Refusal(`--out ${given.out} is no folder: give another one`);
  return { ...given, with: userFiles(given.with), isolate: given.isolate.map(isolation) };
}

/** The user's files by absolute path. */
export function userFiles(files: readonly string[]): readonly string[] {
  for (const file of files) {
    if (!existsSync(file)) throw new Refusal(`--with ${file}: there is no such file`);
    if (!statSync(file).isFile())
      throw new Refusal(`--with ${file}: it is no file; name one TypeScript or JavaScript module`);
  }
  return [...new Set(files.map((file) => resolve(file)))];
}

function isolation(text: string): Isolation {
  const sides = text.split(",").map((side) => side.split("+").map((name) => name.trim()));
  if (sides.length !== 2 || sides.flat().includes("")) throw new Refusal(
    `--isolate ${text}: give two sets of components, as in --isolate shell+editor,vault`);
  return { from: sides[0]!, to: sides[1]! };
}

function seconds(text: string): number {
  const value = /^\d{1,6}(\.\d{1,3})?$/.test(text) ? Number(text) : 0;
  if (value <= 0) throw new InvalidArgumentError("It must be a number of seconds above 0, such as 5 or 0.5.");
  return value;
}
