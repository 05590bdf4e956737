/**
 * Files of every kind, with the one verdict, exit code and sentence that each has: nothing of which nothing was checked is a PASS, and
 * beside each stands its healthy twin.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SaxesParser } from "saxes";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/language/index.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { foreign, texts } from "../adapters/formats/samples.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";
import { beside } from "../needs.ts";

const healthy = "config\n+ parent-provides\n  + service ROM\n  + service PD\n  + service CPU\n  + service LOG\n"
  + "+ start a | caps: 100 | ram: 1M\n  + route | + any-service | + parent\n-\n";
const healthyXml = '<config><parent-provides><service name="ROM"/><service name="PD"/><service name="CPU"/><service name="LOG"/></parent-provides>'
  + '<start name="a" caps="100" ram="1M"><route><any-service><parent/></any-service></route></start></config>\n';
const broken = healthy.replace("  + route | + any-service | + parent", "  + route | + service ROM | + child b");
const runtime = healthyXml.replace("<config>", '<runtime ram="8M" caps="500" binary="init"><content/><config>').replace("</config>", "</config></runtime>");

const folder = foreignFolder({ "healthy.hid": healthy, "healthy.xml": healthyXml, "broken.hid": broken });
const at = (name: string) => join(folder, name);
const static_ = ["--traces", "0"];

function written(name: string, text: string | Uint8Array): string {
  writeFileSync(at(name), text);
  return at(name);
}

async function documentOf(words: readonly string[]): Promise<{ readonly code: number; readonly report: Report }> {
  const { code, out } = await cordon(["check", ...words, "--json"]);
  const report = JSON.parse(out) as Report;
  expect(complaint(schemaOf("check"), report)).toBeNull();
  return { code, report };
}

type Row = readonly [name: string, text: string | Uint8Array, verdict: string, exit: number, code: string, says: string];

const rows: readonly Row[] = [
  ["healthy-1.hid", healthy, "PASS", 0, "", ""],
  ["healthy-2.txt", healthy, "PASS", 0, "", ""],
  ["healthy-3.xml", `\ufeff\r\n${healthyXml}`, "PASS", 0, "", ""],
  ["broken-1.hid", broken, "FAIL", 1, "GN101", ""],
  ["empty.hid", "", "SKIPPED", 2, "GE003", "empty"],
  ["blank.xml", " \n\t\n", "SKIPPED", 2, "GE003", "empty"],
  ["tab.hid", healthy.replace("  + route", "\t+ route"), "SKIPPED", 2, "GE006", "A tab stands here"],
  ["end.hid", healthy.replace("-\n", ""), "SKIPPED", 2, "GE007", "end mark is missing"],
  ["nul.hid", "config\0\n-\n", "SKIPPED", 2, "GE005", "U+0000"],
  ["doctype.xml", `<!DOCTYPE config [<!ENTITY a 'b'>]>\n${healthyXml}`, "SKIPPED", 2, "GE012", "document type"],
  ["unclosed.xml", healthyXml.replace("</config>", ""), "SKIPPED", 2, "GE011", "not well formed"],
  ["latin.hid", Buffer.from(healthy.replace("start a", "start \u00e9"), "latin1"), "SKIPPED", 2, "GE001", "not UTF-8"],
  ["wide.xml", Buffer.from(`\ufeff${healthyXml}`, "utf16le"), "SKIPPED", 2, "GE001", "Save the file as UTF-8"],
  ["above.hid", `. a comment\n${healthy}`, "SKIPPED", 2, "GE004", "Move it below"],
  ["hash.hid", `# a comment\n# and more\n\n${healthy}`, "SKIPPED", 2, "GE004", 'it starts with "# a comment". No comment begins so'],
  ["slashes.hid", `// a comment\n${healthy}`, "SKIPPED", 2, "GE004", 'it starts with "// a comment". No comment begins so'],
  ["hash.xml", `# a comment\n${healthyXml}`, "SKIPPED", 2, "GE004", "<!-- text -->"],
  ["marked.xml", Buffer.from(`\ufeff${healthyXml}`, "utf16le"), "SKIPPED", 2, "GE001", "is in UTF-16"],
  ["unmarked.xml", Buffer.from(healthyXml, "utf16le"), "SKIPPED", 2, "GE001", "is in UTF-16"],
  ["strat.hid", healthy.replace("+ start", "+ strat"), "SKIPPED", 2, "GN003", 'Did you mean "start" by "strat" in line 7?'],
  ["fruit.hid", "fruit\n-\n", "SKIPPED", 2, "GE004", 'the top-level node is "fruit"'],
  ["words.txt", "some words\n", "SKIPPED", 2, "GE004", 'the top-level node is "some"'],
  ["prose.txt", "config files are kept here\n", "SKIPPED", 2, "GE004", "describes no system"],
  ["kernel.ts", 'import { suite } from "cordon";\nexport const mine = suite({});\n', "SKIPPED", 2, "GE004", "--with"],
  ["users.system", '<system><user name="a"/></system>', "SKIPPED", 2, "GE004", 'its top element is "system"'],
  ["none.hid", "config\n+ parent-provides | + service ROM\n-\n", "SKIPPED", 2, "GN003", "no start node"],
  ["vfs.config", "<config><vfs/></config>", "SKIPPED", 2, "GN003", "another component"],
  ["disabled.hid", "config\nx start a\n-\n", "SKIPPED", 2, "GN003", "no start node"],
  ["deploy.hid", "deploy\n+ child a | pkg: a\n-\n", "SKIPPED", 2, "GN002", "a deploy file of Sculpt OS"],
  ["older.xml", '<config><start name="a" pkg="x/pkg/a"/></config>', "SKIPPED", 2, "GN002", "older form"],
  ["launcher", '<launcher pkg="a"><config/></launcher>', "SKIPPED", 2, "GN002", "a launcher"],
  ["option.xml", '<option><child name="a"/></option>', "SKIPPED", 2, "GN002", "an option file"],
  ["system.xml", '<system state=""/>', "SKIPPED", 2, "GN002", "system-state"],
  ["bare.runtime", '<runtime ram="1M" caps="100" binary="a"><content/><config/></runtime>', "SKIPPED", 2, "GN002", "runtime file of a depot package"],
  ["init.runtime", runtime, "WEAK", 4, "GN002", "the rest of the file is not checked"],
  ["bad.runtime", runtime.replace("<any-service><parent/></any-service>", '<service name="ROM"><child name="b"/></service>'), "FAIL", 1, "GN101", ""],
  ...[...foreign, ...texts].flatMap(([format, text], i): Row[] => [".hid", ".txt"].map((ending): Row =>
    [`foreign-${i}${ending}`, text, "SKIPPED", 2, "GE004", format])),
];

describe("a file that the user names", () => {
  test.each(rows)("%s", async (name, text, verdict, exit, finding, says) => {
    const path = written(name, text);
    const { code, report } = await documentOf([path, ...static_]);
    expect({ code, verdict: report.verdict, results: report.results.map((result) => result.verdict) }).toEqual({ code: exit, verdict, results: [verdict] });
    const [result] = report.results;
    if (finding !== "") expect(result!.findings.map(({ code: found }) => found)).toContain(finding);
    if (says !== "") expect(result!.findings.map(({ message }) => message).join("\n")).toContain(says);
    if (verdict === "SKIPPED") {
      expect(result).toMatchObject({ traces: 0, steps: 0, claims: [], outcomes: [] });
      expect(Object.values(result!.system?.counts ?? {})).toEqual([]);
      const text_ = await cordon(["check", path, ...static_]);
      expect(text_.out).toMatch(/^SKIPPED /);
      expect(text_.out).not.toMatch(/0 components|PASS/);
      const quiet = await cordon(["check", path, ...static_, "--quiet"]);
      expect(quiet.out).toMatch(/^SKIPPED .+ {2}.{10,}\n$/);
    }
  });
  test("is told as what it is before what is odd in it", async () => {
    const path = written("odd-fruit.hid", "\ufefffruit | a: 1 | a: 2\n+ b |   + c\n-\n");
    expect((await documentOf([path, ...static_])).report.results[0]!.findings.map(({ code }) => code)).toEqual(["GE004"]);
    expect((await cordon(["check", path, ...static_, "--quiet"])).out).toContain('the top-level node is "fruit"');
  });
  test("is told in its own syntax, though its bytes cannot be read", async () => {
    for (const [name, format] of [["unmarked.xml", "Genode XML"], ["marked.xml", "Genode XML"], ["latin.hid", "Genode HID"]] as const)
      expect((await documentOf([at(name), ...static_])).report.results[0]!.system, name).toEqual({ format, counts: {} });
  });
  test("is named by what it is where a page of it is asked for", async () => {
    const explained = async (name: string) => (await cordon(["explain", at(name)])).err;
    expect(await explained("healthy-1.hid")).toContain("is a Genode HID configuration, and only records are explained: cordon show");
    expect(await explained("deploy.hid")).toContain("is a deploy file of Sculpt OS, and");
    expect(await explained("foreign-0.hid")).toContain("This is a seL4 Microkit system");
    expect(await explained("hash.hid")).toContain("No comment begins so");
  });
  test("runs nothing where there is nothing to run, with traces as without", async () => {
    for (const name of ["deploy.hid", "none.hid", "fruit.hid"]) expect((await cordon(["check", at(name)])).code).toBe(2);
  });
  test("says that only the static stage ran, and of what", async () => {
    const { out } = await cordon(["check", at("healthy.hid"), ...static_]);
    expect(out).toContain("Only the static stage ran: the routes and quota of 1 component were looked at, and no claim was checked.");
  });
  test("is told as not being there", async () => {
    symlinkSync("nowhere", at("link.hid"));
    execFileSync("mkfifo", [at("pipe.hid")]);
    truncateSync(written("huge.hid", healthy), 2 ** 31);
    for (const [path, says] of [
      ["absent.hid", "no such file or folder"], ["link.hid", "no such file or folder"], ["pipe.hid", "not an ordinary file"], ["huge.hid", "2147483648 bytes"],
    ] as const) {
      const { code, report } = await documentOf([at(path), at("healthy.hid"), ...static_]);
      expect({ path, code, verdicts: report.results.map(({ verdict }) => verdict) }).toEqual({ path, code: 2, verdicts: ["SKIPPED", "PASS"] });
      expect(report.results[0]!.findings).toMatchObject([{ code: "GE014", severity: "error", line: 1, column: 1 }]);
      expect(report.results[0]!.findings[0]!.message).toContain(says);
    }
    expect((await documentOf(["/dev/zero", ...static_])).report.results[0]!.findings[0]!.message).toContain("not an ordinary file");
  });
});

describe("a suite of which no trace is run", () => {
  test("is SKIPPED; with traces it is PASS", async () => {
    const { code, report } = await documentOf(["ipc-sound", ...static_, ...ipc]);
    expect({ code, verdict: report.verdict }).toEqual({ code: 2, verdict: "SKIPPED" });
    expect(report.results[0]!.remarks).toEqual(["Nothing was checked: a suite has no static stage, and no trace was to be run."]);
    expect((await cordon(["check", "ipc-sound", ...ipc])).code).toBe(0);
  });
  test("is told beside what was checked", async () => {
    const { code, report } = await documentOf(["ipc-sound", at("healthy.hid"), ...static_, ...ipc]);
    expect({ code, verdict: report.verdict, results: report.results.map(({ verdict }) => verdict) })
      .toEqual({ code: 0, verdict: "PASS", results: ["SKIPPED", "PASS"] });
  });
});

describe("several inputs", () => {
  const tab = () => written("tab.hid", healthy.replace("  + route", "\t+ route"));
  const deploy = () => written("deploy.hid", "deploy\n+ child a | pkg: a\n-\n");
  const microkit = () => written("m.system", foreign[0]![1]);
  test.each<readonly [about: string, inputs: () => readonly string[], verdict: string, exit: number, results: readonly string[]]>([
    ["one that cannot be read costs the exit code", () => [at("healthy.hid"), tab()], "SKIPPED", 2, ["PASS", "SKIPPED"]],
    ["whatever comes first", () => [tab(), at("healthy.hid")], "SKIPPED", 2, ["SKIPPED", "PASS"]],
    ["one of another format, too", () => [at("healthy.hid"), microkit()], "SKIPPED", 2, ["PASS", "SKIPPED"]],
    ["a failure is worse", () => [tab(), at("broken.hid")], "FAIL", 1, ["SKIPPED", "FAIL"]],
    ["one with nothing to check is told", () => [at("healthy.hid"), deploy()], "PASS", 0, ["PASS", "SKIPPED"]],
    ["nothing but those is SKIPPED", () => [deploy(), microkit()], "SKIPPED", 2, ["SKIPPED", "SKIPPED"]],
    ["WEAK does not hide one that cannot be read", () => [written("w.runtime", runtime), tab()], "WEAK", 2, ["WEAK", "SKIPPED"]],
    ["healthy ones pass", () => [at("healthy.hid"), at("healthy.xml")], "PASS", 0, ["PASS", "PASS"]],
  ])("%s", async (_, inputs, verdict, exit, results) => {
    const { code, report } = await documentOf([...inputs(), ...static_]);
    expect({ code, verdict: report.verdict, results: report.results.map((result) => result.verdict) }).toEqual({ code: exit, verdict, results });
  });
  test("all have a place in all reports", async () => {
    const [junit, sarif] = [at("all.xml"), at("all.sarif")];
    const inputs = [at("healthy.hid"), tab(), microkit(), at("broken.hid"), at("absent.hid")];
    const { code } = await documentOf([...inputs, ...static_, "--junit", junit, "--sarif", sarif]);
    expect(code).toBe(1);
    const suites: Record<string, string>[] = [];
    const parser = new SaxesParser();
    parser.on("opentag", ({ name, attributes }) => { if (name === "testsuite") suites.push({ ...attributes }); });
    parser.write(readFileSync(junit, "utf8")).close();
    expect(suites.map(({ name, failures, errors, skipped }) => [name, failures, errors, skipped])).toEqual([
      [inputs[0], "0", "0", "0"], [inputs[1], "0", "1", "0"], [inputs[2], "0", "0", "1"], [inputs[3], "2", "0", "0"], [inputs[4], "0", "1", "0"],
    ]);
    const { runs: [run] } = JSON.parse(readFileSync(sarif, "utf8")) as { runs: [{ results: { ruleId: string; level: string }[] }] };
    expect(run.results.map(({ ruleId, level }) => `${ruleId} ${level}`)).toEqual(expect.arrayContaining(["GE006 error", "GE004 note", "GN101 error", "GE014 error"]));
  });
  test("a report that cannot be written costs neither the others nor the verdict", async () => {
    const sarif = at("kept.sarif");
    const { code, out, err } = await cordon(["check", at("healthy.hid"), ...static_, "--junit", "/dev/null/x.xml", "--sarif", sarif]);
    expect(code).toBe(2);
    expect(out).toMatch(/^PASS /);
    expect(err).toContain("/dev/null/x.xml could not be written");
    expect(existsSync(sarif)).toBe(true);
  });
});

describe("a folder", () => {
  const inner = at("mixed");
  mkdirSync(join(inner, "deeper", ".hidden"), { recursive: true });
  for (const [name, text] of Object.entries({
    "a.hid": healthy, "deeper/b.config": healthyXml, "README.md": "# Title\n\nconfig\n", "notes.txt": "some words\n", "deeper/m.system": foreign[0]![1], "n.system": foreign[1]![1],
    "x.run": foreign.find(([format]) => format === "run script of Genode")![1], "launcher": '<launcher pkg="a"><config/></launcher>', "pom.xml": "<project/>", "none": "",
  })) writeFileSync(join(inner, name), text);
  symlinkSync("a.hid", join(inner, "link.hid"));
  test("has a result for each description in it, and counts the rest by kind", async () => {
    const { code, report } = await documentOf([inner, ...static_]);
    expect({ code, verdict: report.verdict }).toEqual({ code: 0, verdict: "PASS" });
    expect(Object.fromEntries(report.results.map(({ what, verdict, system }) => [what.replace(`${inner}/`, ""), `${verdict} ${system!.format}`]))).toEqual({
      "a.hid": "PASS Genode HID", "deeper/b.config": "PASS Genode XML", "deeper/m.system": "SKIPPED seL4 Microkit system", "n.system": "SKIPPED seL4 Microkit system",
      "x.run": "SKIPPED run script of Genode", "launcher": "SKIPPED launcher of Sculpt OS",
    });
    expect(report.leftOut).toEqual({
      "Markdown page": 1, "other text": 1, "XML document of another kind": 1, "empty file": 1, "link": 1, "folder that is not searched": 1,
    });
    const { out } = await cordon(["check", inner, ...static_]);
    expect(out).toContain("\n12 files: 2 checked, 4 skipped (seL4 Microkit system: 2, launcher of Sculpt OS: 1, run script of Genode: 1), 6 left out (");
    expect(out).toContain("Markdown page: 1");
    expect((await documentOf([at("healthy.hid"), ...static_])).report.leftOut).toBeUndefined();
  });
  test("with a configuration that cannot be read answers as the files would", async () => {
    const torn = at("torn");
    mkdirSync(torn);
    writeFileSync(join(torn, "a.hid"), healthy);
    writeFileSync(join(torn, "b.hid"), healthy.replace("-\n", ""));
    for (const words of [[torn], [join(torn, "a.hid"), join(torn, "b.hid")]]) {
      const { code, report } = await documentOf([...words, ...static_]);
      expect({ code, verdict: report.verdict, results: report.results.map(({ verdict }) => verdict) })
        .toEqual({ code: 2, verdict: "SKIPPED", results: ["PASS", "SKIPPED"] });
    }
  });
  test("in which nothing is known is SKIPPED itself", async () => {
    const empty = at("nothing");
    mkdirSync(empty);
    const { code, report } = await documentOf([empty, ...static_]);
    expect({ code, verdict: report.verdict }).toEqual({ code: 2, verdict: "SKIPPED" });
    expect(report.results[0]!.remarks[0]).toContain("it holds no system description");
    expect((await documentOf([empty, at("healthy.hid"), ...static_])).code).toBe(0);
    expect((await cordon(["check", empty, ...static_])).out).toContain("0 files: 0 checked, 0 skipped, 0 left out");
  });
  test("finds a description behind a huge comment, and one in UTF-16", async () => {
    const odd = at("odd");
    mkdirSync(odd);
    writeFileSync(join(odd, "a.xml"), `<!-- ${"x".repeat(200_000)} -->${healthyXml}`);
    writeFileSync(join(odd, "b.xml"), Buffer.from(`\ufeff${healthyXml}`, "utf16le"));
    const { code, report } = await documentOf([odd, ...static_]);
    expect({ code, results: report.results.map(({ verdict }) => verdict) }).toEqual({ code: 2, results: ["PASS", "SKIPPED"] });
  });
  test("that is given twice, however it is written, counts once", async () => {
    const words = [inner, `${inner}/`, join(inner, "deeper"), `${inner}/./deeper/../a.hid`, join(inner, "notes.txt")];
    const { report } = await documentOf([...words, ...static_]);
    expect(report.results.map(({ what }) => what.replace(`${inner}/`, "")).sort())
      .toEqual(["a.hid", "deeper/b.config", "deeper/m.system", "launcher", "n.system", "notes.txt", "x.run"]);
    expect(report.leftOut).toEqual({ "Markdown page": 1, "XML document of another kind": 1, "empty file": 1, "link": 1, "folder that is not searched": 1 });
  });
  test("and a file in it that is named again have one result each", async () => {
    const { report } = await documentOf([join(inner, "deeper"), join(inner, "deeper", "b.config"), ...static_]);
    expect(report.results.map(({ what }) => what.replace(`${inner}/`, ""))).toEqual(["deeper/b.config", "deeper/m.system"]);
  });
});

describe("public files", () => {
  const corpus = "../shared/corpus";
  beside(corpus)("of another format are never PASS, where ../shared/corpus is present", async () => {
    const systems = readdirSync(join(corpus, "microkit/systems")).map((name) => join(corpus, "microkit/systems", name));
    const { report } = await documentOf([...systems, ...static_]);
    expect(report.results.length).toBeGreaterThan(200);
    expect(report.results.filter(({ verdict, system }) => verdict !== "SKIPPED" || system?.format !== "seL4 Microkit system")).toEqual([]);
  });
});
