/**
 * Specifications that were made to obtain a false PASS: each gets the verdict that is right, for the reason that is right, whether random
 * traces are drawn or all states searched, alone or in a team; and its healthy twin is PASS.
 */
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Exploration, abandon, addExplorations, teamMemory } from "../../../src/engine/index.ts";
import { type EngineCase, type Expected, type Said, type Way, saidAlone, saidOfTeam, ways } from "./asking.ts";
import { engineCases } from "./index.ts";

let workers: readonly Worker[] = [];
beforeAll(() => { workers = [0, 1].map(() => new Worker(new URL("./member.mjs", import.meta.url))); });
afterAll(async () => { for (const worker of workers) await worker.terminate(); });

type Answer = { readonly found?: Exploration; readonly error?: { readonly code?: string; readonly message: string } };

/** Searches in two threads. */
async function saidInTeam(kind: string, one: EngineCase, which: "suite" | "healthy", way: Way): Promise<Said> {
  const team = teamMemory(workers.length, 1 << 24);
  const answers = await Promise.all(workers.map((worker, number) => new Promise<Answer>((resolve) => {
    worker.once("message", (answer: Answer) => {
      // Whoever is left waits for one that does not come.
      if (answer.error !== undefined) abandon(team);
      resolve(answer);
    });
    worker.postMessage({ team: { ...team, number }, kind, name: one.name, which, way });
  })));
  const failed = answers.find(({ error }) => error !== undefined)?.error;
  if (failed !== undefined) return { verdict: failed.code === undefined ? "UNKNOWN" : "refused", remarks: [failed.message] };
  return saidOfTeam(one[which], addExplorations(answers.map(({ found }) => found!)));
}

function expectSaid(said: Said, [verdict, reason]: Expected): void {
  expect(said).toEqual({ ...said, verdict });
  expect(said.remarks.join("\n")).toMatch(reason);
}

const healthy: Expected = ["PASS", /./];

for (const [kind, cases] of Object.entries(engineCases)) describe(kind, () => {
  for (const one of cases) for (const way of ways) {
    const expected = one.said[way];
    if (expected === undefined) continue;
    test(`${one.name}: ${way}, alone`, () => {
      expectSaid(saidAlone(one.suite, way), expected);
      expectSaid(saidAlone(one.healthy, way), healthy);
    });
    if (way !== "check") test(`${one.name}: ${way}, by two workers`, async () => {
      expectSaid(await saidInTeam(kind, one, "suite", way), expected);
      expectSaid(await saidInTeam(kind, one, "healthy", way), healthy);
    });
  }
});
