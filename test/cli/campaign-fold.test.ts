/** A campaign over helpers that answer in any order, throw, or are lost: the earliest end is the one that counts. */
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { Board } from "../../src/running/board.ts";
import { runCampaign } from "../../src/running/campaign.ts";
import { HelperLost } from "../../src/running/helper.ts";
import type { Pool } from "../../src/running/pool.ts";
import { type Campaign, type Job, type JobFacts, type Part, stopAfter } from "../../src/running/protocol.ts";
import { type ChunkTally, compile, emptyTally, runChunk, tracesPerChunk } from "../../src/engine/index.ts";

const model = compile(syncIpc, syncIpcSystem(2, 1, 1, 1));
const campaign: Campaign = { seed: 1, traces: 5 * tracesPerChunk, steps: 3 };
const facts = { claims: ["c"], operations: ["o"], empty: emptyTally(model) } as unknown as JobFacts;
const sound = (chunk: number): Part => ({ chunk, tally: runChunk(model, campaign, chunk * tracesPerChunk) });
const failing = (chunk: number): Part => {
  const { tally } = sound(chunk) as { readonly tally: ChunkTally };
  const violation = { claim: `broken in ${chunk}`, at: 0, operation: "", outcome: "", why: "" };
  return {
    chunk, tally: { ...tally, failure: { trace: chunk * tracesPerChunk, strategy: "blind", violation, steps: [] } },
    found: { claim: violation.claim, why: "", steps: [], because: [] },
  };
};
const threw = (chunk: number, claim = ""): Part => ({ chunk, threw: `threw in ${chunk}`, claim });

/** The chunks that were still wanted, as the latest helper that was asked knows them. */
let turns: Int32Array = new Int32Array(2);

/** A helper that says these parts, and is lost in the end if a chunk is given. */
const saying = (parts: readonly Part[], lostIn?: number) => ({
  ask: (_: string, question: { readonly turns: SharedArrayBuffer }, event: (part: Part) => void) => {
    turns = new Int32Array(question.turns);
    parts.forEach(event);
    if (lostIn === undefined) return Promise.resolve(null);
    return Promise.reject(new HelperLost("runs on", { ...new Board().seen(), doing: "", claim: -1, operation: 0, chunk: lostIn }, "did not return"));
  },
});
const ran = (...helpers: readonly ReturnType<typeof saying>[]) => running(campaign, helpers);
const running = (how: Campaign, helpers: readonly ReturnType<typeof saying>[], progress: (traces: number) => void = () => {}) => {
  const pool = { size: helpers.length, helper: (number: number) => helpers[number] } as unknown as Pool;
  return runCampaign(pool, {} as Job, facts, how, { found: () => {}, progress });
};

describe("a campaign", () => {
  test("adds its chunks up in their own order, whoever ran them", async () => {
    const one = await ran(saying([0, 1, 2, 3, 4].map(sound)));
    const two = await ran(saying([1, 3].map(sound)), saying([4, 0, 2].map(sound)));
    expect(one.tally.traces).toBe(campaign.traces);
    expect(two).toEqual(one);
    expect(one.stopped).toBeUndefined();
  });
  test("ends with the first failure of several, and counts nothing beyond it", async () => {
    const ended = await ran(saying([failing(3), failing(1)]), saying([0, 2].map(sound)));
    expect(ended.failure?.violation.claim).toBe("broken in 1");
    expect(ended.tally.traces).toBe(2 * tracesPerChunk);
  });
  test("ends where something threw, with or without a claim, and as far as it came", async () => {
    for (const claim of ["", "c"]) {
      const ended = await ran(saying([sound(0), threw(1, claim), failing(2)]));
      expect(ended.stopped).toEqual({ sentence: "threw in 1", ...(claim === "" ? {} : { claim }) });
      expect(ended.failure).toBeUndefined();
      expect(ended.tally.traces).toBe(tracesPerChunk);
    }
  });
  test("ends where a helper was lost, even before it said that it has begun the next chunk", async () => {
    for (const chunk of [1, 0, -1]) {
      const ended = await ran(saying([sound(0)], chunk));
      expect(ended.stopped).toEqual({ sentence: 'the operation "o" did not return' });
      expect(ended.tally.traces).toBe(tracesPerChunk);
    }
  });
  test("says how many traces were run so far", async () => {
    const said: number[] = [];
    await running(campaign, [saying([0, 1, 2, 3, 4].map(sound))], (traces) => said.push(traces));
    expect(said).toEqual([1, 2, 3, 4, 5].map((chunks) => chunks * tracesPerChunk));
  });
  test("wants no chunk after one in which a helper was lost", async () => {
    await ran(saying([sound(0), sound(1)], 2));
    expect(turns[1]).toBe(2);
    await ran(saying([0, 1, 2, 3, 4].map(sound)));
    expect(turns[1]).toBe(5);
  });
  test("is no complete one when chunks are missing, the last and shortest too", async () => {
    const longer = { ...campaign, traces: campaign.traces + 1 };
    expect((await running(longer, [saying([0, 1, 2, 3, 4].map(sound))])).stopped).toEqual({ sentence: "a helper thread was lost" });
    expect((await running(longer, [saying([0, 1, 2, 3, 4, 5].map(sound))])).stopped).toBeUndefined();
    expect((await ran(saying([0, 1].map(sound)))).stopped).toEqual({ sentence: "a helper thread was lost" });
  });
});

test("no chunk after the one that ends a campaign is wanted", () => {
  const turns = new Int32Array(new SharedArrayBuffer(8));
  turns[1] = 9;
  for (const [chunk, wanted] of [[5, 5], [7, 5], [2, 2], [3, 2]] as const) {
    stopAfter(turns, chunk);
    expect(turns[1]).toBe(wanted);
  }
});
