/** Arithmetic over printed figures. */
import { type Exact, exact, one, ratio, sum } from "../../src/timing/exact.ts";
import { rangeOf } from "../workloads/scaling/interval.ts";
import type { Finding, Printed } from "./claim.ts";

export const figure = (printed: Printed): Exact => exact(printed, "a figure");

const hundred = ratio(100);
const decimalsOf = (printed: Printed): number => printed.split(".")[1]?.length ?? 0;

/** Half of the last digit: by how much rounding may have moved a figure. */
const halfDigit = (printed: Printed): Exact => ratio(1, 2).div(ratio(10).pow(decimalsOf(printed))!);

/** A number with so many decimals; with fewer where it has no more. */
export const decimal = (value: Exact, decimals = 2): string => value.round(decimals).toString();

/** From the least to the most; both may be the same. */
type Interval = readonly [least: Exact, most: Exact];

/** All numbers that are printed as a figure. */
export const printedAs = (printed: Printed): Interval => [figure(printed).sub(halfDigit(printed)), figure(printed).add(halfDigit(printed))];

/** What a result may have been before its figures were rounded, if it rises or falls with each of them all the way. */
export function before(figures: readonly Printed[], result: (...values: Exact[]) => Exact): Interval {
  const { least, most } = rangeOf(figures.map(printedAs), result)!;
  return [least, most!];
}

/** What was found, and whether rounding alone may be why it does not hold. */
const finding = (says: string, found: string, { holds, mayHold }: { readonly holds: boolean; readonly mayHold: boolean }): Finding =>
  ({ says, found, holds, ...(mayHold && !holds ? { withinRounding: true } : {}) });

/** That a number rounds to a figure. `range` is what the rounding of its inputs leaves open: nothing unless said. */
export function rounds(what: string, value: Exact, printed: Printed, range: Interval = [value, value]): Finding {
  const [least, most] = printedAs(printed);
  const holds = value.gte(least) && value.lte(most);
  const decimals = decimalsOf(printed) + (holds ? 1 : 2);
  const open = holds || range[0].equals(range[1]) ? ""
    : `; from ${decimal(range[0], decimals)} to ${decimal(range[1], decimals)} for inputs before rounding`;
  return finding(`${what} rounds to ${printed}`, `${decimal(value, decimals)}${open}`, { holds, mayHold: range[0].lte(most) && range[1].gte(least) });
}

/** That one figure divided by another is printed as a third. */
export const quotient = (over: Printed, under: Printed, printed: Printed): Finding =>
  rounds(`${over} / ${under}`, figure(over).div(figure(under)), printed, before([over, under], (a, b) => a!.div(b!)));

/** That a figure is so many percent above another. */
export const percentAbove = (what: string, over: Printed, under: Printed, printed: Printed): Finding =>
  rounds(`${what}, ${over} against ${under}, in percent above`, figure(over).div(figure(under)).sub(one).mul(hundred), printed,
    before([over, under], (a, b) => a!.div(b!).sub(one).mul(hundred)));

/** That a figure is so many percent of another. */
export const percentOf = (what: string, part: Printed, whole: Printed, printed: Printed): Finding =>
  rounds(`${what}, ${part} of ${whole}, in percent`, figure(part).div(figure(whole)).mul(hundred), printed,
    before([part, whole], (a, b) => a!.div(b!).mul(hundred)));

/** That figures add up. */
export const total = (what: string, parts: readonly Printed[], printed: Printed): Finding =>
  rounds(`${what}, ${parts.join(" + ")},`, sum(parts.map(figure)), printed,
    [sum(parts.map((part) => printedAs(part)[0])), sum(parts.map((part) => printedAs(part)[1]))]);

/** That two figures for one thing are the same. Rounding may be why they differ where one has more decimals, and rounds to the other. */
export function agree(what: string, left: Printed, right: Printed): Finding {
  const [rough, fine] = [left, right].sort((a, b) => decimalsOf(a) - decimalsOf(b)) as [Printed, Printed];
  return finding(`${what} is the same in both places`, `${left} and ${right}`,
    { holds: figure(left).equals(figure(right)), mayHold: rounds(what, figure(fine), rough).holds });
}

/** That a number is a figure to within one of its last digit. */
export const near = (what: string, value: Exact, printed: Printed): Finding =>
  ({ says: `${what} is near ${printed}`, found: decimal(value, decimalsOf(printed) + 1), holds: value.sub(figure(printed)).abs().lte(halfDigit(printed).mul(2)) });

/** That a number is at most a limit that is itself rounded, to its last digit. `range` is what the rounding of its inputs leaves open. */
export const atMostAbout = (what: string, value: Exact, most: Printed, range: Interval = [value, value]): Finding =>
  finding(`${what} is at most about ${most}`, decimal(value, decimalsOf(most) + 2), { holds: value.lte(figure(most)), mayHold: range[0].lte(printedAs(most)[1]) });

/** That a number is at most a figure, or at least one. The figure is exact. */
export const atMost = (what: string, value: Exact, most: Printed): Finding =>
  ({ says: `${what} is at most ${most}`, found: decimal(value), holds: value.lte(figure(most)) });
export const atLeast = (what: string, value: Exact, least: Printed): Finding =>
  ({ says: `${what} is at least ${least}`, found: decimal(value), holds: value.gte(figure(least)) });

/** That figures ascend, in the order in which they are named. */
export function ascend(rows: Readonly<Record<string, Printed>>): Finding {
  const [values, ranges] = [Object.values(rows).map(figure), Object.values(rows).map(printedAs)];
  return finding(`they ascend: ${Object.keys(rows).join(" < ")}`, Object.values(rows).join(", "), {
    holds: values.every((value, i) => i === 0 || values[i - 1]!.lt(value)),
    // Numbers of these ranges can be chosen to ascend unless one cannot be above the least that an earlier one can be.
    mayHold: ranges.every(([, most], i) => ranges.slice(0, i).every(([least]) => least.lt(most))),
  });
}
