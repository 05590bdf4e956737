/** Round trips that papers and slides give for several systems side by side. Their processors are named where the sources do. */
import type { Profile, Figure } from "./profile.ts";
import type { SourceId } from "./sources.ts";

const roundTrip = (cycles: number, source: SourceId, grade: Figure["grade"]): Profile["figures"] =>
  ({ "ipc round trip": { cycles, kind: "typical", way: "round trip", source, grade } });

const slide = { cpu: "x86, 64 bit", clockMHz: null, configuration: ["as cited there from Mi et al. 2019"] };
const c220g2 = { cpu: "Haswell, CloudLab c220g2", clockMHz: 2600, configuration: ["no mitigations"] };

export const compared: readonly Profile[] = [
  { ...slide, id: "sel4-2019-x64", kernel: "seL4", figures: roundTrip(986, "SEL4-SUMMIT22", "S") },
  { ...slide, id: "fiasco-oc-2019-x64", kernel: "Fiasco.OC", figures: roundTrip(2717, "SEL4-SUMMIT22", "S") },
  { ...slide, id: "zircon-2019-x64", kernel: "Zircon", figures: roundTrip(8157, "SEL4-SUMMIT22", "S") },
  {
    ...c220g2, id: "sel4-c220g2", kernel: "seL4",
    figures: {
      ...roundTrip(834, "LVDS-T1", "P"),
      "null system call": { cycles: 140, kind: "typical", way: "whole", source: "LVDS-T1", grade: "P" },
    },
  },
  { ...c220g2, id: "lvds-c220g2", kernel: "VMFUNC domains", figures: roundTrip(396, "LVDS-T1", "P") },
  {
    id: "redleaf", kernel: "RedLeaf", cpu: "not given here", clockMHz: null, configuration: ["language isolation, one address space"],
    figures: roundTrip(124, "REDLEAF-T1", "P"),
  },
  {
    id: "underbridge", kernel: "UnderBridge", cpu: "not given here", clockMHz: null, configuration: ["protection keys"],
    figures: roundTrip(109, "UNDERBRIDGE", "A"),
  },
];
