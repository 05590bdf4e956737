/**
 * Compares what an analysis answers with what a golden case expects: numbers as rationals, lists and objects all the way
 * down, and simulated values as what no bound may be below.
 */
import { type Exact, type Given, asJson, exact } from "../timing/exact.ts";

/** Keys of an answer with their values: numbers, booleans, names, null, "inf", and lists and objects of these. */
export type Answer = Readonly<Record<string, unknown>>;

export interface Comparison {
  /** Keys of `expected` that were compared, in its order. */
  readonly compared: readonly string[];
  readonly notCompared: readonly string[];
  /** "R[2]: expected 20, got 21". */
  readonly differences: readonly string[];
}

/** Compares; `tolerance` is absolute, and 0 means equal. Keys of the answer that nobody expects are not looked at. */
export function compared(expected: Answer, answer: Answer, tolerance: Exact): Comparison {
  const differences: string[] = [];
  const done: string[] = [];
  for (const [key, value] of Object.entries(expected)) {
    const found = key === "tight" ? tightDifferences(value, expected, answer)
      : simulated(key) ? simulatedDifferences(key, value, expected, answer, tolerance)
      : answer[key] === undefined ? null : differencesOf(value, answer[key], tolerance, key);
    if (found === null) continue;
    done.push(key);
    differences.push(...found);
  }
  return { compared: done, notCompared: Object.keys(expected).filter((key) => !done.includes(key)), differences };
}

/** Names of what a simulation has shown, and of what bounds it, in the schema of the cases. */
const simulated = (key: string): boolean => /^simulated|LowerBound$/.test(key);
const isBound = (key: string): boolean => /^(?:R|R_.*|wcrt|bound|sync|syncRefined|async|.*Bound)$/.test(key) && !simulated(key);

/** The bounds of a simulated value: of its shape, and of its variant where it names one (`simulated_m2`, `R_m2`). */
function boundsOf(key: string, value: unknown, expected: Answer, answer: Answer): [string, unknown][] {
  const variant = /_[^_]+$/.exec(key)?.[0] ?? "";
  return Object.keys(expected).filter((name) => isBound(name) && name.endsWith(variant) && answer[name] !== undefined)
    .map((name): [string, unknown] => [name, answer[name]]).filter(([, bound]) => shapeOf(bound) === shapeOf(value));
}

/** Where a bound is below what was simulated, there or here; where nothing bounds it, it is a value as any other. */
function simulatedDifferences(key: string, value: unknown, expected: Answer, answer: Answer, tolerance: Exact): string[] | null {
  const bounds = boundsOf(key, value, expected, answer);
  if (bounds.length === 0) return answer[key] === undefined ? null : differencesOf(value, answer[key], tolerance, key);
  const shown = [value, ...(answer[key] === undefined ? [] : [answer[key]])];
  return bounds.flatMap(([name, bound]) => shown.flatMap((one) => leavesOf(one).flatMap(([path, seen]) => {
    const least = leavesOf(bound).find(([other]) => other === path);
    if (least === undefined) return [`${key}${path}: expected as many as ${name} has, got more`];
    const [most, number] = [numberIn(least[1]), numberIn(seen)];
    return most === null || number === null || number.lte(most.add(tolerance)) ? []
      : [`${name}${path}: expected at least the simulated ${text(number)}, got ${text(most)}`];
  })));
}

/** Where a bound is said to be reached: the least bound equals what was simulated, here if it was simulated here. */
function tightDifferences(tight: unknown, expected: Answer, answer: Answer): string[] | null {
  const checks = Object.keys(expected).filter(simulated).flatMap((key) => {
    const seen = answer[key] ?? expected[key];
    const bounds = boundsOf(key, seen, expected, answer);
    return bounds.length === 0 ? [] : [{ key, seen: new Map(leavesOf(seen)), bounds: bounds.map(([, bound]) => new Map(leavesOf(bound))) }];
  });
  if (checks.length === 0) return null;
  return checks.flatMap(({ key, seen, bounds }) => leavesOf(tight).filter(([, is]) => is === true).flatMap(([path]) => {
    const least = bounds.flatMap((bound) => numberIn(bound.get(path)) ?? [])
      .reduce<Exact | null>((a, b) => a === null || b.lt(a) ? b : a, null);
    const number = numberIn(seen.get(path));
    return least !== null && number !== null && least.equals(number) ? []
      : [`tight${path}: expected a bound that ${key} reaches, got ${text(seen.get(path))} of ${text(least)}`];
  }));
}

/** Differences of two values, each with its path. */
function differencesOf(expected: unknown, answer: unknown, tolerance: Exact, path: string): string[] {
  const differ = [`${path}: expected ${text(expected)}, got ${text(answer)}`];
  if (Array.isArray(expected)) return !Array.isArray(answer) || answer.length !== expected.length ? differ
    : expected.flatMap((one, i) => differencesOf(one, answer[i], tolerance, `${path}[${i}]`));
  const number = numberIn(expected);
  if (number !== null) {
    const other = numberIn(answer);
    return other !== null && other.sub(number).abs().lte(tolerance) ? [] : differ;
  }
  if (isRecord(expected)) return !isRecord(answer) || numberIn(answer) !== null ? differ
    : Object.entries(expected).flatMap(([key, value]) => differencesOf(value, answer[key], tolerance, `${path}.${key}`));
  return expected === answer || (isNone(expected) && isNone(answer)) ? [] : differ;
}

/** Cases have two ways to say that there is no bound. */
const isNone = (value: unknown): boolean => value === null || value === Infinity || value === "inf";

const isRecord = (value: unknown): value is Answer => typeof value === "object" && value !== null && !Array.isArray(value);

/** The number that a value of JSON, or of an answer, stands for; null where it is none. */
export function numberIn(value: unknown): Exact | null {
  try {
    return exact(value as Given, "a number");
  } catch {
    return null;
  }
}

/** The values in lists and objects, each with its path. */
function leavesOf(value: unknown, path = ""): [string, unknown][] {
  if (Array.isArray(value)) return value.flatMap((one, i) => leavesOf(one, `${path}[${i}]`));
  return isRecord(value) && numberIn(value) === null
    ? Object.entries(value).flatMap(([key, one]) => leavesOf(one, `${path}.${key}`)) : [[path, value]];
}

const shapeOf = (value: unknown): string => leavesOf(value).map(([path]) => path).sort().join();

/** A value as it stands in a line. */
function text(value: unknown): string {
  const json = JSON.stringify(value, (_, one: unknown) => {
    const number = typeof one === "boolean" || typeof one === "string" ? null : numberIn(one);
    return number === null ? one : asJson(number);
  });
  return json === undefined ? "nothing" : json.length > 160 ? `${json.slice(0, 157)}...` : json.replaceAll('"', "");
}
