/** The worst case that a search found, as files: a simulation that `cordon replay` runs again, and its trace for Perfetto. */
import { type Observation, replayed } from "../timing-cases/index.ts";
import { chromeTrace, simulationDocument } from "../timing/simulation/index.ts";
import type { Io } from "./io.ts";
import type { TimeOptions } from "./options.ts";
import { Refusal } from "../running/refusal.ts";
import { tightestOf } from "./time-plot.ts";
import { writeReport } from "./writing.ts";

type Files = Pick<TimeOptions, "witness" | "trace">;

/** Writes the files that are asked for, of the task with the least to spare; answers whether they are there. */
export function writeWitness(what: string, observations: readonly Observation[], { witness, trace }: Files, io: Io): boolean {
  if (witness === undefined && trace === undefined) return true;
  const tightest = tightestOf(observations);
  if (tightest === undefined) throw new Refusal(`${what} has no worst case to write: nothing of it was simulated in search of one`);
  const { seen, found } = tightest;
  const asText = (content: unknown): string => `${JSON.stringify(content)}\n`;
  return (witness === undefined || writeReport(witness, asText(simulationDocument(seen.system, found.witness, { seed: seen.seed })), io))
    && (trace === undefined || writeReport(trace, asText(chromeTrace(replayed(seen, found), seen.processors)), io));
}

/** Refuses the files where there is no search. */
export function refuseWitness(what: string, { witness, trace }: Files): void {
  const given = witness !== undefined ? "--witness" : trace !== undefined ? "--trace" : null;
  if (given !== null) throw new Refusal(`${given}: ${what}, and no worst case is searched for; leave it out`);
}
