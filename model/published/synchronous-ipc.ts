import { source } from "../../src/language/index.ts";
import { ascend, figure, quotient, rounds } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { comparativePerformance, inSosp97, seed } from "./works.ts";

export const seedSynchronousIpc = claim({
  id: "seed-synchronous-ipc",
  sentence: "The slowness of the first microkernels is overcome by other abstractions, synchronous IPC above all.",
  figures: ["LIED93-1", "L4-486", "SOSP97-T4"],
  grade: "abstract",
  sources: [seed, source("Liedtke, Improving IPC by Kernel Design, SOSP 1993", "abstract"), comparativePerformance, inSosp97("Table 4, p. 11")],
  numbers: {
    "a message in microseconds: before, L3, times": ["100", "5", "20"], "L3: cycles, megahertz": ["250", "50"],
    microseconds: { "synchronous RPC of L4": "5", "asynchronous pipe of L4": "22", "pipe of MkLinux in the kernel": "316" },
  },
  findings: (numbers) => {
    const [before, l3, times] = numbers["a message in microseconds: before, L3, times"];
    const [cycles, megahertz] = numbers["L3: cycles, megahertz"];
    return [
      quotient(before, l3, times),
      rounds(`a message of L3 of ${cycles} cycles at ${megahertz} MHz, in microseconds,`, figure(cycles).div(figure(megahertz)), l3),
      ascend(numbers.microseconds),
    ];
  },
  remark: "How much each of the measures contributed was not found, so that \"above all\" is not quantified.",
});
