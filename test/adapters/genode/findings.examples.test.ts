/** Every example shows the findings that it is annotated with, at those lines, and nothing else. */
import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { findingPages } from "../../../src/adapters/genode/findings/index.ts";
import { readSystem, treeToJson } from "../../../src/adapters/genode/index.ts";
import type { Finding } from "../../../src/language/report.ts";
import { brief, expectedIn, findingsOf, type Expected } from "./annotated.ts";

const folder = new URL("../../../examples/genode/", import.meta.url);
const read = (file: string): string => readFileSync(new URL(file, folder), "utf8");
const annotated = readdirSync(new URL("findings/", folder)).filter((file) => file.endsWith(".hid"));

describe("annotated examples", () => {
  it.each(annotated)("%s", (file) => {
    const text = read(`findings/${file}`);
    const found = findingsOf(text, file);
    const expected = expectedIn(text);
    const fits = (finding: Finding, { line, text: wanted }: Expected): boolean =>
      finding.line === line && brief(finding).startsWith(wanted);
    const missing = expected.filter((one) => !found.some((finding) => fits(finding, one)));
    // Nearly every example gives all services of the parent away, to be short.
    const unexpected = found.filter((finding) =>
      (finding.code !== "GN109" || finding.code === file.slice(0, 5)) && !expected.some((one) => fits(finding, one)));
    expect({ missing, unexpected: unexpected.map((finding) => `${finding.line}: ${brief(finding)}`) })
      .toEqual({ missing: [], unexpected: [] });
    expect(expected.some(({ text: wanted }) => wanted.startsWith(file.slice(0, 5)))).toBe(true);
  });

  it("show every code and severity, but for the limit on the number of findings", () => {
    const shown = new Set(annotated.flatMap((file) => expectedIn(read(`findings/${file}`)))
      .map(({ text }) => text.slice(0, text.indexOf(":"))));
    const codes = new Set([...shown].map((text) => text.slice(0, 5)));
    expect(findingPages.map(({ code }) => code).filter((code) => !codes.has(code))).toEqual(["GN007"]);
    const declared = new Set(findingPages.flatMap(({ code, severities }) => severities.map((one) => `${code} ${one}`)));
    expect([...shown].filter((text) => !declared.has(text))).toEqual([]);
  });
});

describe.each(["desktop", "webcache"])("healthy example %s", (name) => {
  const hid = readSystem(read(`${name}.hid`), `${name}.hid`);
  const xml = readSystem(read(`${name}.xml`), `${name}.xml`);

  it("has nothing worse than a note", () => {
    const grave = findingsOf(read(`${name}.hid`), `${name}.hid`).filter(({ severity }) => severity !== "note");
    expect(grave.map((finding) => `${finding.line}: ${brief(finding)}`)).toEqual([]);
    expect(hid.summary.counts["components"]).toBeGreaterThanOrEqual(8);
  });

  it("says the same in HID and XML", () => {
    expect(xml.problems).toEqual([]);
    expect(treeToJson(xml.tree!)).toEqual(treeToJson(hid.tree!));
  });
});
