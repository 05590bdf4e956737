/**
 * Decides whether a helper stands still. What counts is the processor time that its thread uses without coming to the next
 * sentence, so that a busy machine makes nobody stand still. A thread that sleeps uses none: it has `clockFactor` times as
 * long, by looks; so has every thread where the system does not tell processor times. Looks are counted and not the time
 * between them, so that a suspended machine is no stand-still.
 */
import type { ThreadState } from "./thread.ts";

/** How often the board is looked at, in milliseconds. */
export const lookEveryMs = 50;

/** How many times as long as `--limit` a thread may sleep, or may take by the clock where nothing better is known. */
export const clockFactor = 12;

/** How a thread stands still: it uses processor time, it sleeps, or nobody knows which of the two. */
export type Stillness = "runs on" | "sleeps" | "is unknown";

export class Watchdog {
  /** Seconds of processor time that one sentence may take. */
  private readonly seconds: number;
  private count = Number.NaN;
  /** Processor time at the first look without progress, and at the latest look. */
  private began = 0;
  private latest = 0;
  /** Looks in a row at which the thread slept or its state was unknown. */
  private still = 0;

  constructor(seconds: number) {
    this.seconds = seconds;
  }

  /** One look: how far the helper has counted, and a way to ask for the state of its thread. Null while it does not stand still. */
  look(count: number, state: () => ThreadState | null): Stillness | null {
    const isFirst = count !== this.count;
    if (isFirst) this.still = 0;
    this.count = count;
    const now = state();
    if (now === null) return ++this.still * lookEveryMs >= this.seconds * clockFactor * 1000 ? "is unknown" : null;
    if (isFirst) this.began = this.latest = now.seconds;
    this.still = now.sleeps && now.seconds === this.latest ? this.still + 1 : 0;
    this.latest = now.seconds;
    if (now.seconds - this.began >= this.seconds) return "runs on";
    return this.still * lookEveryMs >= this.seconds * clockFactor * 1000 ? "sleeps" : null;
  }
}
