/** Streams that cannot be written: the exit code is still that of the verdict, or of an error, and nobody sees a stack trace. */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { withUnwritten } from "../../src/cli/exit.ts";
import { built } from "../built.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";
import { onLinux } from "../needs.ts";

const folder = foreignFolder({
  "wrong.hid": "config\n+ start a | ram: abc\n-\n",
  "file": "",
});
const command = `"${process.execPath}" "${built("src/cli/main.ts")}"`;

/** Runs a line of shell in which C stands for the command; what it answers is the exit code of C. */
function shell(line: string): { readonly code: number | null; readonly out: string; readonly err: string } {
  const { status, stdout, stderr } = spawnSync("bash", ["-c", `${line.replace("C ", `${command} `)}; exit \${PIPESTATUS[0]}`], { encoding: "utf8" });
  return { code: status, out: stdout, err: stderr };
}

const full = /^cordon: what belongs on stdout could not be written: no space is left on the disk \(ENOSPC\)\n$/;
const good = "check --traces 0 examples/genode/webcache.hid";
const wrong = `check --traces 0 ${folder}/wrong.hid`;

describe("on a full disk", () => {
  onLinux("stdout turns PASS into an error, told in one line", () => {
    for (const words of [good, `${good} --json`, "--help"]) {
      const { code, err } = shell(`C ${words} > /dev/full`);
      expect({ code, words }).toEqual({ code: 2, words });
      expect(err).toMatch(full);
    }
  });
  onLinux("stdout leaves FAIL what it is", () => {
    const { code, err } = shell(`C ${wrong} > /dev/full`);
    expect(code).toBe(1);
    expect(err).toMatch(full);
  });
  onLinux("stderr changes nothing", () => {
    expect(shell("C check nofile 2> /dev/full")).toEqual({ code: 2, out: "", err: "" });
    expect(shell(`C ${good} 2> /dev/full`).code).toBe(0);
  });
  onLinux("both leave the exit code", () => {
    expect(shell(`C ${good} > /dev/full 2>&1`)).toEqual({ code: 2, out: "", err: "" });
    expect(shell(`C ${wrong} > /dev/full 2>&1`)).toEqual({ code: 1, out: "", err: "" });
  });
});

onLinux("a reader that has gone had what it wanted", () => {
  expect(shell(`C ${good} | true`)).toEqual({ code: 0, out: "", err: "" });
  expect(shell("C check nofile 2>&1 | true")).toEqual({ code: 2, out: "", err: "" });
});

test("only PASS becomes an error by what could not be written", () => {
  expect([0, 1, 2, 3, 4].map((code) => withUnwritten(code, true))).toEqual([2, 1, 2, 3, 4]);
  expect([0, 1, 2, 3, 4].map((code) => withUnwritten(code, false))).toEqual([0, 1, 2, 3, 4]);
});

describe("a counterexample that the disk refuses", () => {
  const nowhere = ["--out", `${folder}/file/below`];
  for (const [what, words] of [["check", ["check", "ipc-broken"]], ["explore", ["explore", "ipc-broken"]]] as const)
    test(`is told in full by ${what}, --quiet or not`, async () => {
      for (const quiet of [[], ["--quiet"]]) {
        const { code, out } = await cordon([...words, ...ipc, ...nowhere, ...quiet]);
        expect(code).toBe(1);
        expect(out).toMatch(/^FAIL .*\n(?:.*\n)* {4}1\. .*\n(?:.*\n)* {2}because The claim is: /);
        expect(out).toContain("The record could not be written under");
        expect(out).toContain("finds it again.");
      }
    });
});
