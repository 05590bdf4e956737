/** A hundred random specifications, in which the engine and the plain interpreter must agree. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { InTeam } from "./comparing.ts";
import { Coverage } from "./coverage.ts";
import { compareSeed } from "./seeds.ts";
import { startTeam } from "./team.ts";

/** Seeds in one test, and calls that the plain search may take for each. */
const [seedsEach, callsMost] = [20, 3000];
const coverage = new Coverage();
let team: ReturnType<typeof startTeam>;
const inTeam: InTeam = (text, depthMost) => team.search(text, depthMost);
beforeAll(() => { team = startTeam(); });
afterAll(() => team.end());

describe("a random specification means the same to the engine and to the plain interpreter", () => {
  test.each([1, 21, 41, 61, 81])("seeds from %i on", async (first) => {
    const different: Record<string, readonly string[]> = {};
    for (let seed = first; seed < first + seedsEach; seed++) {
      const { text, result } = await compareSeed(seed, callsMost, inTeam);
      coverage.add(text, result);
      if (result.differences.length > 0) different[`npm run fuzz -- --specs 1 --seed ${seed} --calls ${callsMost}`] = result.differences;
    }
    expect(different).toEqual({});
  });
});

describe("the hundred have", () => {
  const has = (kind: keyof Coverage["counts"], names: readonly string[], times: number) => test(`${kind}: ${names.join(", ")}`, () => {
    for (const name of names) expect({ name, often: (coverage.counts[kind][name] ?? 0) >= times, times: coverage.counts[kind][name] }).toMatchObject({ name, often: true });
  });
  has("columns", ["flag", "signed", "cyclic", "choice", "reference", "queue", "set", "rights", "lifecycle", "constant"], 12);
  has("columns", [1, 2, 3, 255, 256, 65535, 65536, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1].map((max) => `count up to ${max}`), 1);
  has("asks", ["by", "flag", "upTo", "choice", "row", "among"], 20);
  has("claims", ["state", "row", "step", "change", "two runs", "seen"], 12);
  has("claims", ["within", "within, broken", "within, held"], 5);
  has("parts", ["look", "look that is null first", "check", "case with a condition", "case without one", "step with a choice", "interchangeable table", "rule about who acts"], 20);
  has("parts", ["table without rows", "table within another"], 2);
  has("compared", ["states", "orbits", "pairs of runs", "campaigns"], 20);
  has("compared", ["violations", "claims about progress", "claims about progress that are broken"], 8);
});
