/**
 * The command line: which commands and options there are. What they do is loaded when it is needed, so that help is
 * quick.
 */
import { Command, CommanderError } from "commander";
import { manifest } from "../store/index.ts";
import { exitCodes } from "./exit.ts";
import { type Io, type Outside, guarded } from "./io.ts";
import {
  type GivenToExplore,
  type RunOptions,
  type TimeOptions,
  addExploreOptions,
  addRunOptions,
  addTimeOptions,
  exploreOptions,
  limitOption,
  onlyOption,
  runOptions,
  seedOption,
  tracesOption,
  userFiles,
  withOption,
  withinOption,
  workersOption,
} from "./options.ts";
import { Refusal, Unanswered } from "../running/refusal.ts";

/** Runs one command line, without the names of node and script; answers the exit code. */
export async function run(words: readonly string[], outside: Outside): Promise<number> {
  const io = guarded(outside);
  let code = 0;
  const program = programFor(io, (exit) => { code = exit; });
  try {
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return await ended(error, io);
    if (!(error instanceof Refusal || error instanceof Unanswered)) throw error;
    io.err(`cordon: ${await visibleLine(error.message)}\n`);
    return error instanceof Refusal ? exitCodes.usage : exitCodes.UNKNOWN;
  }
}

/** A refusal in one line, safe for a terminal. */
async function visibleLine(message: string): Promise<string> {
  const { visible } = await import("../render/index.ts");
  return visible(message.replaceAll("\n", "; "));
}

async function ended({ code, message }: CommanderError, io: Io): Promise<number> {
  if (code === "commander.helpDisplayed" || code === "commander.version") return 0;
  const sentence = message.replace(/^error: /, "").replaceAll("\n", " ").replace(/\.$/, "");
  if (code !== "commander.help") io.err(`cordon: ${await visibleLine(sentence)}; see cordon --help\n`);
  return exitCodes.usage;
}

type Given = Omit<RunOptions, "isolate"> & { readonly isolate: readonly string[] };

function programFor(io: Io, exit: (code: number) => void): Command {
  const program = new Command("cordon")
    .description("Checks microkernel specifications and component systems against the claims made about them.")
    .version(manifest.version, "--version", "print the version")
    .option("--config <file>", "options from this file (JSON, or a module, which is run) in place of the nearest cordon.json")
    .option("--no-config", "no options from any file")
    .hook("preAction", async (_, command) => (await import("./configuration.ts")).configure(command, io))
    .helpCommand(false).helpOption("--help", "show help")
    .exitOverride().showSuggestionAfterError()
    .configureOutput({ writeOut: io.out, writeErr: io.err, outputError: () => {} });
  program.addHelpText("after", "\nExit codes: 0 PASS, 1 FAIL, 2 SKIPPED or wrong usage, 3 UNKNOWN, 4 WEAK.");

  addRunOptions(
    program
      .command("check [what...]")
      .description(
        "check suites, all suites of a specification, system descriptions, or folders of them; "
        + "without WHAT, everything that is bundled",
      ),
  ).action(async (what: string[], given: Given) =>
    exit(await (await import("./check.ts")).check(what, runOptions(given), io)),
  );
  addExploreOptions(
    program
      .command("explore <what>")
      .description("search every state that a suite's system or a system description can reach"),
  ).action(async (what: string, given: GivenToExplore) =>
    exit(await (await import("./explore.ts")).explore(what, exploreOptions(given), io)),
  );
  program
    .command("show <file>")
    .description("show a system description as it was understood")
    .option("--json", "the whole tree as JSON, without positions", false)
    .addOption(withOption())
    .action(async (file: string, given: { json: boolean; with: string[] }) =>
      exit(await (await import("./show.ts")).show(file, { json: given.json, with: userFiles(given.with) }, io)),
    );
  program
    .command("replay <file>")
    .description("run the counterexample of a record again, step by step, or a simulation that time --witness has written")
    .addOption(withOption())
    .addOption(limitOption())
    .action(async (path: string, given: { with: string[]; limit: number }) =>
      exit(await (await import("./replay.ts")).replay(path, { with: userFiles(given.with), limit: given.limit }, io)));
  program.command("list [what...]")
    .description("list specifications, systems, suites, operations, invariants, finding codes, claims and cost profiles")
    .option("--unread", "list the sentences of suites, specifications or system descriptions that are not understood, and why", false)
    .option("--json", "as one JSON document", false).addOption(withOption())
    .action(async (what: string[], given: { unread: boolean; json: boolean; with: string[] }) => {
      const options = { json: given.json, with: userFiles(given.with) };
      if (given.unread) return exit(await (await import("./unread.ts")).unread(what, options, io));
      if (what.length > 0) throw new Refusal(`list takes "${what[0]!}" with --unread only; cordon explain gives the page of one thing`);
      exit(await (await import("./list.ts")).list(options, io));
    });
  program
    .command("explain <id>")
    .description("print the page of an operation, invariant, suite, specification, finding code, claim or record")
    .addOption(withOption())
    .action(async (id: string, given: { with: string[] }) =>
      exit(await (await import("./explain.ts")).explain(id, userFiles(given.with), io)),
    );
  program.command("init <name>")
    .description("write a folder with a kernel of one's own to begin with: operations, claims, a suite, a test, a workflow")
    .action(async (name: string) => exit(await (await import("./init.ts")).init(name, io)));
  program.command("claims").description("hold what was printed about kernels against its own numbers")
    .option("--json", "as one JSON document", false)
    .action(async (given: { json: boolean }) => exit((await import("./claims.ts")).claims(given.json, io)));
  addTimeOptions(program.command("time <what>")
    .description("bound the latencies of a worked case of timing (a JSON file) or of the call chains of a system description, "
      + "add up what the trace of a record takes, or judge a claim"))
    .action(async (what: string, given: TimeOptions) =>
      exit(await (await import("./time.ts")).time(what, { ...given, with: userFiles(given.with) }, io)));
  program
    .command("mutants <what...>")
    .description("put deliberate faults into a specification, and see which claims find them")
    .addOption(seedOption())
    .addOption(tracesOption("random traces in place of the quick budget's"))
    .option("--strategy <name>", "one strategy in place of the portfolio")
    .addOption(onlyOption())
    .addOption(withinOption())
    .option("--json", "as one JSON document", false)
    .addOption(withOption())
    .addOption(workersOption())
    .addOption(limitOption())
    .action(async (what: string[], given: MutantsGiven) =>
      exit(await (await import("./mutants.ts")).mutants(what, { ...given, with: userFiles(given.with) }, io)));
  return program;
}

interface MutantsGiven {
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: string;
  readonly only: readonly string[];
  readonly within?: number | "all";
  readonly json: boolean;
  readonly with: readonly string[];
  readonly workers: number;
  readonly limit: number;
}
