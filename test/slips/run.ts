/**
 * `npm run slips`: plants each slip into a copy of the tree and runs the tests that must notice it. `-- --only TEXT` takes those whose
 * name or file contains the text.
 */
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Slip, slips } from "./list.ts";

const at = process.argv.indexOf("--only");
const only = at < 0 ? "" : process.argv[at + 1] ?? "";
const chosen = slips.filter(({ name, file }) => name.includes(only) || file.includes(only));
if (chosen.length === 0) {
  console.error(`no slip contains ${JSON.stringify(only)} in its name or file`);
  process.exit(2);
}

const copy = mkdtempSync(join(tmpdir(), "cordon-slips-"));
process.on("exit", () => rmSync(copy, { recursive: true, force: true }));
for (const name of readdirSync(".")) if (!name.startsWith(".") && name !== "node_modules") cpSync(name, join(copy, name), { recursive: true });
symlinkSync(resolve("node_modules"), join(copy, "node_modules"));

const before = outcomeOf([...new Set(chosen.flatMap(({ tests }) => tests))]);
if (before !== "passed") {
  console.error("The tests do not pass without any slip: correct that first.");
  process.exit(1);
}
const survivors = chosen.filter((slip) => {
  const became = planted(slip);
  console.log(`${became.padEnd(8)}  ${slip.file}: ${slip.name}`);
  return became !== "killed";
});
console.log(`${chosen.length - survivors.length} killed, ${survivors.length} survived`);
if (survivors.length > 0) process.exitCode = 1;

function planted({ file, right, wrong, tests }: Slip): "killed" | "SURVIVED" | "STALE" | "BROKEN" {
  const path = join(copy, file);
  const text = readFileSync(path, "utf8");
  if (text.split(right).length !== 2) return "STALE";
  writeFileSync(path, text.replace(right, () => wrong));
  try {
    const became = outcomeOf(tests);
    return became === "failed" ? "killed" : became === "passed" ? "SURVIVED" : "BROKEN";
  } finally {
    writeFileSync(path, text);
  }
}

/** Runs tests in the copy. A file that cannot even be loaded, or no answer at all, proves nothing: `broken`. */
function outcomeOf(tests: readonly string[]): "passed" | "failed" | "broken" {
  const said = join(copy, "said.json");
  rmSync(said, { force: true });
  spawnSync(process.execPath, ["node_modules/vitest/vitest.mjs", "run", "--bail=1", "--reporter=json", `--outputFile=${said}`, ...tests],
    { cwd: copy, stdio: "ignore", env: { ...process.env, CI: "" } });
  if (!existsSync(said)) return "broken";
  const { success, numFailedTests } = JSON.parse(readFileSync(said, "utf8")) as { readonly success: boolean; readonly numFailedTests: number };
  return numFailedTests > 0 ? "failed" : success ? "passed" : "broken";
}
