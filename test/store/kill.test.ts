/**
 * Promise: a counterexample that `Recorder.found` returned from survives `kill -9` at any instant, and so does every
 * record that was reported as written.
 */
import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fold, parseRecord, recover } from "../../src/store/index.ts";
import { built } from "../built.ts";
import { sampleRecord } from "./samples.ts";
import { tries } from "../nightly.ts";

const kills = tries(200, 20);
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "cordon-kill-"));
  writeFileSync(join(folder, "recording.mjs"), `
    import { writeSync } from "node:fs";
    import { Recorder } from "${built("src/store/index.ts")}";
    const recorder = new Recorder(process.argv[2]);
    const sample = ${JSON.stringify(sampleRecord(0))};
    writeSync(1, "ready\\n");
    for (let trace = 0; ; trace++) {
      const record = { ...sample, trace, claim: "claim " + trace };
      const id = recorder.found(record);
      writeSync(1, "found " + id + "\\n");
      recorder.shorter(id, { ...record, steps: record.steps.slice(0, 20) });
      recorder.shorter(id, { ...record, steps: record.steps.slice(0, 3) });
      writeSync(1, "written " + recorder.written(id, { ...record, steps: record.steps.slice(0, 3) }) + "\\n");
    }
  `);
});
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

test(`nothing is lost in ${kills} kills at random instants`, async () => {
  const lost: string[] = [];
  let found = 0;
  const one = async (number: number) => {
    const out = mkdtempSync(join(folder, "out-"));
    const said = await killedAfter(out, number % 5, (number * 7919) % 20);
    const ids = said.filter((line) => line.startsWith("found ")).map((line) => line.slice(6));
    const entries = fold(out).entries as readonly { readonly kind: string; readonly id?: string }[];
    const kept = new Set(entries.filter(({ kind }) => kind === "found").map(({ id }) => id));
    found += ids.length;
    lost.push(...ids.filter((id) => !kept.has(id)));
    for (const line of said) if (line.startsWith("written ") && !isRecord(line.slice(8))) lost.push(line);
    recover(out);
    const records = existsSync(join(out, "records")) ? readdirSync(join(out, "records")) : [];
    for (const name of records) if (!isRecord(join(out, "records", name))) lost.push(`torn ${name}`);
    if (records.length !== kept.size) lost.push(`${kept.size} found, ${records.length} records after recovery`);
    rmSync(out, { recursive: true, force: true });
  };
  for (let number = 0; number < kills; number += 4) await Promise.all([0, 1, 2, 3].map((more) => one(number + more)));
  expect(lost).toEqual([]);
  expect(found).toBeGreaterThan(kills);
});

/** Starts the recording process, kills it so many milliseconds after that many lines behind its first word, and answers its whole lines. */
function killedAfter(out: string, lines: number, ms: number): Promise<string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(folder, "recording.mjs"), out], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    let armed = false;
    child.stdout.on("data", (data: Buffer) => {
      text += data.toString();
      if (armed || text.split("\n").length <= lines + 1) return;
      armed = true;
      setTimeout(() => child.kill("SIGKILL"), ms);
    });
    child.on("error", reject);
    child.on("close", () => { resolve(text.split("\n").slice(0, -1)); });
  });
}

function isRecord(path: string): boolean {
  try {
    parseRecord(readFileSync(path, "utf8"));
    return true;
  } catch {
    return false;
  }
}
