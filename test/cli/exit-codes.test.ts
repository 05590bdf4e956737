/** What each command answers to good and to bad input: exit code, and one clear line. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder({
  "empty.hid": "",
  "words.txt": "some words",
  "open.hid": "config\n+ start a\n",
  "other.hid": "fruit\n-\n",
  "good.hid": "config\n+ parent-provides | + service ROM\n-\n",
  "nul.hid": "config\0\n-\n",
  "binary.xml": "<config>\u0001</config>",
  "doctype.xml": '<!DOCTYPE config [<!ENTITY a "b">]><config>&a;</config>',
  "none.ts": "export const nothing = 1;\n",
  "syntax.ts": "export const a = = 3;\n",
  "torn.json": "{",
  "list.json": "[]",
  "strange.json": '{"id": "x", "analysis": "fp.rtb", "input": {}}',
  "zero.json": '{"id": "x", "analysis": "fp.rta", "input": {"tasks": [{"name": "a", "C": 1, "T": 0}]}}',
  "taskless.json": '{"id": "x", "analysis": "fp.rta", "input": {}}',
  "twice.json": '{"record": 1,\n "record": 1}',
  "again.json": '{"simulation": 1, "simulation": 2}',
  "deep.json": `{"simulation": ${"[".repeat(100_000)}`,
  "queue.json": '{"id": "x", "analysis": "queue.mm1", "input": {"lambda_": 4, "mu": 5}}',
});
mkdirSync(join(folder, "void"));
writeFileSync(join(folder, "latin.hid"), Buffer.from([0x63, 0x6f, 0x6e, 0x66, 0x69, 0x67, 0x20, 0xe9, 0x0a]));
const at = (name: string) => join(folder, name);

describe("a command line that cannot be followed gives exit code 2 and one line", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [["chek"], "Did you mean check?"],
    [["check", "--seeed", "3"], "Did you mean --seed?"],
    [["replay", "x", "--limit"], "argument missing"],
    [["check", "--seed", "NaN"], "whole number"],
    [["check", "--seed", "-1"], "whole number"],
    [["check", "--seed", "1e3"], "whole number"],
    [["check", "--seed", "99999999999999999999"], "whole number"],
    [["check", "--traces", "1.5"], "whole number"],
    [["check", "--steps", "0"], "whole number"],
    [["check", "--workers", "0"], "whole number"],
    [["check", "--limit", "0"], "above 0"],
    [["check", "--budget", "long"], "Allowed choices are quick, nightly"],
    [["check", at("good.hid"), "--isolate", "a"], "two sets"],
    [["check", at("good.hid"), "--isolate", "a,b,c"], "two sets"],
    [["check", at("good.hid"), "--isolate", "a+,b"], "two sets"],
    [["check", at("good.hid"), "--out", at("good.hid")], "not a directory"],
    [["check", at("good.hid"), "--out", ""], "names no folder"],
    [["check", "ipc-sond", ...ipc], 'did you mean "ipc-sound"?'],
    [["check", "ipc-sound", "--trust", "a", ...ipc], "applies to system descriptions"],
    [["check", at("good.hid"), "--with", at("absent.ts")], "no such file"],
    [["check", at("good.hid"), "--with", folder], "it is not a file"],
    [["check", "ipc-sound", "--with", at("none.ts")], "exports no invariant"],
    [["check", "ipc-sound", "--with", at("syntax.ts")], "syntax.ts:1:17: Unexpected"],
    [["check", "ipc-sound", "--system", "S", ...ipc], 'no system of ipc-sound is called "S": it has only one'],
    [["check", "ipc-sound", "bench:caps", "--system", "S", ...ipc], "no system of ipc-sound"],
    [["check", "bench:caps", "--system", "XXS"], 'no system of bench:caps is called "XXS" — did you mean "XS"? (it has XS, S,'],
    [["check", at("good.hid"), "--system", "S"], "describes a system itself"],
    [["check", "caps"], "suites of caps run by their own names: bench:caps, bench:revoke"],
    [["list", "bench:caps"], 'list takes "bench:caps" with --unread only'],
    [["list", "--unread", "bench:cap"], 'did you mean "bench:caps"?'],
    [["list", "--unread", at("good.hid")], "starts no component"],
    [["explore"], "missing required argument"],
    [["explore", "bench:cap"], 'did you mean "bench:caps"?'],
    [["explore", "bench:caps", "--system", "XL"], "it has XS, S, M, M+, L"],
    [["explore", "genode"], "genode stands for 7 systems: explore one of genode-sessions,"],
    [["explore", "examples/genode"], "more"],
    [["explore", at("good.hid")], "starts no component"],
    [["explore", at("nul.hid")], "nul.hid:1:7: GE005"],
    [["explore", at("words.txt")], "words.txt:1:1: GE004"],
    [["explore", at("void")], "void: it holds no system description"],
    [["mutants", at("nul.hid")], "nul.hid:1:7: GE005"],
    [["show", at("words.txt")], 'words.txt:1:1: GE004 This is not a Genode configuration: the top-level node is "some"'],
    [["show", at("absent.hid")], "absent.hid:1:1: GE014 The file cannot be read: there is no such file or folder"],
    [["time", at("words.txt")], "words.txt:1:1: GE004"],
    [["explore", "examples/genode/webcache.hid", "--system", "S"], "leave it out"],
    [["explore", "bench:caps", "--depth", "-1"], "whole number"],
    [["explore", "bench:caps", "--states", "0"], "whole number"],
    [["explore", "bench:caps", "--memory", "1.5"], "whole number"],
    [["explore", "bench:caps", "--symmetry", "yes"], "Allowed choices are auto, on, off"],
    [["explore", "bench:caps", "--out", at("good.hid")], "not a directory"],
    [["explore", "bench:caps", "--sample", "--aut", at("x.aut")], "--aut could draw"],
    [["explore", "bench:caps", "--dot", at("x.dot")], "bench:caps on S cannot be drawn: it has more than 10000 states, or"],
    [["show", folder], "folder"],
    [["show"], "missing required argument"],
    [["replay", at("torn.json")], "torn.json:1:2: not JSON"],
    [["replay", at("twice.json")], 'twice.json:2:2: the object has "record" already; leave one of them out'],
    [["explain", at("twice.json")], 'twice.json:2:2: the object has "record" already'],
    [["time", at("twice.json")], 'twice.json:2:2: the object has "record" already'],
    [["replay", at("again.json")], 'again.json:1:19: the object has "simulation" already; leave one of them out'],
    [["replay", at("deep.json")], "deep.json:1:1015: more than 1000 lists and objects inside each other"],
    [["replay", at("words.txt")], "words.txt:1:1: not JSON: expected a value"],
    [["replay", folder], "it is a folder"],
    [["replay", at("absent.json")], "no such file"],
    [["replay", "package.json"], "not a record"],
    [["explain", "GN10l"], 'did you mean "GN101"?'],
    [["explain", "package.json"], "not a record"],
    [["time"], "missing required argument"],
    [["time", "sosp97-twenty-nine-time"], 'did you mean "sosp97-twenty-nine-times"?'],
    [["time", at("torn.json")], "not JSON"],
    [["time", at("list.json")], "the case must be an object"],
    [["time", at("strange.json")], 'did you mean "fp.rta"?'],
    [["time", at("zero.json")], "tasks[0].T is 0; it must be above 0"],
    [["time", at("taskless.json")], "taskless.json:1:35: tasks is missing; give a list"],
    [["time", folder], "it is a folder"],
    [["time", "/dev/zero"], "not an ordinary file"],
    [["time", at("zero.json"), "--search", "many"], "whole number"],
    [["time", at("queue.json"), "--plot", at("x.svg")], "cannot be drawn"],
    [["time", "kernel-wcet", "--plot", at("x.svg")], "has no curve to draw"],
    [["claims", "--jsn"], "Did you mean --json?"],
    [["mutants"], "missing required argument"],
    [["mutants", "ipc-sound", "--strategy", "blnd", ...ipc], 'did you mean "blind"?'],
  ];
  for (const [words, sentence] of cases)
    test(`cordon ${words.map((word) => word.replace(folder, "…")).join(" ")}`, async () => {
      const { code, out, err } = await cordon(words);
      expect({ code, out }).toEqual({ code: 2, out: "" });
      expect(err).toContain(sentence);
      expect(err).toMatch(/^cordon: [^\n]*\n$/);
      expect(err).not.toMatch(/ at .*\.ts:\d+/);
    });
});

describe("a command line that can be followed", () => {
  test("help and version are no failure", async () => {
    expect((await cordon(["--help"])).code).toBe(0);
    expect((await cordon(["check", "--help"])).out).toContain("--isolate <A,B>");
    expect((await cordon(["--version"])).out).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
  test("without a command shows help, and is wrong usage", async () => {
    expect((await cordon([])).code).toBe(2);
  });
  test("a suite that holds passes; one that does not fails; together they fail", async () => {
    expect((await cordon(["check", "ipc-sound", "--out", at("o1"), ...ipc])).code).toBe(0);
    expect((await cordon(["check", "ipc-broken", "--out", at("o1"), ...ipc])).code).toBe(1);
    const both = await cordon(["check", "ipc-sound", "ipc-broken", "--out", at("o1"), "--quiet", ...ipc]);
    expect(both.code).toBe(1);
    expect(both.out).toContain("FAIL: 1 PASS, 1 FAIL");
  });
  test("a budget that reaches too little is WEAK", async () => {
    const { code, out } = await cordon(["check", "ipc-sound", "--traces", "1", "--steps", "1", ...ipc]);
    expect(code).toBe(4);
    expect(out).toContain("never reached: ");
  });
  test("all suites of a specification go by its name", async () => {
    const { code, out } = await cordon(["check", "sync-ipc", ...ipc]);
    expect(code).toBe(0);
    expect(out).toContain("ipc-sound");
  });
});
