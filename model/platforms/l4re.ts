/** L4Re with Fiasco: averages of tens of thousands of calls, which assert nothing of the worst case. */
import type { Figure, Profile } from "./profile.ts";

/** Id, processor, configuration, cycles one-way within and between address spaces, and of a system call. */
const rows: readonly (readonly [string, string, string, number, number, number])[] = [
  ["l4re-a76-el1", "Cortex-A76", "kernel in EL1", 247, 384, 138],
  ["l4re-a76-el2", "Cortex-A76", "kernel in EL2", 300, 401, 202],
  ["l4re-a72-el1", "Cortex-A72", "kernel in EL1", 505, 702, 305],
  ["l4re-a72-el2", "Cortex-A72", "kernel in EL2", 1388, 1600, 567],
  ["l4re-a53", "Cortex-A53", "exception level not given here", 562, 691, 230],
  ["l4re-n1-el1", "Neoverse N1", "kernel in EL1", 257, 399, 142],
  ["l4re-n100", "Intel N100", "unhalted clocks", 622, 1388, 188],
  ["l4re-i9-13900k", "Core i9-13900K", "unhalted clocks", 687, 1240, 158],
  ["l4re-xeon-8352s", "Xeon 8352S", "unhalted clocks", 649, 1128, 160],
  ["l4re-xeon-6248r", "Xeon 6248R", "unhalted clocks", 663, 1172, 146],
];

const figure = (cycles: number, way: Figure["way"]): Figure => ({ cycles, kind: "typical", way, source: "L4RE-PERF", grade: "P" });

export const l4re: readonly Profile[] = rows.map(([id, cpu, configuration, within, between, call]) => ({
  id, kernel: "L4Re", cpu, clockMHz: null, configuration: [configuration],
  figures: {
    "ipc one-way within an address space": figure(within, "one-way"),
    "ipc one-way": figure(between, "one-way"), "null system call": figure(call, "whole"),
  },
}));
