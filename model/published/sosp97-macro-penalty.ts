import { atLeast, atMost, figure, percentAbove, percentOf, quotient } from "./arithmetic.ts";
import { claim } from "./claim.ts";
import { inSosp97 } from "./works.ts";

export const sosp97MacroPenalty = claim({
  id: "sosp97-macro-penalty",
  sentence: "L4Linux costs applications 5 to 10 percent, although its system call takes 2.4 times as long.",
  figures: ["SOSP97-F7", "SOSP97-AIM", "SOSP97-T2"],
  grade: "primary",
  sources: [inSosp97("Figure 7 and Section 5.3, p. 9; Section 8"), inSosp97("Table 2, p. 8")],
  numbers: {
    compiling: { linux: "476", "L4Linux": ["506", "6.3"], "L4Linux with trampoline": ["509", "6.9"], "MkLinux in the kernel": ["555", "16.6"],
      "MkLinux in user mode": ["605", "27.1"] },
    jobs: { linux: "130", "L4Linux": ["123", "95"], "MkLinux in the kernel": ["95", "73"], "MkLinux in user mode": ["81", "62"] },
    "slowdown of L4Linux under the multiuser load": { "over all loads": "8.3", "at the highest load": "6.8" },
    penalty: ["5", "10"],
    getpid: { l4Linux: "526", linux: "223", times: "2.4" },
  },
  findings: ({
    compiling: { linux: compiled, ...compiling }, jobs: { linux: most, ...jobs }, penalty: [least, highest], getpid, ...rest
  }) => [
    ...Object.entries(compiling).map(([system, [seconds, above]]) => percentAbove(`compiling on ${system}`, seconds, compiled, above)),
    ...Object.entries(jobs).map(([system, [done, share]]) => percentOf(`jobs of ${system}`, done, most, share)),
    ...[compiling["L4Linux"][1], compiling["L4Linux with trampoline"][1], ...Object.values(rest["slowdown of L4Linux under the multiuser load"])]
      .flatMap((percent) => [atLeast(`a penalty of ${percent} percent`, figure(percent), least), atMost(`a penalty of ${percent} percent`, figure(percent), highest)]),
    quotient(getpid.l4Linux, getpid.linux, getpid.times),
  ],
  remark: "Of these programs and this machine: the penalty follows how often a program calls the system.",
});
