/** When the watchdog barks: by processor time where it is known, else by looks; and what Linux says of a thread. */
import { Worker } from "node:worker_threads";
import { describe, expect, test } from "vitest";
import { noThread, ownThread, stateIn, threadState } from "../../src/running/thread.ts";
import { Watchdog, clockFactor, lookEveryMs } from "../../src/running/watchdog.ts";
import { onLinux } from "../needs.ts";

const looksIn = (seconds: number) => Math.ceil(seconds * 1000 / lookEveryMs);
const runs = (seconds: number) => () => ({ seconds, sleeps: false });
const sleeps = (seconds: number) => () => ({ seconds, sleeps: true });

describe("a helper stands still", () => {
  test("when one sentence has used its processor time, however long that takes", () => {
    const watchdog = new Watchdog(2);
    for (let look = 0; look < 100_000; look++) expect(watchdog.look(7, runs(10 + look * 1.99 / 100_000))).toBeNull();
    expect(watchdog.look(7, runs(12))).toBe("runs on");
  });
  test("not while it comes to other sentences, nor by what earlier ones have used", () => {
    const watchdog = new Watchdog(2);
    for (let look = 0; look < 1000; look++) expect(watchdog.look(look, runs(look * 5))).toBeNull();
    expect(watchdog.look(999, runs(999 * 5 + 1.99))).toBeNull();
  });
  test("not while it waits for a processor", () => {
    const watchdog = new Watchdog(0.5);
    for (let look = 0; look < 100_000; look++) expect(watchdog.look(7, runs(3))).toBeNull();
  });
  test("when it sleeps for long without a break", () => {
    const watchdog = new Watchdog(0.5);
    const most = looksIn(0.5 * clockFactor);
    expect(watchdog.look(7, sleeps(3))).toBeNull();
    for (let look = 1; look < most - 1; look++) expect(watchdog.look(7, sleeps(3))).toBeNull();
    expect(watchdog.look(7, sleeps(3.01)), "it woke for a moment").toBeNull();
    for (let look = 1; look < most; look++) expect(watchdog.look(7, sleeps(3.01))).toBeNull();
    expect(watchdog.look(7, sleeps(3.01))).toBe("sleeps");
  });
  test("after many looks where nothing is known of its thread", () => {
    const watchdog = new Watchdog(0.5);
    const most = looksIn(0.5 * clockFactor);
    for (let look = 1; look < most; look++) expect(watchdog.look(7, () => null)).toBeNull();
    expect(watchdog.look(8, () => null), "the next sentence").toBeNull();
    for (let look = 2; look < most; look++) expect(watchdog.look(8, () => null)).toBeNull();
    expect(watchdog.look(8, () => null)).toBe("is unknown");
  });
});

describe("a thread", () => {
  test("is told by a line of proc(5), whatever its name", () => {
    const line = (name: string, state: string) => `71 (${name}) ${state} 1 2 3 0 -1 4194368 2550 0 0 0 61 22 0 0 20 0 12 0 80766`;
    for (const name of ["node", "a b", ") R 1 (", "\n"]) {
      expect(stateIn(line(name, "S"))).toEqual({ seconds: 0.83, sleeps: true });
      expect(stateIn(line(name, "R"))).toEqual({ seconds: 0.83, sleeps: false });
    }
    expect(stateIn("")).toBeNull();
    expect(threadState(noThread)).toBeNull();
    expect(threadState(2 ** 30)).toBeNull();
  });
  onLinux("uses processor time that others see, and none while it sleeps", async () => {
    const worker = new Worker(`
      const { parentPort } = require("node:worker_threads");
      parentPort.postMessage(Number(/\\d+$/.exec(require("node:fs").readlinkSync("/proc/thread-self"))[0]));
      parentPort.once("message", () => { for (;;); });
    `, { eval: true });
    const thread = await new Promise<number>((resolve) => { worker.once("message", resolve); });
    expect(thread).not.toBe(ownThread());
    const pause = () => new Promise((resolve) => { setTimeout(resolve, 20); });
    while (!threadState(thread)!.sleeps) await pause();
    const { seconds } = threadState(thread)!;
    await pause();
    expect(threadState(thread)).toEqual({ seconds, sleeps: true });
    worker.postMessage("go");
    while (threadState(thread)!.seconds < seconds + 0.2) await pause();
    expect(threadState(thread)!.sleeps).toBe(false);
    await worker.terminate();
  });
});
