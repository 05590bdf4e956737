/**
 * Whether a process that left something behind is still there to finish it. Numbers of processes are given again, in containers
 * after each start, so that a process is told by its number and by when it began.
 */
import { readFileSync } from "node:fs";

/** A process as it stands in the journal and in names of temporary files. */
export interface ProcessMark {
  readonly process: number;
  /** When it began, in a form that is only compared; absent where the system does not tell it. */
  readonly started?: string;
}

/** The mark of a process. */
export function markOf(number: number): ProcessMark {
  const started = startOf(number);
  return { process: number, ...(started === undefined ? {} : { started }) };
}

/** This process. */
export const ownMark = markOf(process.pid);

/**
 * Whether the process that left this mark still runs. Where the system tells when processes began, a mark without a beginning
 * is nobody's.
 */
export function stillRuns({ process: number, started }: ProcessMark): boolean {
  if (number === process.pid || !Number.isSafeInteger(number) || number <= 0 || number >= 2 ** 31) return false;
  if (ownMark.started !== undefined) return started !== undefined && startOf(number) === started;
  try {
    process.kill(number, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** When a process began: clock ticks since the boot (the 22nd field in proc(5)), and which boot that was. */
function startOf(number: number): string | undefined {
  try {
    const line = readFileSync(`/proc/${number}/stat`, "latin1");
    const ticks = line.slice(line.lastIndexOf(")") + 2).split(" ")[19];
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "latin1").slice(0, 8);
    return ticks === undefined ? undefined : `${boot}-${ticks}`;
  } catch {
    return undefined;
  }
}
