/**
 * The options that runs share, read from the words of the command line and checked.
 */
import { existsSync, statSync } from "node:fs";
import { availableParallelism } from "node:os";
import { resolve } from "node:path";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { Accepted } from "../kernels/configuration.ts";
import type { Isolation } from "../kernels/format.ts";
import { Refusal } from "../running/refusal.ts";

/** The seed of a run that names none: a verdict must not depend on the day. */
export const usualSeed = 1;

/** Seconds of processor time that one sentence may take, where nothing else is said. */
export const usualLimit = 5;

export interface RunOptions {
  readonly seed: number;
  readonly traces?: number;
  readonly steps?: number;
  readonly budget: "quick" | "nightly";
  readonly with: readonly string[];
  readonly system?: string;
  readonly allSystems: boolean;
  readonly json: boolean;
  readonly junit?: string;
  readonly sarif?: string;
  readonly report?: string;
  readonly baseline?: string | readonly Accepted[];
  /** Those of these options that come from a configuration. */
  readonly configured?: readonly string[];
  readonly out: string;
  readonly quiet: boolean;
  readonly workers: number;
  readonly limit: number;
  /** Whether sentences run themselves only, and not as code. */
  readonly plain: boolean;
  readonly isolate: readonly Isolation[];
  readonly trust: readonly string[];
}

export interface ExploreOptions {
  readonly system?: string;
  readonly allSystems: boolean;
  readonly depth?: number;
  readonly states?: number;
  /** In megabytes. */
  readonly memory: number;
  readonly workers: number;
  /** "proved": where it is proved and pays. */
  readonly symmetry: boolean | "proved";
  readonly json: boolean;
  readonly dot?: string;
  readonly aut?: string;
  readonly sample: boolean;
  readonly plain: boolean;
  readonly with: readonly string[];
  readonly out: string;
  readonly limit: number;
  readonly quiet: boolean;
}

export interface TimeOptions {
  readonly json: boolean;
  readonly with: readonly string[];
  readonly plot?: string;
  /** Most simulations of the search for each task or chain; 0 for none. */
  readonly search: number;
  readonly seed: number;
  readonly profile?: string;
  readonly parameters?: string;
  /** TIME, or COMPONENT=TIME. */
  readonly period: readonly string[];
  readonly work: readonly string[];
  readonly deadline: readonly string[];
  readonly crossing?: string;
  readonly oneProcessor: boolean;
  readonly witness?: string;
  readonly trace?: string;
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
    "add what a TypeScript or JavaScript file exports: kernels, suites, invariants, operations, formats, profiles; repeatable",
  )
    .argParser(gathered)
    .default([], "none");
export const onlyOption = () =>
  new Option("--only <text>", "only the mutants that have this in their name; repeatable").argParser(gathered).default([], "all");
export const withinOption = () =>
  new Option("--within <n>", 'mutants within sentences to try of each text, or "all" (default: 1, or all that --only names)')
    .argParser((text) => text === "all" ? text : wholeNumber(0, 1_000_000)(text));
export const workersOption = (about = "threads that run traces") =>
  new Option("--workers <n>", about)
    .argParser(wholeNumber(1, 64))
    .default(Math.min(2, availableParallelism()));
export const limitOption = () =>
  new Option("--limit <seconds>", "processor time that one sentence may take: a claim, an operation, a file that is loaded").argParser(seconds).default(usualLimit);
export const systemOption = () =>
  new Option("--system <name>", "run suites on their system of this name (cordon list shows which there are)");
export const allSystemsOption = () =>
  new Option("--all-systems", "run suites on each of their systems by name, in their order").default(false).conflicts("system");
export const plainOption = () =>
  new Option("--plain", "run the sentences themselves, and not as the code that is made of those that are understood").default(false);
export const outOption = () => new Option("--out <dir>", "folder of journal and records").default(".cordon");
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
    .addOption(systemOption())
    .addOption(allSystemsOption())
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
    .option("--report <file>", "also write the report as JSON")
    .option("--baseline <file>", "findings that are accepted, as a list in JSON with code, component and reason of each")
    .addOption(plainOption())
    .addOption(outOption())
    .option("--quiet", "verdicts only", false)
    .addOption(workersOption())
    .addOption(limitOption());
}

/** Adds the options of `time`. */
export function addTimeOptions(command: Command): Command {
  const ofComponents = (name: string, about: string): Option =>
    new Option(`--${name} <[component=]time>`, `${about}; repeatable`).argParser(gathered).default([], "none");
  return command
    .option("--json", "as one JSON document", false)
    .addOption(withOption())
    .option("--plot <file>", "histograms against the bounds, and the worst case found, or curves of a claim or a cache, as SVG")
    .option("--witness <file>", "the worst case found of what has the least to spare, as a simulation that cordon replay runs again")
    .option("--trace <file>", "the same as trace events, for Perfetto")
    .addOption(new Option("--search <n>", "most simulations for each task in search of its worst case; 0 for none").argParser(wholeNumber(0, 1_000_000)).default(200))
    .addOption(seedOption())
    .option("--profile <name>", "of a system description or record: the kernel and processor whose costs count")
    .addOption(ofComponents("period", "time between two requests of a client, as 16ms"))
    .addOption(ofComponents("work", "time that a component works for a request, as 20us or 5000cycles"))
    .addOption(ofComponents("deadline", "time by which a client wants its answer; the period where none is given"))
    .option("--parameters <file>", "the same for many components, and which sessions they use, as JSON")
    .option("--crossing <time>", "what a call to another processor, and its reply, take each beyond those on one")
    .option("--one-processor", "leave the affinities of the description aside", false);
}

/** The options of `explore` as commander gives them. */
export type GivenToExplore = Omit<ExploreOptions, "symmetry"> & { readonly symmetry: string };

/** Adds the options of `explore`. */
export function addExploreOptions(command: Command): Command {
  return command
    .addOption(systemOption())
    .addOption(allSystemsOption())
    .addOption(new Option("--depth <n>", "look no farther than so many steps").argParser(wholeNumber(0, 1_000_000)))
    .addOption(new Option("--states <n>", "stop at so many states").argParser(wholeNumber(1, 1_000_000_000)))
    .addOption(
      new Option("--memory <MB>", "memory for states, of all threads together")
        .argParser(wholeNumber(1, 1_000_000))
        .default(2048),
    )
    .addOption(workersOption("threads that search"))
    .addOption(
      new Option("--symmetry <auto|on|off>", "count states once that differ only in the order of interchangeable rows; auto: where it is proved")
        .choices(["auto", "on", "off"])
        .default("auto"),
    )
    .addOption(withOption())
    .option("--json", "one JSON document on stdout, and nothing else", false)
    .option("--dot <file>", "also write the states and calls as a graph in DOT")
    .option("--aut <file>", "also write them as an Aldebaran automaton")
    .option("--sample", "only estimate how many states there are", false)
    .addOption(plainOption())
    .addOption(outOption())
    .option("--quiet", "the verdict only", false)
    .addOption(limitOption());
}

/** The options as `explore` takes them; throws a Refusal for what commander cannot see. */
export function exploreOptions(given: GivenToExplore): ExploreOptions {
  refuseNoFolder(given.out);
  const drawing = given.dot === undefined ? given.aut === undefined ? null : "--aut" : "--dot";
  if (given.sample && drawing !== null)
    throw new Refusal(`--sample searches nothing that ${drawing} could draw: leave one out`);
  return { ...given, with: userFiles(given.with), symmetry: given.symmetry === "auto" ? "proved" : given.symmetry === "on" };
}

/** The options as a run takes them; throws a Refusal for what commander cannot see. */
export function runOptions(given: Omit<RunOptions, "isolate"> & { readonly isolate: readonly string[] }): RunOptions {
  refuseNoFolder(given.out);
  return { ...given, with: userFiles(given.with), isolate: given.isolate.map(isolation) };
}

function refuseNoFolder(out: string): void {
  if (out === "") throw new Refusal('--out "" names no folder: give the folder for journal and records');
  if (existsSync(out) && !statSync(out).isDirectory()) throw new Refusal(`--out ${out} is not a directory: give another one`);
}

/** The user's files by absolute path. */
export function userFiles(files: readonly string[]): readonly string[] {
  for (const file of files) {
    if (!existsSync(file)) throw new Refusal(`--with ${file}: there is no such file`);
    if (!statSync(file).isFile())
      throw new Refusal(`--with ${file}: it is not a file; name one TypeScript or JavaScript module`);
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
