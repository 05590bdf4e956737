/** What the exit code of a command says. */
import type { Verdict } from "../language/index.ts";

/** The exit code where something that was asked for could not be written: a verdict that is no PASS stays what it is. */
export const withUnwritten = (code: number, unwritten: boolean): number => code === 0 && unwritten ? exitCodes.usage : code;

export const exitCodes: Readonly<Record<Verdict | "usage", number>> = {
  PASS: 0,
  FAIL: 1,
  SKIPPED: 2,
  usage: 2,
  UNKNOWN: 3,
  WEAK: 4,
};
