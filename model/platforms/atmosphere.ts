/** Atmosphere beside seL4 on the same machine; their authors say that the two are not strictly equivalent. */
import type { Figure, Profile } from "./profile.ts";

const profile = (id: string, kernel: string, call: number, map: number): Profile => {
  const figure = (cycles: number, way: Figure["way"]): Figure => ({ cycles, kind: "typical", way, source: "ATMO-T3", grade: "P" });
  return {
    id, kernel, cpu: "CloudLab c220g5", clockMHz: null, configuration: ["under KVM"],
    figures: { "ipc round trip": figure(call, "round trip"), "map a page": figure(map, "whole") },
  };
};

export const atmosphere: readonly Profile[] = [
  profile("atmosphere-c220g5", "Atmosphere", 1058, 1984),
  profile("sel4-c220g5", "seL4", 1026, 2650),
];
