/** The glue for vitest, in a vitest of its own. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

interface Document {
  readonly testResults: readonly { readonly assertionResults: readonly {
    readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[] }[];
}

const everything = "everything that can happen happens, and nothing contradicts itself";

test("gives a test to each claim, and fails with the shrunk counterexample or with what is missing", () => {
  const words = [
    "node_modules/vitest/vitest.mjs",
    "run",
    "--config",
    "test/cli/fixtures/glue.config.ts",
    "--reporter=json",
  ];
  const { stdout } = spawnSync(process.execPath, words, { encoding: "utf8" });
  const results = (JSON.parse(stdout) as Document).testResults[0]!.assertionResults;
  expect(Object.fromEntries(results.map(({ fullName, status }) => [fullName, status]))).toEqual({
    ...Object.fromEntries([["broken as it should be", "passed", "passed"], ["broken otherwise", "failed", "passed"], ["unbroken", "passed", "failed"]].flatMap(
      ([name, waits, queues]) => [[`${name} nobody waits`, waits], [`${name} queues match thread states`, queues],
        [`${name} reply rights match waiting clients`, "passed"], [`${name} ${everything}`, "passed"]])),
    "ipc-sound queues match thread states": "passed",
    "ipc-sound reply rights match waiting clients": "passed",
    [`ipc-sound ${everything}`]: "passed",
    "ipc-broken queues match thread states": "passed",
    "ipc-broken reply rights match waiting clients": "failed",
    [`ipc-broken ${everything}`]: "passed",
    "never seen a claim": "failed", [`never seen ${everything}`]: "passed",
    "nothing to judge a claim": "skipped", [`nothing to judge ${everything}`]: "passed",
    "never reached a claim": "passed", [`never reached ${everything}`]: "failed",
    "at fault a claim": "passed", [`at fault ${everything}`]: "failed",
    "fickle a claim": "passed", [`fickle ${everything}`]: "failed",
  });
  const said = (name: string): string => results.find(({ fullName }) => fullName === name)!.failureMessages[0]!;
  expect(said("never seen a claim")).toContain('never seen: a client sleeps (claim "a claim")');
  expect(said(`never reached ${everything}`)).toContain("never reached: ");
  expect(said(`at fault ${everything}`)).toContain('"the specification is sound" is broken');
  expect(said(`fickle ${everything}`)).toContain("the run depends on something other than the seed");
  expect(said("broken otherwise nobody waits")).toMatch(/^"nobody waits" is broken in 1 step.*where the suite says 4/);
  expect(said("unbroken queues match thread states")).toContain("should be broken in 2 steps, and holds in all traces");
  expect(said("ipc-broken reply rights match waiting clients")).toMatch(/is broken after 3 steps \(no trace is shorter; seed 7, trace \d+\):\n1\. /);
});
