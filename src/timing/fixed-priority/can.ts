/** Frames on a CAN bus: fixed priorities without preemption, frame after frame with a gap between. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, type Given, exact, ratio } from "../exact.ts";
import { objectsIn } from "../events/reading.ts";
import { TimingRefusal, asFound } from "../refusal.ts";
import { positive } from "../task.ts";
import { fixedPriorityResponseTimes } from "./response-times.ts";

export interface CanResponses {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** In the order of the input; null where the bus is overloaded. */
  readonly frames: readonly { readonly id: string; readonly bound: Exact | null }[];
}

export interface CanFrame {
  readonly id: string;
  /** Data bytes, from 0 to 8. */
  readonly bytes: number;
  readonly period: Given;
  readonly jitter?: Given;
}

/** Bits of a frame with an 11-bit identifier and as much stuffing as there can be, without the gap after it. */
const frameBits = (bytes: number): number => 52 + 10 * bytes;
const gapBits = 3;

/**
 * Longest time from the arrival of a frame to its last bit, the frames with the highest priority first; null where the bus
 * is overloaded. A frame waits for the longest one of lower priority and for all of higher priority, each with its gap; and
 * for one gap at least, since a frame that is not among these may have just ended (so does SchedCAT).
 * Units: `bitsPerUnit` says how many bits the bus takes in one unit of the periods. Errors: TimingRefusal for malformed
 * input. Source: Davis, Burns, Bril and Lukkien, Real-Time Systems
 * 35, 2007; frame lengths as there, 55 + 10 s bits with the gap.
 */
export function canResponseTimes(frames: readonly CanFrame[], bitsPerUnit: Given): CanResponses {
  const rate = positive(bitsPerUnit, "bitsPerUnit");
  const time = (bits: number): Exact => ratio(bits).div(rate);
  const tasks = objectsIn(frames, "frames").map(({ id, bytes, period, jitter = 0 }, i) => {
    if (!Number.isInteger(bytes) || bytes < 0 || bytes > 8) throw new TimingRefusal("out of range", `frames[${i}].bytes`,
      `is ${asFound(bytes)}; a frame carries 0 to 8 whole bytes`);
    return { id, wcet: time(frameBits(bytes) + gapBits), blocking: time(gapBits), period, jitter: exact(jitter, `frames[${i}].jitter`) };
  });
  const { conventions, assumptions, tasks: found } = fixedPriorityResponseTimes(tasks, { preemption: "none" });
  return {
    conventions, frames: found.map(({ id, bound }) => ({ id, bound: bound?.sub(time(gapBits)) ?? null })),
    assumptions: [...assumptions, { says: "no frame is sent twice because of faults, and every frame is stuffed to the utmost", checked: "taken as given" }],
  };
}
