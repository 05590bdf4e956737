/**
 * The command that runs a counterexample again, ready to be pasted into a shell.
 */
import type { Result } from "../language/index.ts";
import { fromHere } from "../running/paths.ts";

/** The command; empty when there is no counterexample, or the disk refused its record. */
export function replayCommand({ counterexample }: Pick<Result, "counterexample">, files: readonly string[]): string {
  if (counterexample === undefined || counterexample.record === "") return "";
  return ["cordon replay", counterexample.record, ...files.flatMap((file) => ["--with", fromHere(file)])]
    .map(quoted)
    .join(" ");
}

function quoted(word: string, i: number): string {
  return i === 0 || /^[\w./:@%+=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
