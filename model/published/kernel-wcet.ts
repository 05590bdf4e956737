import { source } from "../../src/language/index.ts";
import { figure, rounds, total } from "./arithmetic.ts";
import { claim } from "./claim.ts";

export const kernelWcet = claim({
  id: "kernel-wcet",
  sentence: "The interrupt latency of seL4 on an ARM1136 is at most 189117 cycles: a system call and an interrupt, 356 microseconds.",
  figures: ["WCET-3"],
  grade: "memory",
  sources: [source("Blackham, Shi, Heiser, Improving Interrupt Response Time in a Verifiable Protected Microkernel, EuroSys 2012", "figures not seen")],
  numbers: { cycles: "189117", megahertz: "532", microseconds: "356", parts: ["332.4", "23.2"] },
  findings: ({ cycles, megahertz, microseconds, parts }) => [
    total("system call and interrupt in microseconds", parts, microseconds),
    rounds(`${cycles} cycles at ${megahertz} MHz, in microseconds,`, figure(cycles).div(figure(megahertz)), microseconds),
  ],
  remark: "The figures are remembered; the abstract says only \"10,000s to 100,000s of cycles\". A mean is no bound, and none of the other claims stands for one.",
});
