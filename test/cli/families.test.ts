/** `--all-systems`: every system of a suite, by `explore` and by `check`. */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { FamilyReport, Report } from "../../src/language/index.ts";
import { complaint } from "../../src/store/schema.ts";
import { cordon, foreignFolder } from "./cordon.ts";

const out = ["--out", foreignFolder()];
const slots = ["enough-slots", "--with", "examples/with/enough-slots.ts", "--all-systems", ...out];
const order = [["clients 1, slots 1", "PASS"], ["clients 1, slots 2", "PASS"], ["clients 2, slots 1", "FAIL"], ["clients 2, slots 2", "PASS"],
  ["clients 3, slots 1", "FAIL"], ["clients 3, slots 2", "FAIL"]];

test("explore has a line for each, and names the smallest that breaks", async () => {
  const told = await cordon(["explore", ...slots, "--json"]);
  const report = JSON.parse(told.out) as FamilyReport;
  expect(complaint(JSON.parse(readFileSync("schema/explore.schema.json", "utf8")), report)).toBeNull();
  expect([told.code, report.verdict, report.smallest]).toEqual([1, "FAIL", "clients 2, slots 1"]);
  expect(report.systems.map(({ system, verdict }) => [system, verdict])).toEqual(order);
  const text = await cordon(["explore", ...slots]);
  expect(text.out.split("\n").slice(1, 7).map((line) => line.slice(0, 24).trim())).toEqual(order.map(([name, verdict]) => `${verdict!}  ${name!}`));
  expect(text.out).toMatch(/^FAIL: 3 PASS, 3 FAIL, [\d.]+ s; the smallest system that breaks: clients 2, slots 1\n\nFAIL {4}enough-slots on clients 2, slots 1/m);
});

test("check does, too", async () => {
  const told = await cordon(["check", ...slots, "--json"]);
  const { results } = JSON.parse(told.out) as Report;
  expect(results.map(({ what, verdict }) => [what.replace("enough-slots on ", ""), verdict])).toEqual(order);
  expect((await cordon(["check", ...slots, "--quiet"])).out).toContain("The smallest system on which enough-slots fails: clients 2, slots 1.\n");
});

test("where no system breaks, the worst verdict decides, and none is named", async () => {
  const told = await cordon(["explore", ...slots, "--depth", "1", "--json"]);
  const report = JSON.parse(told.out) as FamilyReport;
  expect([told.code, report.verdict, report.smallest]).toEqual([3, "UNKNOWN", undefined]);
});

test.each([
  [["explore", ...slots, "--system", "clients 1, slots 1"], /--all-systems.* cannot be used with .*--system/],
  [["explore", ...slots, "--dot", "x.dot"], /--dot is of one system: name it by --system/],
  [["explore", ...slots, "--sample"], /--sample is of one system/],
  [["check", "genode-life", "--all-systems", ...out], /--all-systems: genode-life has no systems by name/],
  [["check", "examples/genode/desktop.hid", "--all-systems", ...out], /--all-systems is for suites/],
])("refuses %j", async (words, sentence) => {
  const { code, err } = await cordon(words);
  expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
});
