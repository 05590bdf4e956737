/**
 * `cordon replay`: runs the counterexample of a record again and shows each step with what it changed; or a simulation.
 */
import { inColour, plain, replayText } from "../render/index.ts";
import { type FailureRecord, digest, readBounded } from "../store/index.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { recordAt } from "./json-file.ts";
import { Refusal } from "../running/refusal.ts";
import { replayOfSimulation, simulationIn } from "./replay-simulation.ts";
import { lostSentence } from "../running/campaign.ts";
import { HelperLost, Threw } from "../running/helper.ts";
import { Pool } from "../running/pool.ts";
import type { Job, JobFacts } from "../running/protocol.ts";

export interface ReplayOptions {
  readonly with: readonly string[];
  readonly limit: number;
}

/** Replays a record: 1 when the claim still breaks, 0 when it does not, 3 when the steps make no sense any more. */
export async function replay(path: string, { with: files, limit }: ReplayOptions, io: Io): Promise<number> {
  const simulation = simulationIn(path);
  if (simulation !== undefined) return replayOfSimulation(path, simulation, io);
  const record = recordAt(path, "is not a record that can be replayed");
  const notes = extrasNotes(record, files);
  const { on, mutant } = record;
  const job: Job = {
    subject: on.kind === "suite" ? on : { kind: "system", path: on.path, text: on.text }, with: files,
    ...(mutant === undefined ? {} : { mutant }),
  };
  let facts: Pick<JobFacts, "claims" | "operations" | "breaks"> = { claims: [], operations: [], breaks: {} };
  const pool = new Pool(1, { seconds: limit, megabytes: 1024 });
  try {
    facts = await pool.helper().ask("load", { job });
    // A claim that is there to be broken was found without the others, which may break sooner.
    const alone = Object.hasOwn(facts.breaks, record.claim) ? { ...job, judging: { broken: record.claim } } : job;
    const replayed = await pool.helper().ask("replay", { job: alone, record });
    io.out(replayText(record, replayed, notes, io.colour ? inColour : plain));
    if ((replayed.senseless ?? replayed.violation?.unsure) !== undefined) return exitCodes.UNKNOWN;
    return replayed.violation === null ? exitCodes.PASS : exitCodes.FAIL;
  } catch (error) {
    if (!(error instanceof HelperLost || error instanceof Threw)) throw error;
    const sentence = error instanceof Threw ? error.message : lostSentence(error, facts).sentence;
    io.err(`cordon: ${path}: ${sentence}\n`);
    return exitCodes.UNKNOWN;
  } finally {
    await pool.end();
  }
}

/** What is to be said about the user's files; a record never makes us load a file that was not named again. */
function extrasNotes(record: FailureRecord, files: readonly string[]): string[] {
  const again = record.with.map(({ path }) => `--with ${path}`).join(" ");
  if (record.with.length > files.length)
    throw new Refusal(`this record was made with files of yours; name them again: ${again}`);
  const now = files.map((file) => digest(readBounded(file, 64 * 1024 * 1024)));
  return record.with
    .filter(({ sha256 }) => !now.includes(sha256))
    .map(({ path }) => `${path} has changed since the record was made.`);
}
