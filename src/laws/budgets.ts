/**
 * How much an operation or a claim may say: what says more says more than one thing. It is counted in characters of its functions, blanks
 * aside, which hardly depend on how a loader has set the text.
 */
import type { Invariant, Operation, Specification } from "../language/index.ts";

/** About 60 lines of an operation, of which its functions are a half. */
const most = 2_000;

/** The operations and claims of a specification that say more than they may. */
export const tooLong = ({ operations, invariants }: Specification): readonly string[] =>
  [...operations.map((one) => [one.name, sentencesOf(one)] as const), ...invariants.map((one) => [one.name, claimsOf(one)] as const)]
    .flatMap(([name, values]) => {
      const says = values.reduce((sum: number, value) => sum + lengthOf(value), 0);
      return says > most ? [`the functions of "${name}" have ${says} characters, of at most ${most}: take it apart, or name a part of it`] : [];
    });

const lengthOf = (value: unknown): number => typeof value === "function" ? String(value).replaceAll(/\s+/g, "").length : 0;

const sentencesOf = ({ look, checks, cases }: Operation): readonly unknown[] =>
  [look, ...checks.map(({ holds }) => holds), ...cases.flatMap(({ holds, then }) => [holds, ...Object.values(then)])];

const claimsOf = (one: Invariant): readonly unknown[] => Object.values(one)
  .flatMap((value): unknown[] => typeof value === "object" && value !== null && !Array.isArray(value) ? Object.values(value) : [value]);
