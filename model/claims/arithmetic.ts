/** Arithmetic over printed figures. */
import { type Exact, exact, one, ratio, sum } from "../../src/timing/exact.ts";
import type { Finding, Printed } from "./claim.ts";

export const figure = (printed: Printed): Exact => exact(printed, "a figure");

const hundred = ratio(100);
const decimalsOf = (printed: Printed): number => printed.split(".")[1]?.length ?? 0;

/** Half of the last digit: by how much rounding may have moved a figure. */
export const halfDigit = (printed: Printed): Exact => ratio(1, 2).div(ratio(10).pow(decimalsOf(printed))!);

/** A number with so many decimals; with fewer where it has no more. */
export const decimal = (value: Exact, decimals = 2): string => value.round(decimals).toString();

/** That a number rounds to a figure. `range` is what the rounding of its inputs leaves open. */
export function rounds(what: string, value: Exact, printed: Printed, range?: readonly [Exact, Exact]): Finding {
  const [target, half] = [figure(printed), halfDigit(printed)];
  const holds = value.sub(target).abs().lte(half);
  const decimals = decimalsOf(printed) + (holds ? 1 : 2);
  const mayHaveBeen = range !== undefined && range[0].lte(target.add(half)) && range[1].gte(target.sub(half));
  const open = holds || range === undefined ? "" : `; from ${decimal(range[0], decimals)} to ${decimal(range[1], decimals)} for inputs before rounding`
    + (mayHaveBeen ? ": it may have been right" : "");
  return { says: `${what} rounds to ${printed}`, found: `${decimal(value, decimals)}${open}`, holds };
}

/** That one figure divided by another is printed as a third. */
export const quotient = (over: Printed, under: Printed, printed: Printed): Finding =>
  rounds(`${over} / ${under}`, figure(over).div(figure(under)), printed, quotientRange(over, under));

/** That a figure is so many percent above another. */
export const percentAbove = (what: string, over: Printed, under: Printed, printed: Printed): Finding =>
  rounds(`${what}, ${over} against ${under}, in percent above`, figure(over).div(figure(under)).sub(one).mul(hundred), printed,
    quotientRange(over, under).map((end) => end.sub(one).mul(hundred)) as [Exact, Exact]);

/** That a figure is so many percent of another. */
export const percentOf = (what: string, part: Printed, whole: Printed, printed: Printed): Finding =>
  rounds(`${what}, ${part} of ${whole}, in percent`, figure(part).div(figure(whole)).mul(hundred), printed);

/** That figures add up. */
export const total = (what: string, parts: readonly Printed[], printed: Printed): Finding =>
  rounds(`${what}, ${parts.join(" + ")},`, sum(parts.map(figure)), printed);

/** That two figures for one thing are the same. */
export const agree = (what: string, left: Printed, right: Printed): Finding =>
  ({ says: `${what} is the same in both places`, found: `${left} and ${right}`, holds: figure(left).equals(figure(right)) });

/** That a number is a figure to within one of its last digit. */
export const near = (what: string, value: Exact, printed: Printed): Finding =>
  ({ says: `${what} is near ${printed}`, found: decimal(value, decimalsOf(printed) + 1), holds: value.sub(figure(printed)).abs().lte(halfDigit(printed).mul(2)) });

/** That a number is at most a figure, or at least one. */
export const atMost = (what: string, value: Exact, most: Printed): Finding =>
  ({ says: `${what} is at most ${most}`, found: decimal(value), holds: value.lte(figure(most)) });
export const atLeast = (what: string, value: Exact, least: Printed): Finding =>
  ({ says: `${what} is at least ${least}`, found: decimal(value), holds: value.gte(figure(least)) });

/** That figures ascend, in the order in which they are named. */
export function ascend(rows: Readonly<Record<string, Printed>>): Finding {
  const values = Object.values(rows).map(figure);
  return {
    says: `they ascend: ${Object.keys(rows).join(" < ")}`, found: Object.values(rows).join(", "),
    holds: values.every((value, i) => i === 0 || values[i - 1]!.lt(value)),
  };
}

function quotientRange(over: Printed, under: Printed): [Exact, Exact] {
  const [a, b, overHalf, underHalf] = [figure(over), figure(under), halfDigit(over), halfDigit(under)];
  return [a.sub(overHalf).div(b.add(underHalf)), a.add(overHalf).div(b.sub(underHalf))];
}
