import { source } from "../../src/language/index.ts";
import { figure, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";

export const liedtke95Rpc = claim({
  id: "liedtke95-rpc",
  sentence: "The times of a one-byte RPC in the survey of 1995 are its cycles at the machines' clocks.",
  figures: ["LIED95-1"],
  grade: "memory",
  sources: [source("Liedtke, On µ-Kernel Construction, SOSP 1995", "Table 2, not seen")],
  numbers: { "L3 on 486": ["50", "500", "10"], "QNX on 486": ["33", "2500", "76"], "Mach on 486": ["50", "11500", "230"],
    "Spin on Alpha": ["133", "13600", "102"], "Mach on Alpha": ["133", "13800", "104"] },
  findings: (rows) => Object.entries(rows).map(([kernel, [megahertz, cycles, microseconds]]) =>
    rounds(`${kernel}: ${cycles} cycles at ${megahertz} MHz, in microseconds,`, figure(cycles).div(figure(megahertz)), microseconds)),
  remark: "The table was not read; figures from memory confirm nothing, whatever they add up to.",
});
