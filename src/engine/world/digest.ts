/**
 * Comparing packed states, and their digests: two 32-bit lanes of MurmurHash3 over the words, hence 64 bits in all.
 * Digests compare runs and label records; no verdict rests on two states having equal digests.
 */

/** Whether two states are one. */
export function sameWords(one: Int32Array, other: Int32Array): boolean {
  for (let w = 0; w < one.length; w++) if (one[w] !== other[w]) return false;
  return true;
}

/** Copies a state; where it has few words a loop is quicker than `set`. */
export function copyWords(from: Int32Array, to: Int32Array): void {
  if (from.length > 64) to.set(from);
  else for (let i = 0; i < from.length; i++) to[i] = from[i]!;
}

/** Folds words into one lane; other seeds give independent lanes. */
export function hashWords(words: Int32Array, seed: number): number {
  let h = seed | 0;
  for (let i = 0; i < words.length; i++) {
    let k = Math.imul(words[i]!, 0xcc9e2d51);
    k = (k << 15) | (k >>> 17);
    h ^= Math.imul(k, 0x1b873593);
    h = (h << 13) | (h >>> 19);
    h = (Math.imul(h, 5) + 0xe6546b64) | 0;
  }
  h ^= words.length;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The digest of some words as 16 hexadecimal digits. */
export function digestOf(words: Int32Array): string {
  return hex(hashWords(words, 0x5bd1e995)) + hex(hashWords(words, 0x2f0b4a27));
}

/** A 32-bit word as 8 hexadecimal digits. */
export function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0");
}
