import { figure, quotient, rounds, total } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97Getpid = claim({
  id: "sosp97-getpid",
  sentence: "The times of getpid are its cycles at 133 MHz, and the five parts of L4Linux's 526 cycles add up.",
  figures: ["SOSP97-T2", "SOSP97-F5"],
  grade: "primary",
  sources: [inSosp97("Table 2 and Figure 5, p. 8"), inSosp97("Section 5.1, p. 7")],
  numbers: {
    megahertz: "133",
    cyclesAndMicroseconds: { "Linux": ["223", "1.68"], "L4Linux": ["526", "3.95"], "L4Linux with trampoline": ["753", "5.66"],
      "MkLinux in the kernel": ["2050", "15.41"], "MkLinux in user mode": ["14710", "110.60"] },
    parts: { entering: "20", sending: "168", linux: "131", replying: "188", leaving: "19" },
    messages: "356",
    factors: ["2.4", "3.9"],
  },
  findings: ({ megahertz, cyclesAndMicroseconds: rows, parts, messages, factors: [overLinux, overL4Linux] }) => [
    ...Object.entries(rows).map(([system, [cycles, microseconds]]) =>
      rounds(`${system}: ${cycles} / ${megahertz}`, figure(cycles).div(figure(megahertz)), microseconds)),
    total("entering, sending, Linux, replying, leaving", Object.values(parts), rows["L4Linux"][0]),
    total("two messages", [parts.sending, parts.replying], messages),
    quotient(rows["L4Linux"][0], rows["Linux"][0], overLinux),
    quotient(rows["MkLinux in the kernel"][0], rows["L4Linux"][0], overL4Linux),
  ],
});
