/** Searches by code with several workers beside one worker, and beside the sentences: the same counts, and the same counterexample. */
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Exploration, type ExploreOptions, type SearchNeeds, abandon, addExplorations, codeTeam, compile, explore, exploreByCode, tell,
} from "../../src/engine/index.ts";
import { codeTasks } from "./code-tasks.ts";

let threads: readonly Worker[] = [];
beforeAll(() => { threads = [0, 1, 2].map(() => new Worker(new URL("./code-member.mjs", import.meta.url))); });
afterAll(async () => { for (const thread of threads) await thread.terminate(); });

const usual = { bytesMost: 1 << 26, symmetry: false };

/** Asks some threads the same, and answers what each says. */
function asked<A>(size: number, question: (worker: number) => object): Promise<A[]> {
  return Promise.all(threads.slice(0, size).map((thread, worker) => new Promise<A>((done) => {
    thread.once("message", done);
    thread.postMessage(question(worker));
  })));
}

/** Searches with some threads. */
async function inTeam(name: string, size: number, given: Partial<ExploreOptions> = {}): Promise<Exploration> {
  const needs = await asked<SearchNeeds>(size, (worker) => ({ name, worker }));
  const options = { ...usual, ...codeTasks[name]!.options, ...given };
  const team = codeTeam(needs[0]!, size, options);
  const shares = await asked<Exploration>(size, (number) => ({ options: { ...options, codeTeam: { ...team, number } } }));
  return addExplorations(shares);
}

/** What must be the same; how many bytes the states take need not be. */
const told = ({ bytes: _, bytesPerState: __, ...rest }: Exploration) => rest;

describe("one worker and several", () => {
  test.each(Object.keys(codeTasks))("find the same: %s", async (name) => {
    const { specification, system, options } = codeTasks[name]!;
    const model = compile(specification, system);
    const one = told(exploreByCode(model, { ...usual, ...options })!);
    for (const size of [2, 3]) expect(told(await inTeam(name, size)), `${size} workers`).toEqual(one);
    if (one.failure !== null) expect(tell(model, one.failure.steps).violation).toEqual(one.failure.violation);
  });
  test.each(Object.keys(codeTasks).slice(1, 4))("find what the sentences find: %s", async (name) => {
    const { specification, system, options } = codeTasks[name]!;
    expect(told(await inTeam(name, 2))).toEqual(told(explore(compile(specification, system), { ...usual, ...options })));
  });
});

describe("a team", () => {
  test("stops where its memory is full, and says so", async () => {
    const all = await inTeam("all states", 2, { bytesMost: 1 << 17 });
    expect(all).toMatchObject({ stopped: "memory", exhaustive: false, failure: null });
    expect(all.states).toBeGreaterThan(1000);
    expect(all.frontier).toBeGreaterThan(0);
  });
  test("is let go when one of it is lost", async () => {
    const needs = await asked<SearchNeeds>(1, (worker) => ({ name: "all states", worker }));
    const team = codeTeam(needs[0]!, 2, usual);
    // The second never comes.
    const first = asked<Exploration>(1, (number) => ({ options: { ...usual, codeTeam: { ...team, number } } }));
    abandon(team);
    expect((await first)[0]).toMatchObject({ stopped: "abandoned", exhaustive: false, failure: null });
  });
});
