/** getpid on one machine: Linux, and Linux on two microkernels, where the call is a message or two. */
import type { Figure, Profile } from "./profile.ts";

const figure = (cycles: number): Figure => ({ cycles, kind: "typical", way: "whole", source: "SOSP97-T2", grade: "P" });

/** Id, system, what else it depends on, cycles. */
const rows: readonly (readonly [string, string, string, number])[] = [
  ["linux-pentium-133", "Linux 2.0.21", "on the bare machine", 223],
  ["l4linux-pentium-133", "L4Linux, L4 v2", "shared library", 526],
  ["l4linux-trampoline-pentium-133", "L4Linux, L4 v2", "trampoline for unmodified binaries", 753],
  ["mklinux-kernel-pentium-133", "MkLinux 2.0.28, OSF Mach 3.0", "Linux server within the kernel", 2050],
  ["mklinux-user-pentium-133", "MkLinux 2.0.28, OSF Mach 3.0", "Linux server in user mode", 14_710],
];

export const linux: readonly Profile[] = rows.map(([id, kernel, how, cycles]) => ({
  id, kernel, cpu: "Pentium", clockMHz: 133, configuration: ["Asus P55TP4N, 256 KiB second-level cache", how],
  figures: { getpid: figure(cycles) },
}));
