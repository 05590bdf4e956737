/** Of several counterexamples of one run, the journal keeps the one that the report tells: the earliest, in whatever order they came in. */
import { expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { Checking } from "../../src/cli/checking.ts";
import type { RunOptions } from "../../src/cli/options.ts";
import type { ReadTarget } from "../../src/cli/reading.ts";
import type { Pool } from "../../src/running/pool.ts";
import type { Part } from "../../src/running/protocol.ts";
import { compile, emptyTally, runChunk, tracesPerChunk } from "../../src/engine/index.ts";
import { fold } from "../../src/store/journal.ts";
import { foreignFolder } from "./cordon.ts";

const model = compile(syncIpc, syncIpcSystem(2, 1, 1, 1));
const campaign = { seed: 1, traces: 3 * tracesPerChunk, steps: 3 };
const told = (chunk: number) => ({ claim: `broken in ${chunk}`, why: "", steps: [], because: [] });

function failing(chunk: number): Part {
  const { failure: _, ...tally } = runChunk(model, campaign, chunk * tracesPerChunk);
  const violation = { claim: `broken in ${chunk}`, at: 0, operation: "", outcome: "", why: "" };
  return { chunk, tally: { ...tally, failure: { trace: chunk * tracesPerChunk, strategy: "blind", violation, steps: [] } }, found: told(chunk) };
}

/** Answers as a helper does, and says what fails in this order of chunks. */
const poolSaying = (chunks: readonly number[]): Pool => ({
  size: 1,
  helper: () => ({
    ask: (what: string, { violation }: { readonly violation?: { readonly claim: string } }, hear: (part: Part) => void) => {
      if (what === "campaign") chunks.map(failing).forEach(hear);
      return Promise.resolve({
        load: { specification: { name: "made-up", digest: "0" }, budget: { quick: campaign }, claims: ["c"], operations: ["o"], breaks: {}, empty: emptyTally(model) },
        campaign: null, judge: { verdict: "FAIL", claims: [], outcomes: [], remarks: [] }, shrink: { ...told(0), claim: violation?.claim },
      }[what]);
    },
  }),
}) as unknown as Pool;

test.each([[[0, 2, 1]], [[2, 1, 0]], [[1, 0, 2]]])("chunks %j", async (chunks) => {
  const out = foreignFolder();
  const options = { seed: 1, budget: "quick", with: [], out, traces: campaign.traces, steps: 3 } as unknown as RunOptions;
  const target: ReadTarget = { what: "made-up", subject: { kind: "suite", name: "made-up" }, findings: [], runs: true, isWanted: true };
  const { counterexample } = await new Checking(poolSaying(chunks), options, { show: () => {}, clear: () => {} }).run(target);
  expect(counterexample?.claim).toBe("broken in 0");
  const entries = fold(out).entries as readonly { readonly kind: string; readonly id?: string; readonly of?: string; readonly record?: { readonly claim: string } }[];
  const became = (kind: string): string[] => entries.filter((one) => one.kind === kind)
    .map(({ of }) => entries.find(({ id }) => id === of)!.record!.claim).sort();
  expect([became("written"), became("dropped")]).toEqual([["broken in 0"], ["broken in 1", "broken in 2"]]);
});
