/**
 * Compares the closures in a process or thread of its own, and prints what differs. The words say how: `bundled`, `unwritten` where text
 * may not become code, `thread` in a thread.
 */
import { Worker, isMainThread, workerData } from "node:worker_threads";
import { changed, differences } from "./held.ts";

const words: readonly string[] = isMainThread ? process.argv.slice(2) : workerData as string[];
if (isMainThread && words.includes("thread")) new Worker(new URL(import.meta.url), { workerData: words });
else {
  const found = [...differences({ bundled: words.includes("bundled"), writes: !words.includes("unwritten") }), ...changed()];
  // Threads hand on what they print when their process is at rest.
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
