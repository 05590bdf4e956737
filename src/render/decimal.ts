/**
 * Exact numbers as people read them: few decimals, rounded to the side that promises nothing.
 */

/** A whole number, or "p/q". */
export type Exactly = number | string;

/** With at most so many decimals; zeros at the end are left out. */
export function decimal(value: Exactly, decimals: number, rounding: "up" | "down" | "nearest"): string {
  const [top, bottom = "1"] = String(value).split("/");
  const [scaled, by] = [BigInt(top!) * 10n ** BigInt(decimals), BigInt(bottom)];
  const floor = scaled / by - (scaled % by < 0n ? 1n : 0n);
  const rest = scaled - floor * by;
  const rounded = rest === 0n || rounding === "down" || (rounding === "nearest" && rest * 2n < by) ? floor : floor + 1n;
  const digits = String(rounded < 0n ? -rounded : rounded).padStart(decimals + 1, "0");
  const fraction = digits.slice(digits.length - decimals).replace(/0+$/, "");
  return `${rounded < 0n ? "-" : ""}${digits.slice(0, digits.length - decimals)}${fraction === "" ? "" : `.${fraction}`}`;
}
