/** Where the figures of the profiles are from; the ids are those by which claims name them, too. */
import { source } from "../../src/language/index.ts";

const kernelPerformance = "Härtig, Hohmuth, Liedtke, Schönberg and Wolter, The Performance of Microkernel-Based Systems, SOSP 1997";

export const sources = {
  "SOSP97-T2": source(kernelPerformance, "table 2, p. 8"),
  "SOSP97-F5": source(kernelPerformance, "figure 5, p. 8"),
  "SOSP97-T6": source(kernelPerformance, "table 6, p. 13"),
  "LIED95-T2": source("Liedtke, On µ-Kernel Construction, SOSP 1995", "table 2, not seen"),
  "LIED95-NOTES": source("Liedtke, On µ-Kernel Construction, SOSP 1995", "as readers' notes have it"),
  "L4-IPC": source("Trustworthy Systems, L4 comparative performance", "table of one-way IPC, hot cache, tight loop (2014)"),
  "HOTOS97": source("Liedtke, Elphinstone, Schönberg, Härtig, Heiser, Islam and Jaeger, Achieved IPC Performance, HotOS 1997", "abstract"),
  "SEL4-WEB": source("seL4/website@eae65c90", "_data/benchmarks.json (sel4bench-manifest d2007395)"),
  "SEL4-BENCH": source("seL4/sel4bench-results@ab184bad", "run of 2026-06-26 (kernel ae11cf14, bench 1fb8af24)"),
  "EUROSYS12": source("Blackham, Shi and Heiser, Improving Interrupt Response Time in a Verifiable Protected Microkernel, EuroSys 2012", "evaluation"),
  "SEL4-SUMMIT22": source("Heiser, seL4 Summit 2022", "slides d3_01, p. 8"),
  "L4RE-PERF": source("L4Re/l4re.org@8a2ad04d", "src/performance.rst, perf/logdata"),
  "ATMO-T3": source("Atmosphere, SOSP 2025", "table 3, p. 11"),
  "LVDS-T1": source("Narayanan et al., LVDs, VEE 2020", "table 1"),
  "REDLEAF-T1": source("RedLeaf, OSDI 2020", "table 1"),
  "UNDERBRIDGE": source("UnderBridge, USENIX ATC 2020", "abstract"),
} as const;

export type SourceId = keyof typeof sources;
