/**
 * The source of chance: xoshiro128** over 32-bit integers, so that a seed means the same on every machine.
 * Bounded draws take as few bits as can hold the bound and reject what is beyond it, hence no number is favoured.
 * Test vectors freeze the sequence.
 * Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators" (2018).
 */
export class Random {
  private a = 0;
  private b = 0;
  private c = 0;
  private d = 0;

  constructor(seed: number, stream = 0) {
    this.restart(seed, stream);
  }

  /** Begins the sequence of trace `stream` under `seed`; both are taken modulo 2^32. */
  restart(seed: number, stream: number): void {
    let state = mix(seed | 0, stream | 0);
    const next = () => (state = mix(state, 0x9e3779b9 | 0));
    this.a = next();
    this.b = next();
    this.c = next();
    this.d = next() | 1;
  }

  /** Begins the sequence at four words of somebody else's randomness. */
  restartAt(words: readonly [number, number, number, number]): void {
    [this.a, this.b, this.c] = words;
    this.d = words[3] | 1;
  }

  /** 32 random bits, as an unsigned number. */
  bits(): number {
    return this.word() >>> 0;
  }

  /** A whole number from 0 to n - 1, each equally likely; n from 1 to 2^32. */
  below(n: number): number {
    if (n <= 1) return 0;
    const mask = -1 >>> Math.clz32(n - 1);
    let drawn = this.word() & mask;
    if (n > 0x7fffffff) {
      while (drawn >>> 0 >= n) drawn = this.word() & mask;
      return drawn >>> 0;
    }
    while (drawn >= n) drawn = this.word() & mask;
    return drawn;
  }

  /** 32 random bits, as a signed number. */
  private word(): number {
    const scrambled = Math.imul(rotate(Math.imul(this.b, 5), 7), 9);
    const t = this.b << 9;
    this.c ^= this.a;
    this.d ^= this.b;
    this.b ^= this.c;
    this.a ^= this.d;
    this.c ^= t;
    this.d = rotate(this.d, 11);
    return scrambled;
  }
}

/** Mixes two 32-bit words into one (the finaliser of MurmurHash3 over their combination). */
export function mix(a: number, b: number): number {
  let h = (a ^ Math.imul(b, 0x85ebca6b)) + 0x7f4a7c15 | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

function rotate(x: number, k: number): number {
  return (x << k) | (x >>> (32 - k));
}
