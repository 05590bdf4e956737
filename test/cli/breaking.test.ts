/** Suites that are there to see claims broken: by `check`, `explore`, `mutants`, `replay` and `list`. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ExplorationReport, Report } from "../../src/language/index.ts";
import { complaint } from "../../src/store/schema.ts";
import { cordon, foreignFolder } from "./cordon.ts";

const home = "the secret stays at home";
const out = foreignFolder();
const words = ["--with", "test/cli/fixtures/breaking.ts", "--out", out];
const schemaOf = (command: string) => JSON.parse(readFileSync(`schema/${command}.schema.json`, "utf8"));
const named = async (command: "check" | "explore", name: string, ...more: string[]) => {
  const { code, out: text } = await cordon([command, name, ...words, "--json", ...more]);
  const document = JSON.parse(text) as Report & ExplorationReport;
  expect(complaint(schemaOf(command), document)).toBeNull();
  return { code, result: command === "check" ? document.results[0]! : document };
};

describe.each(["check", "explore"] as const)("%s", (command) => {
  test("passes where exactly these claims break, in so many steps, and judges the others", async () => {
    const { code, result } = await named(command, "both-break");
    expect(code).toBe(0);
    expect(result.counterexample).toBeUndefined();
    expect(result.breaks).toMatchObject([
      { claim: home, steps: 5, verdict: "PASS", counterexample: { claim: home, length: 5, atLeast: 5 } },
      { claim: "nobody writes", steps: 2, verdict: "PASS", counterexample: { claim: "nobody writes", length: 2 } }]);
    expect(result.claims.map(({ name, verdict, breaks }) => [name, verdict, breaks])).toEqual(
      [[home, "PASS", 5], ["a buffer is its owner's", "PASS", undefined], ["nobody writes", "PASS", 2]]);
    expect(result.outcomes.every(({ count }) => count > 0)).toBe(true);
  });

  test.each([["too-few", 4], ["too-many", 6]])("fails where a claim breaks in other steps than the suite says: %s", async (name, steps) => {
    const { code, result } = await named(command, name);
    expect(code).toBe(1);
    expect(result.breaks).toMatchObject([{ steps, verdict: "FAIL", counterexample: { length: 5 } }]);
    expect(result.remarks[0]).toContain(`"${home}" is broken in 5 steps, and by no shorter trace, where the suite says ${steps}`);
  });

  test("fails where a claim holds, and goes on to the next", async () => {
    const { code, result } = await named(command, "it-holds");
    expect(code).toBe(1);
    expect(result.breaks!.map(({ verdict }) => verdict)).toEqual(["FAIL", "PASS"]);
    expect(result.remarks[0]).toContain(`"a buffer is its owner's" should be broken in 2 steps, and holds in ${command === "check" ? "200 traces" : "every state"}`);
  });

  test("fails where another claim breaks, with its counterexample", async () => {
    const { code, result } = await named(command, "another-breaks");
    expect(code).toBe(1);
    expect(result.counterexample).toMatchObject({ claim: "nobody writes", length: 2 });
    expect(result.breaks).toMatchObject([{ claim: home, verdict: "PASS" }]);
  });
});

test("a search that ends early decides nothing of a claim that it did not break", async () => {
  const { code, result } = await named("explore", "it-holds", "--depth", "2");
  expect(code).toBe(3);
  expect(result.breaks!.map(({ verdict }) => verdict)).toEqual(["UNKNOWN", "UNKNOWN"]);
});

test("a claim about progress is left to explore, which counts its loop", async () => {
  const checked = await named("check", "starving");
  expect(checked.code).toBe(0);
  expect(checked.result.breaks).toEqual([{ claim: "nobody starves", steps: 4, verdict: "SKIPPED" }]);
  expect(checked.result.remarks.join()).toContain('Only cordon explore decides "nobody starves", which should be broken in 4 steps.');
  const explored = await named("explore", "starving", "--workers", "1");
  expect(explored.result.breaks).toMatchObject([{ verdict: "PASS", counterexample: { length: 1, loop: { length: 3 } } }]);
  expect(explored.code).toBe(0);
});

test("on another system nothing is there to be broken", async () => {
  const { code, result } = await named("check", "elsewhere", "--system", "alone");
  expect([code, result.breaks]).toEqual([4, undefined]);
  expect((await named("check", "elsewhere", "--system", "two")).result.breaks).toHaveLength(1);
});

test("says what is seen in text, JUnit and SARIF, and replays it", async () => {
  const [junit, sarif] = [join(out, "junit.xml"), join(out, "sarif.json")];
  const told = await cordon(["check", "both-break", "it-holds", "another-breaks", ...words, "--junit", junit, "--sarif", sarif]);
  expect(told.out).toContain("1 of 3 claims held, 2 broken as they should be");
  const command = /As it should, "the secret stays at home" is broken in 5 steps, and by no shorter trace \((cordon replay [^)]*)\)/.exec(told.out)![1]!;
  const replayed = await cordon(command.split(" ").slice(1));
  expect(replayed.out).toContain(`"${home}" is broken after step 5`);
  expect(replayed.out).not.toContain("has changed");
  const xml = readFileSync(junit, "utf8");
  expect(xml.match(/<testsuite [^>]*/g)).toEqual([
    expect.stringContaining('tests="3" failures="0"'), expect.stringContaining('tests="2" failures="1"'), expect.stringContaining('tests="3" failures="1"')]);
  expect(xml).toContain("holds in 200 traces");
  const { runs: [{ results }] } = JSON.parse(readFileSync(sarif, "utf8")) as { runs: [{ results: { ruleId: string; message: { text: string } }[] }] };
  expect(results.map(({ ruleId }) => ruleId)).toEqual(["claim/a buffer is its owner's", "claim/nobody writes"]);
});

test.each([
  ["misspelt", /breaks "the secret stays at hom", which is not a claim — did you mean "the secret stays at home"/],
  ["half-a-step", /breaks "the secret stays at home" in 2.5 steps: give the steps/],
  ["required", /requires "the secret stays at home" of a claim that it breaks/],
])("refuses what makes no sense: %s", async (name, sentence) => {
  const { code, result } = await named("check", name);
  expect(code).toBe(3);
  expect(result.remarks.join()).toMatch(sentence);
});

test("mutants are killed by what must hold, and refused where nothing must", async () => {
  const some = ["--with", "test/cli/fixtures/breaking.ts", "--only", "Take / drop check"];
  expect((await cordon(["mutants", "both-break", ...some])).out).toContain("a buffer is its owner's");
  const { code, err } = await cordon(["mutants", "all-break", ...some]);
  expect([code, err]).toEqual([2, expect.stringContaining("all-break breaks all its claims, so that none is left to kill a mutant")]);
});

test("list and explain say what a suite breaks", async () => {
  expect((await cordon(["list", "--with", "test/cli/fixtures/breaking.ts"])).out).toContain(`breaks "${home}" in 5 steps`);
  expect((await cordon(["explain", "both-break", "--with", "test/cli/fixtures/breaking.ts"])).out).toContain(`- ${home}: in 5 steps`);
});
