/** What a search must have shown for each verdict. */
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import {
  type ExploreOptions, type Exploration, compile, explore, judgeExploration, outcomeNames, promisesOf,
} from "../../src/engine/index.ts";
import type { Specification } from "../../src/language/index.ts";

const system = syncIpcSystem(3, 2, 2, 2);

function judged(specification: Specification, options: Partial<ExploreOptions> = {}, change: Partial<Exploration> = {}, promises: readonly string[] = []) {
  const model = compile(specification, system);
  const search = explore(model, { bytesMost: 2 ** 24, symmetry: false, ...options });
  return judgeExploration(model, { ...search, ...change }, { promises });
}

describe("a search is judged", () => {
  test("PASS when it left nothing out and reached everything", () => {
    const { verdict, remarks, claims, outcomes } = judged(syncIpc, {}, {}, promisesOf(syncIpc));
    expect({ verdict, remarks }).toEqual({
      verdict: "PASS", remarks: ["exhaustive: every state that the system can reach was looked at"],
    });
    expect(claims.map((claim) => claim.verdict)).toEqual(["PASS", "PASS"]);
    expect(outcomes).toHaveLength(outcomeNames(syncIpc.operations).length);
  });
  test("WEAK when a promise is broken, or nothing is claimed", () => {
    expect(judged(syncIpc, {}, {}, ["Call / a server is waitin"])).toMatchObject({
      verdict: "WEAK", remarks: [
        'promised but missing: Call / a server is waitin — did you mean "Call / a server is waiting"?',
        "exhaustive: every state that the system can reach was looked at"],
    });
    expect(judged({ ...syncIpc, invariants: [] }).verdict).toBe("WEAK");
  });
  test("UNKNOWN when it left something out, even if everything was reached", () => {
    for (const [stopped, says] of [["depth", "depth"], ["states", "states"], ["memory", "memory"], ["calls", "calls"]] as const) {
      const { verdict, remarks } = judged(syncIpc, {}, { exhaustive: false, stopped, frontier: 7, states: 100, depth: 3 });
      expect(verdict).toBe("UNKNOWN");
      expect(remarks[0]).toMatch(new RegExp(`${says}.*; 100 states to depth 3, with a frontier of 7$`));
    }
    const { verdict, remarks } = judged(syncIpc, {}, { exhaustive: false, stopped: "abandoned" });
    expect({ verdict, remarks }).toEqual({ verdict: "UNKNOWN", remarks: ["not everything was looked at: a helper was lost"] });
  });
  test("FAIL at the first broken claim, with its length", () => {
    const never = { name: "nobody waits", claim: "x", why: "x", sources: [], holds: ({ client }: any) => client[0].state !== "waiting" };
    const { verdict, claims, remarks } = judged({ ...syncIpc, invariants: [...syncIpc.invariants, never as never] });
    expect(verdict).toBe("FAIL");
    expect(claims.map((claim) => claim.verdict)).toEqual([expect.any(String), expect.any(String), "FAIL"]);
    expect(remarks).toEqual(['"nobody waits" is broken after step 2, and by no shorter trace: it is false in this state']);
    const early = judged({ ...syncIpc, invariants: [...syncIpc.invariants, never as never] }, {}, { stopped: "memory" });
    expect(early.remarks).toEqual(['"nobody waits" is broken after step 2: it is false in this state']);
  });
});
