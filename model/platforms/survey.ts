/**
 * The survey of 1995: one-byte RPC of the kernels of its time. The table was not read, so every figure is from memory: it is
 * shown, and never counted with. The entry into the kernel is from notes of readers.
 */
import type { Figure, Profile } from "./profile.ts";

const figure = (cycles: number): Figure => ({ cycles, kind: "typical", way: "round trip", source: "LIED95-T2", grade: "M" });

/** Id, kernel, processor, MHz, cycles of the round trip. */
const rows: readonly (readonly [string, string, string, number, number])[] = [
  ["qnx-486-33", "QNX", "i486", 33, 2500],
  ["mach-486-50", "Mach", "i486", 50, 11_500],
  ["mach-alpha-133", "Mach", "Alpha", 133, 13_800],
  ["spin-alpha-133", "Spin", "Alpha", 133, 13_600],
  ["spring-sparc-40", "Spring", "SPARC", 40, 440],
];

export const survey: readonly Profile[] = [
  {
    id: "l3-486-50", kernel: "L3", cpu: "i486", clockMHz: 50, configuration: [],
    figures: {
      "ipc round trip": figure(500),
      "null system call": { cycles: 123, kind: "typical", way: "whole", source: "LIED95-NOTES", grade: "S" },
    },
  },
  ...rows.map(([id, kernel, cpu, clockMHz, cycles]): Profile =>
    ({ id, kernel, cpu, clockMHz, configuration: ["one byte"], figures: { "ipc round trip": figure(cycles) } })),
];
