/**
 * `npm run slips`: plants each slip into a copy of the tree and runs the tests that must notice it. `-- --only TEXT` takes those whose
 * name or file contains the text. A run of tests is cut after ten minutes; what was cut proves nothing.
 */
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Slip, slips } from "./list.ts";

const minutesMost = 10;

const [option, only = "", ...more] = process.argv.slice(2);
if (option !== undefined && (option !== "--only" || only === "" || more.length > 0)) {
  console.error("usage: npm run slips [-- --only TEXT]");
  process.exit(2);
}
const chosen = slips.filter(({ name, file }) => name.includes(only) || file.includes(only));
if (chosen.length === 0) {
  console.error(`no slip contains ${JSON.stringify(only)} in its name or file`);
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), "cordon-slips-"));
let running: number | undefined;
const end = (): void => { if (running !== undefined) process.kill(-running, "SIGKILL"); };
process.on("exit", () => {
  end();
  rmSync(copy, { recursive: true, force: true });
});
for (const signal of ["SIGINT", "SIGTERM"]) process.on(signal, () => process.exit(1));
for (const name of readdirSync(".")) if (!name.startsWith(".") && name !== "node_modules") cpSync(name, join(copy, name), { recursive: true });
symlinkSync(resolve("node_modules"), join(copy, "node_modules"));

const unfit = new Map<string, string>();
for (const test of new Set(chosen.flatMap(({ tests }) => tests))) {
  const { became, failed } = await outcomeOf([test]);
  if (became !== "passed") unfit.set(test, became === "failed" ? `fails: ${failed}` : became);
}
for (const [test, why] of unfit) console.log(`${test} does not pass without any slip, and proves nothing: it ${why}`);

let [killed, survived] = [0, 0];
for (const slip of chosen) {
  const became = await planted(slip);
  if (became === "killed") killed++;
  else survived++;
  console.log(`${became.padEnd(8)}  ${slip.file}: ${slip.name}`);
}
console.log(`${killed} killed, ${survived} survived or not tried to the end`);
if (survived > 0 || unfit.size > 0) process.exitCode = 1;

async function planted({ file, right, wrong, tests }: Slip): Promise<"killed" | "SURVIVED" | "STALE" | "BROKEN" | "CUT" | "UNTRIED"> {
  const fit = tests.filter((test) => !unfit.has(test));
  if (fit.length === 0) return "UNTRIED";
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  if (text.split(right).length !== 2) return "STALE";
  writeFileSync(path, text.replace(right, () => wrong));
  try {
    switch ((await outcomeOf(fit)).became) {
      case "failed": return "killed";
      case "passed": return fit.length === tests.length ? "SURVIVED" : "UNTRIED";
      case "was cut": return "CUT";
      case "broke": return "BROKEN";
    }
  } finally {
    writeFileSync(path, text);
  }
}

interface Report {
  readonly success: boolean;
  readonly testResults: readonly { readonly assertionResults: readonly { readonly status: string; readonly fullName: string }[] }[];
}

/** Runs tests in the copy. A file that cannot even be loaded, or no answer at all, proves nothing: it broke. */
async function outcomeOf(tests: readonly string[]): Promise<{ readonly became: "passed" | "failed" | "was cut" | "broke"; readonly failed?: string }> {
  const said = join(copy, "said.json");
  rmSync(said, { force: true });
  if (await isCut(["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=json", `--outputFile=${said}`, ...tests])) return { became: "was cut" };
  if (!existsSync(said)) return { became: "broke" };
  const { success, testResults } = JSON.parse(readFileSync(said, "utf8")) as Report;
  const failed = testResults.flatMap(({ assertionResults }) => assertionResults).find(({ status }) => status === "failed");
  return failed !== undefined ? { became: "failed", failed: failed.fullName } : { became: success ? "passed" : "broke" };
}

/** Runs node with these words, and answers whether it had to be ended, with all that it started: a thread that loops ends for nothing less. */
function isCut(words: readonly string[]): Promise<boolean> {
  return new Promise((done, refuse) => {
    const child = spawn(process.execPath, words, { cwd: copy, stdio: "ignore", detached: true, env: { ...process.env, CI: "" } });
    running = child.pid;
    let cut = false;
    const clock = setTimeout(() => { cut = true; end(); }, minutesMost * 60_000);
    child.on("error", refuse);
    child.on("exit", () => {
      clearTimeout(clock);
      running = undefined;
      done(cut);
    });
  });
}
