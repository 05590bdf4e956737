/** What the exit code of a command says. */
import type { Verdict } from "../language/index.ts";

export const exitCodes: Readonly<Record<Verdict | "usage", number>> = {
  PASS: 0,
  FAIL: 1,
  SKIPPED: 2,
  usage: 2,
  UNKNOWN: 3,
  WEAK: 4,
};
