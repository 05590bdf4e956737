/**
 * Sums of many fractions. Exact ones have denominators about as long as all of theirs together, and shortening one at every step takes
 * minutes for some hundred tasks. So a sum is kept rounded down, which settles nearly every comparison, and is made exact where it
 * does not.
 */
import { type Exact, ratio, zero } from "../exact.ts";

/** A fraction of at least 0 that need not be shortened. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

/** Steps of 1 that sums are rounded to. */
const steps = 1n << 128n;

export class Total {
  /** In steps; the sum is at least this, and by less than a step for each term above it. */
  private low = 0n;
  private readonly terms: Fraction[] = [];
  private known: Exact | null = zero;

  add(term: Fraction): void {
    this.low += term.n * steps / term.d;
    this.terms.push(term);
    this.known = null;
  }

  exact(): Exact {
    return this.known ??= sumOf(this.terms, 0, this.terms.length);
  }

  /** Below 0 where it is less than the other, above 0 where it is more. */
  compare(other: Total): number {
    if (this.isSurelyBelow(other)) return -1;
    return other.isSurelyBelow(this) ? 1 : this.exact().compare(other.exact());
  }

  isAtMost(most: Exact): boolean {
    if (most.lt(zero)) return false;
    const floor = most.n * steps / most.d;
    return this.low + BigInt(this.terms.length) <= floor || (this.low <= floor && this.exact().lte(most));
  }

  private isSurelyBelow(other: Total): boolean {
    return this.terms.length > 0 && this.low + BigInt(this.terms.length) <= other.low;
  }
}

export function totalOf(terms: Iterable<Fraction>): Total {
  const total = new Total();
  for (const term of terms) total.add(term);
  return total;
}

/** Halved and halved again, so that few fractions are long. */
function sumOf(terms: readonly Fraction[], from: number, to: number): Exact {
  if (to - from <= 1) return from < to ? ratio(terms[from]!.n, terms[from]!.d) : zero;
  const middle = from + to >> 1;
  return sumOf(terms, from, middle).add(sumOf(terms, middle, to));
}
