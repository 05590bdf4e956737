/**
 * Exact numbers: rationals of any size. The only module that sees the library for them.
 */
import Fraction from "fraction.js";
import { TimingRefusal } from "./refusal.ts";

/** A rational number. */
export type Exact = Fraction;

/** A number as it is given: a whole number, a decimal as it is written, or a text such as "7/2" or "0.25". */
export type Given = number | bigint | string | Exact;

export const zero: Exact = new Fraction(0);
export const one: Exact = new Fraction(1);

/** A ratio of two whole numbers. */
export const ratio = (numerator: number | bigint, denominator: number | bigint = 1): Exact =>
  new Fraction(BigInt(numerator), BigInt(denominator));

/**
 * Reads a number, which stands in the named field. A decimal stands for what is written: 0.1 is 1/10. Throws a
 * TimingRefusal for what is not a finite number.
 */
export function exact(value: Given, field: string): Exact {
  if (typeof value === "bigint") return ratio(value);
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TimingRefusal("not a number", field, `is ${value}; give a finite number`);
    if (Number.isInteger(value)) return ratio(value);
    const [digits, power] = String(value).split("e");
    return power === undefined ? new Fraction(digits!) : new Fraction(digits!).mul(new Fraction(10).pow(Number(power))!);
  }
  if (typeof value === "string") {
    if (!/^[+-]?\d{1,400}(?:\.\d{1,400}|\/\d{1,400})?$/.test(value) || /\/0+$/.test(value)) throw new TimingRefusal("not a number", field,
      `is "${value.slice(0, 40)}"; give a whole number, a decimal such as "0.25" or a ratio such as "7/2"`);
    return new Fraction(value);
  }
  if (value instanceof Fraction) return value;
  const found = value === undefined ? "missing" : value === null ? "null" : typeof value;
  throw new TimingRefusal(value === undefined ? "missing" : "not a number", field, `is ${found}; give a number`);
}

/** The largest of some numbers, or the smallest; zero of none. */
export const largest = (values: readonly Exact[]): Exact =>
  values.reduce((most, value) => value.gt(most) ? value : most, values[0] ?? zero);
export const smallest = (values: readonly Exact[]): Exact =>
  values.reduce((least, value) => value.lt(least) ? value : least, values[0] ?? zero);
export const sum = (values: readonly Exact[]): Exact => values.reduce((all, value) => all.add(value), zero);

/** As JSON has it: a whole number where it is one and small enough, else "p/q". */
export function asJson(value: Exact): number | string {
  const whole = value.d === 1n && value.n <= BigInt(Number.MAX_SAFE_INTEGER);
  return whole ? Number(value.s * value.n) : value.toFraction();
}

/** As people write it: a decimal where that ends within six places, else "p/q". */
export const asText = (value: Exact): string => value.mul(1_000_000).d === 1n ? value.toString() : value.toFraction();

/** The nearest number that the machine has, or one beside it; of long ratios, too, whose parts it does not have. */
export function asNumber(value: Exact): number {
  const { s, n, d } = value;
  const spare = BigInt(Math.max(0, Math.min(n.toString(2).length, d.toString(2).length) - 128));
  return spare === 0n ? value.valueOf() : Number(s) * (Number(n >> spare) / Number(d >> spare));
}
