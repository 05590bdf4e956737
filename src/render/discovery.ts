/**
 * How much of what traces can show was met, and what the next one may bring: when to stop, for people.
 */
import type { Discovery } from "../language/index.ts";

/** The lines of a result. */
export function discoveryLines({ species, lastNew, estimate, upperBound }: Discovery, traces: number): string[] {
  if (lastNew === undefined || estimate === undefined || upperBound === undefined)
    return ["More than 65,536 state classes were met: how likely the next trace shows something new cannot be said."];
  return [
    `Coverage: ${species} items (outcomes, seen conditions, state classes); the last new one in trace ${lastNew} of ${traces}.`,
    `The next trace shows something new with probability about ${percent(estimate, Math.round)}, `
      + `at most ${percent(upperBound, roundUp)} (with 95 % confidence).`,
  ];
}

/** A probability to two digits. */
function percent(probability: number, round: (value: number) => number): string {
  if (probability === 0) return "0 %";
  const digits = Math.max(0, 1 - Math.floor(Math.log10(100 * probability)));
  return `${(round(100 * probability * 10 ** digits) / 10 ** digits).toFixed(digits)} %`;
}

/** A bound stays one; what multiplying adds at the sixth digit does not count. */
const roundUp = (value: number): number => Math.ceil(value - 1e-6);
