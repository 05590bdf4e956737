import { ascend, atLeast, figure } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97PipeOrdering = claim({
  id: "sosp97-pipe-ordering",
  sentence: "Synchronous IPC is quicker than an asynchronous pipe of L4, that than a pipe of Linux, that than one of L4Linux, and MkLinux is far behind.",
  figures: ["SOSP97-T4"],
  grade: "primary",
  sources: [inSosp97("Table 4, p. 11")],
  numbers: { "synchronous RPC": "5", "mapping RPC": "12", "L4 pipe": "22", "Linux pipe": "29", "L4Linux pipe": "46",
    "with trampoline": "56", "MkLinux in the kernel": "316", "MkLinux in user mode": "722" },
  findings: (rows) => [
    ascend(rows),
    atLeast("MkLinux in the kernel over L4Linux", figure(rows["MkLinux in the kernel"]).div(figure(rows["L4Linux pipe"])), "5"),
  ],
});
