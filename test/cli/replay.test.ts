/** From a counterexample to its record and back. */
import { copyFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { FailureRecord } from "../../src/store/index.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder();
const found = await cordon(["check", "ipc-broken", "--json", "--out", `${folder}/out`, ...ipc]);
const { counterexample, discovery } = (
  JSON.parse(found.out) as { results: { counterexample: { record: string; trace: string[] }; discovery: object }[] }
).results[0]!;
const record = JSON.parse(readFileSync(counterexample.record, "utf8")) as FailureRecord;

/** Replays a changed record. */
const replayed = (change: Partial<FailureRecord>, ...more: readonly string[]) => {
  writeFileSync(`${folder}/changed.json`, JSON.stringify({ ...record, ...change }));
  return cordon(["replay", `${folder}/changed.json`, ...ipc, ...more]);
};

describe("a record", () => {
  test("breaks the same claim again, step by step, with what changed", async () => {
    const { code, out } = await cordon(["replay", counterexample.record, ...ipc]);
    expect(code).toBe(1);
    counterexample.trace.forEach((sentence, i) => { expect(out).toContain(`${i + 1}. ${sentence}`); });
    expect(out).toContain("client 0 . state: ");
    expect(out).toContain('"reply rights match waiting clients" is broken after step 3.');
    expect(out).not.toContain("changed since");
  });
  test("says how much the traces before it showed", () => {
    expect(record.discovery).toEqual(discovery);
    expect(record.discovery!.curve.at(-1)![0]).toBe(record.trace);
  });
  test("names no folder of this machine", () => {
    expect(readFileSync(counterexample.record, "utf8")).not.toContain(process.cwd());
  });
  test("on a specification that is right by now breaks nothing", async () => {
    const { code, out } = await replayed({ on: { kind: "suite", name: "ipc-sound" } });
    expect(code).toBe(0);
    expect(out).toContain("No claim is broken any more");
    expect(out).toContain("the state after this step was another one when it was recorded");
  });
  test("of another text says that the specification has changed", async () => {
    const { code, out } = await replayed({ specification: { name: "broken-ipc", digest: "0000" } });
    expect(code).toBe(1);
    expect(out).toContain("has changed since this was recorded");
  });
  test("whose steps make no sense any more says which", async () => {
    const at = record.steps.findIndex(({ operation }) => operation === "Call");
    const call = record.steps[at]!;
    for (const [changed, sentence] of [
      [{ ...call, operation: "Cal" }, `step ${at + 1}: there is no operation "Cal" any more — did you mean "Call"?`],
      [{ ...call, args: { client: 0 } }, '"Call" now asks for "endpoint"'],
      [{ ...call, args: { ...call.args, more: 1 } }, '"Call" no longer asks for "more"'],
      [{ ...call, args: { ...call.args, client: 99 } }, '"client" of "Call" was 99'],
    ] as const) {
      const steps = record.steps.with(at, changed);
      const { code, out } = await replayed({ steps });
      expect(out).toContain(sentence);
      expect(code).toBe(3);
    }
    expect((await replayed({ claim: "nobody claims this" })).code).toBe(3);
  });
  test("of a suite that is gone is refused", async () => {
    const { code, err } = await replayed({ on: { kind: "suite", name: "ipc-brokn" } });
    expect(code).toBe(2);
    expect(err).toContain('did you mean "ipc-broken"?');
  });
  test("never loads a file that the user has not named again", async () => {
    const { code, err } = await cordon(["replay", counterexample.record]);
    expect(code).toBe(2);
    expect(err).toContain("name them again: --with test/cli/fixtures/ipc.ts");
  });
  test("of a system holds its whole text, and needs the file no more", async () => {
    writeFileSync(
      `${folder}/never.ts`,
      `import { invariant } from "cordon/spec/genode";
      export const never = invariant({ name: "nothing starts", claim: "x", why: "x", sources: [],
        holds: ({ component }) => component.every((one) => one.state !== "alive") });`,
    );
    copyFileSync("examples/genode/webcache.hid", `${folder}/system.hid`);
    const words = ["--with", `${folder}/never.ts`, "--out", `${folder}/out`];
    const { code, out } = await cordon(["check", `${folder}/system.hid`, "--traces", "100", "--json", ...words]);
    expect(code).toBe(1);
    const [result] = (JSON.parse(out) as { results: { counterexample: { record: string } }[] }).results;
    rmSync(`${folder}/system.hid`);
    const again = await cordon(["replay", result!.counterexample.record, "--with", `${folder}/never.ts`]);
    expect(again.out).toContain('"nothing starts" is broken ');
    expect(again.code).toBe(1);
  });
  test("has a page", async () => {
    expect((await cordon(["explain", counterexample.record])).out).toContain("of seed 1 by the strategy");
  });
});
