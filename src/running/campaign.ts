/**
 * A campaign over the helpers. Chunks of traces are taken in turn by whoever is free and added up in their own order,
 * up to the first that ends the campaign, so that any number of helpers gives the same result.
 */
import { type Failure, type Tally, addTally, tracesPerChunk } from "../engine/index.ts";
import type { RecordedTrace } from "../store/index.ts";
import { HelperLost } from "./helper.ts";
import type { Pool } from "./pool.ts";
import { type Campaign, type Job, type JobFacts, type Part, stopAfter } from "./protocol.ts";

/** How a campaign ended. */
export interface Ended {
  /** All traces before the end, added up. */
  readonly tally: Tally;
  readonly failure?: Failure & { readonly told: RecordedTrace };
  /** What stopped it before its time: a sentence, and the claim that was at fault, if it was one. */
  readonly stopped?: { readonly sentence: string; readonly claim?: string };
}

type End = Part | { readonly chunk: number; readonly lost: HelperLost };

/** Told what happens on the way. */
export interface Listener {
  /** A failing trace came in; a later chunk may come in first. */
  found(chunk: number, failure: Failure, told: RecordedTrace): void;
  progress(traces: number): void;
}

export async function runCampaign(
  pool: Pool, job: Job, facts: JobFacts, campaign: Campaign, listener: Listener,
): Promise<Ended> {
  const shared = new SharedArrayBuffer(8);
  const turns = new Int32Array(shared);
  const chunks = Math.ceil(campaign.traces / tracesPerChunk);
  Atomics.store(turns, 1, chunks);
  const fold = new Fold(facts, chunks);
  let traces = 0;
  const hear = (part: Part) => {
    fold.add(part.chunk, part);
    if ("threw" in part) return;
    const { failure } = part.tally;
    if (failure !== null) listener.found(part.chunk, failure, part.found!);
    listener.progress(traces += part.tally.traces);
  };
  const runOne = async (number: number) => {
    try {
      await pool.helper(number).ask("campaign", { job, campaign, turns: shared }, hear);
    } catch (error) {
      if (!(error instanceof HelperLost)) throw error;
      const chunk = Math.max(error.seen.chunk, 0);
      fold.add(chunk, { chunk, lost: error });
      stopAfter(turns, chunk);
    }
  };
  await Promise.all(Array.from({ length: Math.min(pool.size, chunks) }, (_, number) => runOne(number)));
  return fold.ended;
}

/** Adds up what comes in, in the order of the chunks. What was added is not kept: a long campaign has very many chunks. */
class Fold {
  private readonly facts: JobFacts;
  private readonly chunks: number;
  private readonly tally: Tally;
  private readonly waiting = new Map<number, End>();
  private next = 0;
  private early: Ended | null = null;

  constructor(facts: JobFacts, chunks: number) {
    this.facts = facts;
    this.chunks = chunks;
    this.tally = structuredClone(facts.empty);
  }

  add(chunk: number, end: End): void {
    // A helper may be lost after its latest chunk came in, and before it says that it has begun the next.
    this.waiting.set(Math.max(chunk, this.next), end);
    for (let first = this.waiting.get(this.next); first !== undefined && this.early === null; first = this.waiting.get(++this.next)) {
      this.waiting.delete(this.next);
      this.early = this.after(first);
    }
  }

  get ended(): Ended {
    const { early, tally } = this;
    return early ?? (this.next === this.chunks ? { tally } : { tally, stopped: { sentence: "a helper thread was lost" } });
  }

  /** Adds a chunk's end; answers how the campaign ends, if it ends with it. */
  private after(end: End): Ended | null {
    const { tally, facts } = this;
    if ("lost" in end) return { tally, stopped: lostSentence(end.lost, facts) };
    if ("threw" in end)
      return { tally, stopped: { sentence: end.threw, ...(end.claim === "" ? {} : { claim: end.claim }) } };
    addTally(tally, end.tally);
    return tally.failure === null ? null : { tally, failure: { ...tally.failure, told: end.found! } };
  }
}

/** What a lost helper was doing, as a sentence that names it. */
export function lostSentence(
  { seen, end, message }: HelperLost, { claims, operations }: Pick<JobFacts, "claims" | "operations">,
): { readonly sentence: string; readonly claim?: string } {
  if (seen.doing !== "") return { sentence: message };
  const claim = claims[seen.claim];
  if (claim !== undefined) return { sentence: `the invariant "${claim}" ${end}`, claim };
  const operation = operations[seen.operation];
  return { sentence: operation === undefined ? message : `the operation "${operation}" ${end}` };
}
