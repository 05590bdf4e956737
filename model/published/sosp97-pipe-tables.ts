import { agree } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97PipeTables = claim({
  id: "sosp97-pipe-tables",
  sentence: "The latency of a pipe is one number for each system, in the table of benchmarks as in the table of pipes and RPC.",
  figures: ["SOSP97-T3", "SOSP97-T4"],
  grade: "primary",
  sources: [inSosp97("Table 3, p. 10"), inSosp97("Table 4, p. 11")],
  numbers: { "Linux": ["29.00", "29"], "L4Linux": ["52.07", "46"], "L4Linux with trampoline": ["69.40", "56"], "MkLinux in the kernel": ["308.33", "316"] },
  findings: (rows) => Object.entries(rows).map(([system, [benchmarks, pipes]]) => agree(system, benchmarks, pipes)),
  remark: "Name the table with the number.",
});
