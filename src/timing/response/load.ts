/** Utilisation, compared with 1 exactly: the precondition of every bound on one processor. */
import { type Exact, ratio, sum, zero } from "../exact.ts";

/** Bits behind the point of the quick sum. */
const bits = 64n;
const whole = 1n << bits;

/**
 * What some tasks ask of a processor: the sum of C/T. A sum rounded down to 64 bits decides nearly always, since it is too
 * small by less than one unit a task; where it does not, the ratios are added up.
 */
export class Load {
  static readonly none = new Load(0n, 0n, 0, 1, null);
  private readonly low: bigint;
  private readonly count: bigint;
  private readonly demand: number;
  private readonly period: number;
  private readonly rest: Load | null;

  private constructor(low: bigint, count: bigint, demand: number, period: number, rest: Load | null) {
    [this.low, this.count, this.demand, this.period, this.rest] = [low, count, demand, period, rest];
  }

  static of(tasks: readonly { readonly wcet: number; readonly period: number }[]): Load {
    return tasks.reduce((load, { wcet, period }) => load.plus(wcet, period), Load.none);
  }

  plus(demand: number, period: number): Load {
    return new Load(this.low + (BigInt(demand) << bits) / BigInt(period), this.count + 1n, demand, period, this);
  }

  /** Below, at or above 1: as -1, 0, 1. */
  againstOne(): number {
    if (this.low > whole) return 1;
    if (this.low + this.count <= whole) return -1;
    return this.exact().compare(1);
  }

  exact(): Exact {
    const parts = Load.parts(this);
    // In pairs, so that numbers grow long only at the end.
    while (parts.length > 2) parts.push(parts.shift()!.add(parts.shift()!));
    return sum([zero, ...parts]);
  }

  private static parts(load: Load): Exact[] {
    const parts: Exact[] = [];
    for (let at: Load | null = load; at !== null && at.rest !== null; at = at.rest) parts.push(ratio(at.demand, at.period));
    return parts;
  }

  /** For reading: six digits, rounded up. */
  text(): string {
    const millionths = ((this.low + this.count) * 1_000_000n + whole - 1n) / whole;
    const close = this.againstOne() === 0 ? 1_000_000n : millionths;
    return `${close / 1_000_000n}.${String(close % 1_000_000n).padStart(6, "0")}`;
  }
}
