/**
 * Remembers states whose claims were checked: a claim over one state depends on nothing else, so a state that comes
 * again need not be looked at again. Whole states are compared, never digests alone. Memory is bounded; a state that
 * finds its place taken replaces the older one.
 */
const bytesMost = 1 << 22;

export class KnownStates {
  private readonly size: number;
  private readonly mask: number;
  private readonly states: Int32Array;
  private readonly used: Uint8Array;
  /** By place: the `seen` sentences that were asked of this state, and those that came true, 32 in a word. */
  readonly asked: Int32Array;
  readonly came: Int32Array;
  readonly marks: number;

  /** For states of `size` words and a number of `seen` sentences. */
  constructor(size: number, sentences: number) {
    this.size = size;
    this.marks = Math.max(1, Math.ceil(sentences / 32));
    let places = 1;
    while (places < 1 << 15 && 2 * places * (size + 2 * this.marks) * 4 <= bytesMost) places *= 2;
    this.mask = places - 1;
    this.states = new Int32Array(places * size);
    this.used = new Uint8Array(places);
    this.asked = new Int32Array(places * this.marks);
    this.came = new Int32Array(places * this.marks);
  }

  /** Where a state of this hash has its place. */
  placeOf(hash: number): number {
    return (hash ^ (hash >>> 15)) & this.mask;
  }

  /** Whether this very state is remembered at a place. */
  has(place: number, words: Int32Array): boolean {
    if (this.used[place] === 0) return false;
    const { states, size } = this;
    const from = place * size;
    for (let i = 0; i < size; i++) if (states[from + i] !== words[i]) return false;
    return true;
  }

  /** Remembers a state whose claims all hold; nothing is known yet of its `seen` sentences. */
  remember(place: number, words: Int32Array): void {
    const { states, size, marks } = this;
    const from = place * size;
    for (let i = 0; i < size; i++) states[from + i] = words[i]!;
    for (let m = place * marks; m < (place + 1) * marks; m++) this.asked[m] = this.came[m] = 0;
    this.used[place] = 1;
  }
}
