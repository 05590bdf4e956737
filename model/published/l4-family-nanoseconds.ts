import { figure, near } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { comparativePerformance } from "./works.ts";

export const l4FamilyNanoseconds = claim({
  id: "l4-family-nanoseconds",
  sentence: "For each kernel of the L4 family but one, the printed time of a message is its cycles at the printed clock, to within a nanosecond.",
  figures: ["L4-486", "L4-ALPHA", "L4-MIPS", "HAZ-P2", "HAZ-P4", "PIST-K8", "PIST-IA64", "OKL4-SA", "OKL4-XS", "NOVA-IPC", "SEL4-ARM11",
    "SEL4-A9", "SEL4-HSW32"],
  grade: "abstract",
  sources: [comparativePerformance],
  numbers: { "megahertz, cycles, nanoseconds": {
    "original on i486": ["50", "250", "5000"], "L4/Alpha": ["433", "45", "104"], "L4/MIPS": ["100", "86", "860"],
    "Hazelnut on Pentium II": ["400", "273", "683"], "Hazelnut on Pentium 4": ["1400", "1008", "720"],
    "Pistachio on Opteron": ["1600", "230", "144"], "Pistachio on Itanium 2": ["1500", "36", "24"],
    "OKL4 on StrongARM": ["206", "131", "635"], "OKL4 on XScale": ["400", "151", "378"], "NOVA on i7-920": ["2667", "288", "108"],
    "seL4 on ARM11": ["532", "188", "353"], "seL4 on Cortex-A9": ["1000", "316", "316"], "seL4 on i7-4770": ["3400", "301", "89"],
  } },
  findings: ({ "megahertz, cycles, nanoseconds": rows }) => Object.entries(rows).map(([kernel, [megahertz, cycles, nanoseconds]]) =>
    near(`${kernel}: ${cycles} cycles at ${megahertz} MHz, in nanoseconds,`, figure(cycles).mul(1000).div(figure(megahertz)), nanoseconds)),
  remark: "One way, across address spaces, in a tight loop with hot caches. OKL4's 635 ns on StrongARM are cut off, not rounded. "
    + "The row of the Pentium is `l4-pentium-nanoseconds`.",
});
