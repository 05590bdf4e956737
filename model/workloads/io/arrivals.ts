/** Packets, or requests, that come again and again: as early as their events allow, what may be late bunched at the start. */
import { type Exact, type Given, largest, ratio, zero } from "../../../src/timing/exact.ts";
import { TimingRefusal } from "../../../src/timing/refusal.ts";
import { notNegative, positive } from "../../../src/timing/task.ts";
import { count } from "./path.ts";

/** Packets a period apart, each up to `jitter` late. */
export interface Packets {
  readonly period: Given;
  readonly jitter?: Given;
  /** How many are run. */
  readonly run: number;
}

/** Most packets of a run. */
export const packetsMost = 200_000;

/** A number of packets that can be run. */
export function countOfRun(run: number, field: string): number {
  if (count(run, field) > packetsMost) throw new TimingRefusal("too large", field, `is ${run}; at most ${packetsMost} are run`);
  return run;
}

/** When they come: i times the period less the jitter, and nothing before 0. `field` names them in refusals. */
export function bunched({ period, jitter = 0, run }: Packets, field = "packets"): readonly Exact[] {
  const [apart, late] = [positive(period, `${field}.period`), notNegative(jitter, `${field}.jitter`)];
  return Array.from({ length: countOfRun(run, `${field}.run`) }, (_, i) => largest([zero, ratio(i).mul(apart).sub(late)]));
}

/** As many that are all there at the beginning. */
export const atOnce = (run: number): readonly Exact[] => Array.from({ length: run }, () => zero);
