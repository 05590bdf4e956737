/**
 * `npm run bench -- against DIR [command...]`: the processor time of a command of `cordon`, with one worker, here and in another checkout
 * that is built, turn by turn, with the ratio. Without a command: `check` of each suite and each example, which together are the main
 * job, and `explore` of the bench's models.
 */
import { spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { suites } from "../properties/genode/suites/index.ts";
import { packageRoot } from "../src/store/index.ts";
import { printTable } from "./table.ts";

/** Tells the processor time of a process when it ends, in microseconds, on file descriptor 3. */
const telling = `data:text/javascript,${encodeURIComponent(`
  import { writeSync } from "node:fs";
  import { isMainThread } from "node:worker_threads";
  const tell = () => { const { user, system } = process.cpuUsage(); writeSync(3, String(user + system)); };
  if (isMainThread) process.on("exit", tell);
`)}`;

export function measureAgainst([other, ...command]: readonly string[]): void {
  if (other === undefined) throw new Error("name the folder of the other checkout, built with npm run build");
  const measured = (words: readonly string[]): Measured => ({ words, there: seconds(other, words), here: seconds(packageRoot, words) });
  const checks = command.length > 0 ? [] : mainJob().map(measured);
  const others = command.length > 0 ? [command] : ["bench:sync-ipc", "bench:caps"].map((model) => ["explore", model]);
  const sum = (side: "there" | "here"): number => checks.reduce((all, one) => all + one[side], 0);
  printTable(["", "there, s", "here, s", "ratio"], [
    ...checks, ...checks.length === 0 ? [] : [{ words: ["all checks"], there: sum("there"), here: sum("here") }], ...others.map(measured),
  ].map(({ words, there, here }) => [words.join(" "), there.toFixed(2), here.toFixed(2), (here / there).toFixed(2)]));
}

interface Measured {
  readonly words: readonly string[];
  /** Seconds in the other checkout, and in this one. */
  readonly there: number;
  readonly here: number;
}

/** What `cordon check` without arguments checks, each by itself. */
function mainJob(): string[][] {
  const folder = join("examples", "genode");
  const examples = readdirSync(join(packageRoot, folder)).filter((name) => /\.(?:hid|xml)$/.test(name)).map((name) => join(folder, name));
  return [...suites.map(({ name }) => name), ...examples].map((what) => ["check", what]);
}

/** The processor time of a command, in seconds. */
function seconds(root: string, words: readonly string[]): number {
  const { output, status, stderr } = spawnSync(process.execPath,
    ["--import", telling, join(root, "dist", "src", "cli", "main.js"), ...words, "--workers", "1", "--quiet"],
    { cwd: root, stdio: ["ignore", "ignore", "pipe", "pipe"], encoding: "utf8" });
  if (status !== 0) throw new Error(`cordon ${words.join(" ")} in ${root} ended with ${status}: ${stderr}`);
  return Number(output[3]) / 1e6;
}
