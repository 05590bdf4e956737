/** What comes out, where: files, annotations, escapes, a disk that refuses. */
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { SaxesParser } from "saxes";
import { steering } from "../render/samples.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder({
  // Characters that turn the line round or are not seen, in names and in a value.
  "hostile.xml":
    '<config>\n<parent-provides><service name="ROM"/></parent-provides>\n' +
    '<start name="a&#x202e;b" caps="&#x200f;1"><route><any-service>' +
    '<child name="&#x200b;&lt;script&gt;"/></any-service></route></start>\n</config>\n',
  // An escape sequence that clears the screen, and one that such a message must not repeat.
  "escape.hid": "config\n+ start \u001b[2J\n-\n",
});

test("text of the input cannot steer a terminal", async () => {
  for (const words of [
    ["check", `${folder}/hostile.xml`, "--traces", "0"],
    ["show", `${folder}/hostile.xml`],
    ["check", `${folder}/escape.hid`],
    ["check", "\u001b[2J\u202e"],
    ["explain", "\u009b1A"],
    ["check", "--with", "\u001b[2J"],
    ["check", "--budget", "\u001b[2J"],
  ]) {
    const { out, err } = await cordon(words, { GITHUB_ACTIONS: "true" });
    expect(out + err, words.join(" ")).not.toBe("");
    expect(out + err).not.toMatch(steering);
  }
});

describe("reports in files", () => {
  const files = ["--junit", `${folder}/reports/junit.xml`, "--sarif", `${folder}/reports/cordon.sarif`];
  test("are written beside the text", async () => {
    const { code } = await cordon([
      "check",
      "ipc-broken",
      `${folder}/hostile.xml`,
      ...files,
      "--out",
      `${folder}/out`,
      ...ipc,
      "--traces",
      "100",
    ]);
    expect(code).toBe(1);
    const parser = new SaxesParser();
    const elements: string[] = [];
    parser.on("error", (error) => { throw error; });
    parser.on("opentag", ({ name }) => elements.push(name));
    parser.write(readFileSync(`${folder}/reports/junit.xml`, "utf8")).close();
    expect([...new Set(elements)].sort()).toEqual(["failure", "skipped", "system-out", "testcase", "testsuite", "testsuites"]);
    const sarif = JSON.parse(readFileSync(`${folder}/reports/cordon.sarif`, "utf8")) as {
      version: string;
      runs: { results: { ruleId: string }[] }[];
    };
    expect(sarif.version).toBe("2.1.0");
    expect(sarif.runs[0]!.results.map(({ ruleId }) => ruleId)).toContain("claim/reply rights match waiting clients");
  });
  test("that the disk refuses do not hide a failure", async () => {
    const { code, err } = await cordon([
      "check",
      "ipc-broken",
      "--junit",
      "/dev/null/x.xml",
      "--out",
      `${folder}/out`,
      ...ipc,
    ]);
    expect(code).toBe(1);
    expect(err).toContain("/dev/null/x.xml could not be written");
    expect((await cordon(["check", "ipc-sound", "--junit", "/dev/null/x.xml", ...ipc])).code).toBe(2);
  });
});

test("findings are annotations in GitHub Actions, and only there", async () => {
  const words = ["check", `${folder}/hostile.xml`, "--traces", "0"];
  expect((await cordon(words, { GITHUB_ACTIONS: "true" })).out).toMatch(
    /^::(error|warning|notice) file=.*hostile\.xml,line=3,col=\d+,title=GN\d+::/m,
  );
  expect((await cordon(words)).out).not.toContain("::error");
  const { out, err } = await cordon([...words, "--json"], { GITHUB_ACTIONS: "true" });
  expect(JSON.parse(out)).toHaveProperty("verdict");
  expect(err).toContain("::");
});

describe("when the disk refuses the record", () => {
  test("the failure and its steps are told all the same", async () => {
    mkdirSync(`${folder}/full`);
    // A file where the folder of records should be: the disk refuses whoever runs the test.
    writeFileSync(`${folder}/full/records`, "");
    mkdirSync(`${folder}/full/journal.jsonl`);
    const { code, out, err } = await cordon(["check", "ipc-broken", "--out", `${folder}/full`, ...ipc]);
    expect(code).toBe(1);
    expect(out).toMatch(/3\. server \d: Reply/);
    expect(out).toMatch(/The record could not be written under .*full: /);
    expect(out).toContain("--seed 1 finds it again");
    expect(out).not.toContain("Replay:");
    expect(err).toContain("could not be read");
    expect(readdirSync(`${folder}/full`).sort()).toEqual(["journal.jsonl", "records"]);
  });
});

test("a HID file and its XML twin are shown as the same tree", async () => {
  const [hid, xml] = await Promise.all(
    ["hid", "xml"].map((syntax) => cordon(["show", `examples/genode/desktop.${syntax}`, "--json"])),
  );
  expect(hid!.code).toBe(0);
  expect(xml!.out).toBe(hid!.out);
  expect(hid!.out).not.toMatch(/"(?:line|column|file)":/);
});

test("--quiet leaves the verdicts", async () => {
  const { out } = await cordon(["check", "ipc-sound", "--quiet", ...ipc]);
  expect(out).toBe("PASS    ipc-sound\n");
});

test("a run that passes leaves no folder behind", async () => {
  await cordon(["check", "ipc-sound", "--out", `${folder}/untouched`, ...ipc]);
  expect(readdirSync(folder)).not.toContain("untouched");
});

test("an interrupted run is finished by the next", async () => {
  const out = `${folder}/interrupted`;
  await cordon(["check", "ipc-broken", "--workers", "1", "--out", out, ...ipc]);
  const lines = readFileSync(`${out}/journal.jsonl`, "utf8")
    .split("\n")
    .filter((line) => line.includes('"kind":"found"') || line.includes('"kind":"shorter"'));
  const again = `${folder}/again`;
  mkdirSync(again);
  writeFileSync(`${again}/journal.jsonl`, `${lines.join("\n")}\n{"length":12`);
  const { err } = await cordon(["check", "ipc-sound", "--out", again, ...ipc]);
  expect(err).toContain("12 torn bytes");
  expect(err).toMatch(/recovered a counterexample of an interrupted run: .*\.json/);
  expect(readdirSync(`${again}/records`)).toEqual(readdirSync(`${out}/records`));
});
