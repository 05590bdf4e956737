/** A reason that no suite of a specification uses is told once, in the specification's name, and only when all suites have run. */
import { expect, test } from "vitest";
import { unusedReasons } from "../../src/cli/unused-reasons.ts";
import type { Report, Result, Verdict } from "../../src/language/index.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const suites = ["one", "two"].map((name) => ({ name, specification: "small", systems: [], apart: false }));
const result = (what: string, reasons: Record<string, number>, verdict: Verdict = "PASS", traces = 10): Result => ({
  what, kind: "suite", verdict, traces, steps: 10, seconds: 0, outcomes: [], findings: [], remarks: [],
  claims: [{ name: "a claim", verdict: "PASS", checked: 10, applied: 10, reasons, seen: {} }],
});

test("used by none of them: WEAK, with the reason and its claim", () => {
  const told = unusedReasons([result("one", { a: 3, b: 0, c: 0 }), result("two", { a: 0, b: 2, c: 0 })], suites);
  expect(told).toMatchObject([{ what: "small", kind: "suite", verdict: "WEAK", claims: [],
    remarks: ['never used: the reason "c" (claim "a claim") in any suite of small'] }]);
});

test("used by one of them: nothing", () => {
  expect(unusedReasons([result("one", { a: 3, b: 0 }), result("two", { a: 0, b: 2 })], suites)).toEqual([]);
});

test("nothing is said where not all of them have run to their end", () => {
  const unused = result("one", { a: 0 });
  expect(unusedReasons([unused], suites)).toEqual([]);
  expect(unusedReasons([unused, result("two", { a: 0 }, "PASS", 0)], suites)).toEqual([]);
  for (const verdict of ["FAIL", "UNKNOWN"] as const) expect(unusedReasons([unused, result("two", { a: 0 }, verdict)], suites)).toEqual([]);
  expect(unusedReasons([unused, result("two", { a: 0 }, "WEAK")], suites)).toHaveLength(1);
});

test("a suite that is its specification's only one says it itself", () => {
  expect(unusedReasons([result("one", { a: 0 })], suites.slice(0, 1))).toEqual([]);
});

test("suites that are run apart need not be run, and what they used counts", () => {
  const more = [...suites, { name: "measured", specification: "small", systems: [], apart: true }];
  const unused = [result("one", { a: 0 }), result("two", { a: 0 })];
  expect(unusedReasons(unused, more)).toHaveLength(1);
  expect(unusedReasons([...unused, result("measured", { a: 1 }, "FAIL")], more)).toEqual([]);
  expect(unusedReasons([result("one", { a: 0 }), result("measured", { a: 0 })], more)).toEqual([]);
});

test("a suite that shares its specification with measured ones only says it itself", async () => {
  const folder = foreignFolder({ "moon.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const moon = ipc.invariant({ name: "with a reason", claim: "x", why: "x", sources: [], changes: "client",
  permits: { "it is somewhere": ({ is }) => is.state !== "nowhere", "the moon is full": ({ is }) => is.state === "nowhere" } });
` });
  const { code, out } = await cordon(["check", "ipc-sound", ...ipc, "--with", `${folder}/moon.ts`, "--out", `${folder}/out`, "--json"]);
  const [sound] = (JSON.parse(out) as Report).results;
  expect(sound).toMatchObject({ verdict: "WEAK", remarks: ['never used: the reason "the moon is full" (claim "with a reason")'] });
  expect(code).toBe(4);
});

test("the report of suites that were checked together has it, and so has its verdict", async () => {
  const folder = foreignFolder({ "reasons.ts": `import { suite } from "cordon";
import { ipc, syncIpc, syncIpcSystem } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const budget = { traces: 300, steps: 30 };
const both = { claim: "It holds.", specification: { ...syncIpc, name: "two-suites" }, system: syncIpcSystem(3, 2, 2, 2), budget: { quick: budget, nightly: budget } };
export const suites = ["first", "second"].map((name) => suite({ name, ...both }));
export const reasons = ipc.invariant({ name: "with a reason", claim: "x", why: "x", sources: [], changes: "client",
  permits: { "it is somewhere": ({ is }) => is.state !== "nowhere", "the moon is full": ({ is }) => is.state === "nowhere" } });
` });
  const { code, out } = await cordon(["check", "two-suites", "--with", `${folder}/reasons.ts`, "--out", `${folder}/out`, "--json"]);
  const { verdict, results } = JSON.parse(out) as Report;
  expect(results.map((one) => [one.what, one.verdict])).toEqual([["first", "PASS"], ["second", "PASS"], ["two-suites", "WEAK"]]);
  expect(results[2]).toMatchObject({ kind: "suite", remarks: ['never used: the reason "the moon is full" (claim "with a reason") in any suite of two-suites'] });
  expect(verdict).toBe("WEAK");
  expect(code).toBe(4);
});
