/**
 * `npm run bench -- against DIR [what...]`: the processor time of `cordon check WHAT --workers 1` here and in another checkout that
 * is built, turn by turn, with the ratio. Without WHAT: each suite and each example, which together are the main job.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { suites } from "../properties/index.ts";
import { packageRoot } from "../src/store/index.ts";
import { printTable } from "./table.ts";

/** Tells the processor time of a process when it ends, in microseconds, on file descriptor 3. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from "node:fs";
  import { isMainThread } from "node:worker_threads";
  const tell = () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); };
  if (isMainThread) process.on("exit", tell);
`)}`;

export function measureAgainst([other, ...words]: readonly string[]): void {
  if (other === undefined) throw new Error("name the folder of the other checkout, built with npm run build");
  const folder = join(packageRoot, "examples", "genode");
  const examples = readdirSync(folder).filter((name) => /\.(?:hid|xml)$/.test(name)).map((name) => join(folder, name));
  const all = words.length > 0 ? words : [...suites.map(({ name }) => name), ...examples];
  const sums = { before: 0, after: 0 };
  const rows = all.map((what) => {
    const [before, after] = [seconds(other, what), seconds(packageRoot, what)];
    sums.before += before;
    sums.after += after;
    return row(what.replace(`${packageRoot}/`, ""), before, after);
  });
  printTable(["check", "there, s", "here, s", "ratio"], [...rows, row("all", sums.before, sums.after)]);
}

const row = (name: string, before: number, after: number): string[] =>
  [name, before.toFixed(2), after.toFixed(2), (after / before).toFixed(2)];

/** The processor time of a check, in seconds. */
function seconds(root: string, what: string): number {
  const { output, status, stderr } = spawnSync(process.execPath,
    ["--import", telling, join(root, "dist", "src", "cli", "main.js"), "check", what, "--workers", "1", "--quiet"],
    { cwd: root, stdio: ["ignore", "ignore", "pipe", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`cordon check ${what} in ${root} ended with ${status}: ${stderr}`);
  return Number(output[3]) / 1e6;
}
