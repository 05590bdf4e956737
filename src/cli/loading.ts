/**
 * The first question about a job, and what is said when a helper does not answer it or a later one.
 */
import { Refusal } from "../running/refusal.ts";
import { capital } from "./recording.ts";
import { lostSentence } from "../running/campaign.ts";
import { HelperLost, Threw } from "../running/helper.ts";
import type { Pool } from "../running/pool.ts";
import type { Job, JobFacts } from "../running/protocol.ts";

/** Loads a job; a sentence says why it cannot be run here. Throws a Refusal when it cannot be used at all. */
export async function factsOf(pool: Pool, job: Job, what: string): Promise<JobFacts | string> {
  try {
    return await pool.helper().ask("load", { job });
  } catch (error) {
    if (error instanceof Refusal && job.subject.kind === "system" && error.fault?.endsWith("out of bound") === true)
      return `The system is too large for its specification, and was not run: ${error.message}`;
    return lostRemark(error, what, { claims: [], operations: [] });
  }
}

/**
 * What is said of a helper that was lost or whose code threw; any other error is thrown again, a fault of a specification
 * with what it was found in.
 */
export function lostRemark(
  error: unknown, what: string, facts: Pick<JobFacts, "claims" | "operations">,
): string {
  if (error instanceof HelperLost) return `${capital(lostSentence(error, facts).sentence)}.`;
  if (error instanceof Threw) return `${capital(error.message)}.`;
  if (error instanceof Refusal && error.fault !== undefined)
    throw new Refusal(`${what}: ${error.message}`, error.fault);
  throw error;
}
