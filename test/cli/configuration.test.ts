/** `cordon.json` and files of code that `--config` names: where they are found, what wins, and what is refused. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/language/index.ts";
import { placeIn, schemaOf } from "../../src/store/index.ts";
import { type Ran, cordon, foreignFolder } from "./cordon.ts";

/** A component that asks for a service which nobody provides, and one without any quota. */
const dead = `config
+ parent-provides | + service ROM | + service PD | + service CPU | + service LOG
+ start a | caps: 100 | ram: 1M
  + route
    + service ROM | + child b
    + any-service | + parent
-
`;

/** Runs a command as if it were called in a folder with this configuration. */
async function inFolder(configuration: object | string | null, words: readonly string[], more: Readonly<Record<string, string>> = {}): Promise<Ran & { folder: string }> {
  const text = typeof configuration === "string" ? configuration : JSON.stringify(configuration);
  const folder = foreignFolder({ ...more, ...(configuration === null ? {} : { "cordon.json": text }), "dead.hid": dead });
  const below = join(folder, "below", "it");
  mkdirSync(below, { recursive: true });
  return { folder, ...await cordon(words.map((word) => word.replace("FOLDER", folder)), {}, undefined, { folder: below }) };
}

/** A kernel of one operation, and a suite of it. */
const own = (name: string) => `import { flag, source, specification, suite, table, world } from "cordon";
const tables = { lamp: table({ about: "a lamp", columns: { on: flag() } }) };
const words = world({ name: "${name}", tables });
const turn = words.operation({ name: "Turn", summary: "A lamp is lit.", sources: [source("a", "b")], by: "lamp", checks: [],
  cases: [{ when: "always", then: { "it is lit": ({ lamp }) => { lamp.on = true; } } }] });
const budget = { traces: 2, steps: 2 };
export const own = suite({ name: "${name}", claim: "x", budget: { quick: budget, nightly: budget },
  specification: specification({ name: "${name}", about: "x", tables, operations: [turn], invariants: [] }),
  system: words.system({ name: "one", about: "One.", sizes: { lamp: 1 }, boot: () => {} }) });
`;

const report = ({ out }: Ran): Report => JSON.parse(out) as Report;
const check = ["check", "FOLDER/dead.hid", "--traces", "0"];

test("every key is an option without its dashes", async () => {
  const help = (await Promise.all(["check", "explore"].map((command) => cordon([command, "--help"])))).map(({ out }) => out).join("");
  const options = [...help.matchAll(/^ {2}--(\S+)/gm)].map(([, name]) => name!);
  const keys = Object.keys(schemaOf("config").properties!).filter((key) => key !== "$schema");
  expect(keys.filter((key) => !options.includes(key))).toEqual([]);
  expect(keys.length).toBeGreaterThan(10);
});

describe("data", () => {
  test("is found from below, said in one line, and the command line wins", async () => {
    const ran = await inFolder({ seed: 7, traces: 0 }, ["check", "FOLDER/dead.hid"]);
    expect(ran.err).toContain("as configured in ");
    expect(ran.err.trim().split("\n")).toHaveLength(1);
    const json = await inFolder({ seed: 7, traces: 0 }, ["check", "FOLDER/dead.hid", "--json"]);
    expect([json.err, report(json).seed, report(json).results[0]!.traces]).toEqual(["", 7, 0]);
    expect(report(await inFolder({ seed: 7, traces: 0 }, [...check, "--json", "--seed", "9"])).seed).toBe(9);
    expect((await inFolder({ seed: 7 }, [...check, "--no-config"])).err).toBe("");
    expect((await inFolder({ seed: 7 }, [...check, "--quiet"])).err).toBe("");
    expect((await inFolder({ memory: 100 }, check)).err).toBe("");
  });

  test("names paths as seen from its file, and its files are there beside those of the command line", async () => {
    const more = { "lamps.ts": own("lamps"), "lights.ts": own("lights") };
    const both = await inFolder({ with: ["lamps.ts"] }, ["check", "lamps", "lights", "--json", "--with", "FOLDER/lights.ts"], more);
    expect(report(both).results.map(({ what }) => what)).toEqual(["lamps", "lights"]);
    const written = await inFolder({ report: "r.json", junit: "r.xml", sarif: "r.sarif" }, check);
    for (const name of ["r.json", "r.xml", "r.sarif"]) expect(existsSync(join(written.folder, name)), name).toBe(true);
    expect((JSON.parse(readFileSync(join(written.folder, "r.json"), "utf8")) as Report).verdict).toBe("FAIL");
  });

  test("is refused with its place where it cannot be used", async () => {
    const refused = async (text: string): Promise<string> => {
      const { code, err, folder } = await inFolder(text, check);
      expect(code).toBe(2);
      return err.replace(`${folder}/`, "");
    };
    expect(await refused('{\n  "sead": 1 }')).toBe('cordon: cordon.json:2:3: sead is not known here — did you mean "seed"?\n');
    expect(await refused('{ "zzzzzzzzzz": 1 }')).toContain("1:3: zzzzzzzzzz is not known here: the keys are with, baseline, ");
    expect(await refused('{ "trust": ["a",\n 3] }')).toContain("2:2: trust[1] must be a text");
    expect(await refused('{ "baseline": [{ "code": "x", "raeson": "y" }] }')).toContain("1:16: baseline[0].reason is missing");
    expect(await refused('{ "baseline": [{ "code": "GN101", "reason": "" }] }')).toContain("baseline[0].reason is empty");
    expect(await refused('{ "workers": 65 }')).toContain("1:3: workers is out of range");
    expect(await refused("{ seed: 1 }")).toContain("1:3: not JSON: expected a name in double quotes");
    expect(await refused('{ "with": ["gone.ts"] }')).toContain("there is no such file");
  });

  test("demands are for system descriptions, and no obstacle where a suite is checked", async () => {
    expect((await inFolder({ isolate: ["a,b"] }, ["check", "bench:caps", "--traces", "2"])).err).not.toContain("--isolate");
  });
});

test("places in JSON, with quotes, blanks and lists on the way", () => {
  const text = '{ "a{\\"": [1, {"b": [ [2],\n "x,y" ] } ],\n "c": 1 }';
  expect([placeIn(text, ['a{"', 1, "b", 1]), placeIn(text, ["c"]), placeIn(text, ['a{"', 7]), placeIn(text, [])])
    .toEqual([{ line: 2, column: 2 }, { line: 3, column: 2 }, { line: 1, column: 3 }, { line: 1, column: 1 }]);
});

describe("code", () => {
  const config = `import { defineConfig } from "cordon";\nexport default defineConfig({ seed: 3 + 8, traces: 0 });\n`;
  test("runs only where it is named", async () => {
    const trap = { "cordon.config.ts": 'throw new Error("it ran");\n' };
    expect((await inFolder(null, [...check, "--json"], trap)).err).toBe("");
    const { code, err } = await inFolder(null, [...check, "--config", "FOLDER/cordon.config.ts"], trap);
    expect([code, err.includes("cordon.config.ts:1:7: it ran")]).toEqual([2, true]);
    const { out } = await inFolder({ seed: 5 }, ["check", "FOLDER/dead.hid", "--json", "--config", "FOLDER/own.ts"], { "own.ts": config });
    expect((JSON.parse(out) as Report).seed).toBe(11);
  });
  test("is refused where it exports no configuration, or one with what is not known", async () => {
    const refused = async (text: string) => (await inFolder(null, [...check, "--config", "FOLDER/own.ts"], { "own.ts": text })).err;
    expect(await refused("export const seed = 1;\n")).toContain("exports no configuration: write export default defineConfig(");
    expect(await refused(config.replace("seed", "seeed"))).toContain('own.ts: seeed is not known here — did you mean "seed"?');
  });
  test("has kernels by value", async () => {
    const text = `import { defineConfig, kernel } from "cordon";
import { own } from "./lamps.ts";
export default defineConfig({ kernels: [kernel({ name: "of-mine", suites: [own] })] });
`;
    const ran = await inFolder(null, ["check", "lamps", "--json", "--config", "FOLDER/own.ts"], { "own.ts": text, "lamps.ts": own("lamps"), "package.json": '{ "type": "module" }' });
    expect(report(ran).results.map(({ what }) => what)).toEqual(["lamps"]);
  });
});

describe("a baseline", () => {
  const entry = { code: "GN101", component: "init -> a", reason: "b is started by hand" };
  const findingsOf = (ran: Ran) => report(ran).results[0]!.findings.filter(({ code }) => code === "GN101");
  test("makes notes of what is accepted, with the reason", async () => {
    const before = findingsOf(await inFolder(null, [...check, "--json"]));
    expect(before.map(({ severity }) => severity)).toEqual(["error"]);
    const after = findingsOf(await inFolder({ baseline: [{ ...entry, component: before[0]!.component! }] }, [...check, "--json"]));
    expect(after).toEqual([{ ...before[0]!, file: after[0]!.file, severity: "note", message: `${before[0]!.message} (Accepted: ${entry.reason})` }]);
  });
  test("may stand in a file, concern one file only, and is said to be stale", async () => {
    const listed = JSON.stringify([{ code: "GN109", reason: "x" }, { ...entry, component: "init -> nobody", file: "dead.hid" }, { ...entry, file: "other.hid" }]);
    const { err } = await inFolder({ baseline: "accepted.json" }, check, { "accepted.json": listed });
    expect(err).toContain("note: the baseline accepts GN109, which was not found: take the entry out\n");
    expect(err).toMatch(/note: the baseline accepts GN101 of "init -> nobody" in \S*dead.hid, which was not found/);
    expect(err).not.toContain("other.hid");
    const folder = foreignFolder({ "bad.json": "[{}]" });
    writeFileSync(join(folder, "dead.hid"), dead);
    expect((await cordon(["check", `${folder}/dead.hid`, "--baseline", `${folder}/bad.json`])).err).toContain("[0].code is missing");
  });
});
