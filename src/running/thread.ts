/**
 * What the operating system says of one thread: the processor time that it has used, and whether it sleeps. Linux tells
 * it in `/proc`; elsewhere nothing is known.
 */
import { readFileSync, readlinkSync } from "node:fs";

export interface ThreadState {
  /** Processor time since the thread began, in seconds. */
  readonly seconds: number;
  /** Whether it waits for something. A thread that only waits for a processor does not sleep. */
  readonly sleeps: boolean;
}

/** In place of the number of a thread, where the system does not tell it. */
export const noThread = 0;

/** The unit of processor time in `/proc`: the same on every processor that Node runs on (proc(5), `USER_HZ`). */
const ticksPerSecond = 100;

/** The number by which the system knows the calling thread. */
export function ownThread(): number {
  try {
    return Number(/\d+$/.exec(readlinkSync("/proc/thread-self"))?.[0] ?? noThread);
  } catch {
    return noThread;
  }
}

/** The state of a thread of this process; null where the system does not tell it. */
export function threadState(thread: number): ThreadState | null {
  if (thread === noThread) return null;
  try {
    return stateIn(readFileSync(`/proc/self/task/${thread}/stat`, "latin1"));
  } catch {
    return null;
  }
}

/** The state that a line of `/proc/PID/task/TID/stat` tells; the name of the thread, in brackets, may hold anything. */
export function stateIn(line: string): ThreadState | null {
  const fields = line.slice(line.lastIndexOf(")") + 2).split(" ");
  const seconds = (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
  return Number.isFinite(seconds) ? { seconds, sleeps: fields[0] === "S" } : null;
}
