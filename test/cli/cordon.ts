/** Runs the command line, as it is built, inside the test's own process; helpers run in threads as always. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { Outside } from "../../src/cli/io.ts";
import { built } from "../built.ts";

const { run } = await import(built("src/cli/program.ts")) as typeof import("../../src/cli/program.ts");

export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/**
 * Runs `cordon` with these words, this environment, and on a terminal so wide where one is given; in one thread, to be quick, unless the
 * words say otherwise. `outside` takes the place of what is else outside; what it writes is told by it.
 */
export async function cordon(
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  columns?: number,
  outside: Partial<Outside> = {},
): Promise<Ran> {
  let [out, err] = ["", ""];
  const quick = words[0] === "check" && words.length > 1 && !words.includes("--workers") ? ["--workers", "1"] : [];
  const code = await run([...words, ...quick], {
    out: (text) => { out += text; }, err: (text) => { err += text; }, environment, colour: false, progress: false, onStop: () => () => {},
    ...(columns === undefined ? {} : { columns }), ...outside,
  });
  return { code, out, err };
}

/** Suites over the small model of synchronous IPC: `ipc-sound` and `ipc-broken`. */
export const ipc = ["--with", "test/cli/fixtures/ipc.ts"];

/** A folder outside the project that is removed after the tests, with these files in it. */
export function foreignFolder(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), "cordon-cli-"));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  afterAll(() => { rmSync(folder, { recursive: true, force: true }); });
  return folder;
}
