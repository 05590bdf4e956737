/** L4 and its descendants from 1993 to 2013: what has been published of their communication. */
import type { Figure, Profile } from "./profile.ts";

const oneWay = (cycles: number): Figure => ({ cycles, kind: "typical", way: "one-way", source: "L4-IPC", grade: "A" });

/** Id, kernel, processor, MHz, cycles of the short way between address spaces. */
const rows: readonly (readonly [string, string, string, number, number])[] = [
  ["l4-486", "L3/L4, original", "i486", 50, 250],
  ["l4-mips", "L4/MIPS", "R4700", 100, 86],
  ["hazelnut-p2", "L4Ka Hazelnut", "Pentium II", 400, 273],
  ["hazelnut-p4", "L4Ka Hazelnut", "Pentium 4", 1400, 1008],
  ["pistachio-k8", "L4Ka Pistachio", "Opteron 242, 64 bit", 1600, 230],
  ["pistachio-ia64", "L4Ka Pistachio", "Itanium 2", 1500, 36],
  ["okl4-sa", "OKL4", "StrongARM", 206, 131],
  ["okl4-xscale", "OKL4", "XScale 255", 400, 151],
];

export const l4: readonly Profile[] = [
  {
    id: "l4-pentium-133", kernel: "L4 v2 under L4Linux", cpu: "Pentium", clockMHz: 133,
    configuration: ["Asus P55TP4N, 256 KiB second-level cache", "the two messages of one getpid, shared library"],
    figures: {
      "ipc call": { cycles: 168, kind: "typical", way: "one-way", source: "SOSP97-F5", grade: "P" },
      "ipc reply": { cycles: 188, kind: "typical", way: "one-way", source: "SOSP97-F5", grade: "P" },
    },
  },
  {
    // The page that gives 166 MHz has 756 ns beside it, which fits 160 MHz: no time is made of these cycles.
    id: "l4-pentium-166", kernel: "L4, original", cpu: "Pentium", clockMHz: null, configuration: ["hot cache, direct costs"],
    figures: { "ipc one-way": { cycles: 121, kind: "typical", way: "one-way", source: "HOTOS97", grade: "A" } },
  },
  {
    id: "l4-alpha", kernel: "L4/Alpha", cpu: "Alpha 21064", clockMHz: 433, configuration: ["hot cache, tight loop"],
    figures: { "ipc one-way": oneWay(45) },
  },
  {
    id: "l4-alpha-21164", kernel: "L4/Alpha", cpu: "Alpha 21164", clockMHz: null, configuration: ["sum of the parts of the path"],
    figures: { "ipc one-way": { cycles: 45, kind: "typical", way: "one-way", source: "SOSP97-T6", grade: "P" } },
  },
  ...rows.map(([id, kernel, cpu, clockMHz, cycles]): Profile =>
    ({ id, kernel, cpu, clockMHz, configuration: ["hot cache, tight loop"], figures: { "ipc one-way": oneWay(cycles) } })),
];
