/** Chance for the generator: the same numbers for the same seed, everywhere. */
export class Draw {
  private state: number;

  constructor(seed: number) {
    this.state = (Math.imul(seed, 0x9e3779b1) ^ 0x5bd1e995) >>> 0;
    for (let i = 0; i < 4; i++) this.below(2);
  }

  /** A whole number from 0 to n - 1. */
  below(n: number): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = this.state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor(((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32 * n);
  }

  chance(percent: number): boolean { return this.below(100) < percent; }
  pick<T>(list: readonly T[]): T { return list[this.below(list.length)]!; }
  some<T>(list: readonly T[], percent: number): T[] { return list.filter(() => this.chance(percent)); }
}
