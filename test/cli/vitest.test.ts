/** The glue for vitest, in a vitest of its own. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

interface Document {
  readonly testResults: readonly { readonly assertionResults: readonly {
    readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[] }[];
}

test("gives a test to each claim, and fails with the shrunk counterexample", () => {
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
    "ipc-sound queues match thread states": "passed",
    "ipc-sound reply rights match waiting clients": "passed",
    "ipc-sound everything that can happen happens, and nothing contradicts itself": "passed",
    "ipc-broken queues match thread states": "passed",
    "ipc-broken reply rights match waiting clients": "failed",
    "ipc-broken everything that can happen happens, and nothing contradicts itself": "passed",
  });
  expect(results[4]!.failureMessages[0]).toMatch(/is broken after 3 steps \(seed 7, trace \d+\):\n1\. /);
});
