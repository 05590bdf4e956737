/** `cordon explore --all-systems`: every system of a suite, one after the other, from small to large. */
import { type FamilyReport, worst } from "../language/index.ts";
import { familyText, inColour, jsonText, plain } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import { exitCodes } from "./exit.ts";
import { type Explorable, exploration } from "./exploring.ts";
import type { Io } from "./io.ts";
import type { ExploreOptions } from "./options.ts";
import type { Progress } from "./progress.ts";
import { replayCommand } from "./replay-command.ts";
import { Refusal } from "../running/refusal.ts";
import type { Pool } from "../running/pool.ts";

/** Explores each; answers the exit code of the worst verdict. */
export async function exploreFamily(
  what: string, all: readonly Explorable[], options: ExploreOptions, pool: Pool, progress: Progress, io: Io,
): Promise<number> {
  const alone = (["dot", "aut"] as const).find((name) => options[name] !== undefined) ?? (options.sample ? "sample" : undefined);
  if (alone !== undefined) throw new Refusal(`--${alone} is of one system: name it by --system in place of --all-systems`);
  const systems: FamilyReport["systems"][number][] = [];
  for (const explorable of all) systems.push(await exploration(explorable, options, pool, progress));
  progress.clear();
  const smallest = systems.find(({ verdict }) => verdict === "FAIL");
  const report: FamilyReport = {
    cordon: manifest.version, version: 2, what, verdict: worst(systems.map(({ verdict }) => verdict)),
    ...(smallest === undefined ? {} : { smallest: smallest.system }), systems,
  };
  io.out(options.json ? jsonText(report)
    : familyText(report, io.colour ? inColour : plain, options.quiet, smallest === undefined ? "" : replayCommand(smallest, options.with)));
  return exitCodes[report.verdict];
}
