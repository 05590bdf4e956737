/** The parts of a suite with claims that it is there to see broken: what must hold, and each of those by itself. */
import type { Suite } from "./suite.ts";

/** Which claims of a suite a run judges: those that must hold, or one that must break. */
export type Judging = "kept" | { readonly broken: string };

/** Whether a suite is there to see this claim broken. */
export const isToBreak = ({ breaks = {} }: Pick<Suite, "breaks">, claim: string): boolean => Object.hasOwn(breaks, claim);

/** The suite with those claims alone; all of them where nothing is said. */
export function judgedPart(suite: Suite, judging: Judging | undefined): Suite {
  if (judging === undefined || suite.breaks === undefined) return suite;
  const { specification, promises = [] } = suite;
  const part = (isIn: (claim: string) => boolean): Suite["specification"] =>
    ({ ...specification, invariants: specification.invariants.filter(({ name }) => isIn(name)) });
  // Of what ends with the first broken claim nothing else is asked.
  if (judging !== "kept") return { ...suite, specification: part((claim) => claim === judging.broken), promises: [], requires: [] };
  const left = namesOfBroken(suite);
  return { ...suite, specification: part((claim) => !isToBreak(suite, claim)), promises: promises.filter((name) => !left.has(name)) };
}

/** What cannot be promised or required of a suite's own run: the claims that it breaks, and their `seen`. */
export function namesOfBroken(suite: Pick<Suite, "breaks" | "specification">): ReadonlySet<string> {
  return new Set(suite.specification.invariants.filter(({ name }) => isToBreak(suite, name))
    .flatMap(({ name, seen = {} }) => [name, ...Object.keys(seen).map((sentence) => `${name} / ${sentence}`)]));
}
