/**
 * Remembers states whose claims were checked: a claim over one state depends on nothing else, so a state that comes
 * again need not be looked at again. Whole states are compared, never digests alone. Memory is bounded; a state that
 * finds its place taken replaces the older one.
 */
const bytesMost = 1 << 22;

export class KnownStates {
  private readonly size: number;
  private readonly mask: number;
  /**
   * By place, all together so that a look at a place touches memory once: whether it is taken, the state, the `seen`
   * sentences that were asked of it, and those that came true, 32 in a word. The first cell of a place is 0 when it is
   * free, 1 when it is taken, and more when the class of its state has a number too.
   */
  readonly cells: Int32Array;
  readonly stride: number;
  /** Words of `seen` sentences, and where they begin in a place. */
  readonly marks: number;
  readonly asked: number;
  readonly came: number;

  /** For states of `size` words and a number of `seen` sentences. */
  constructor(size: number, sentences: number) {
    this.size = size;
    this.marks = Math.max(1, Math.ceil(sentences / 32));
    this.asked = 1 + size;
    this.came = this.asked + this.marks;
    this.stride = this.came + this.marks;
    let places = 1;
    while (places < 1 << 15 && 2 * places * this.stride * 4 <= bytesMost) places *= 2;
    this.mask = places - 1;
    this.cells = new Int32Array(places * this.stride);
  }

  /** Forgets all states. */
  forget(): void {
    this.cells.fill(0);
  }

  /** Where a state of this hash has its place: the first of its cells. */
  placeOf(hash: number): number {
    return ((hash ^ (hash >>> 15)) & this.mask) * this.stride;
  }

  /** Whether this very state is remembered at a place. */
  has(place: number, words: Int32Array): boolean {
    const { cells } = this;
    if (cells[place] === 0) return false;
    for (let i = 0; i < words.length; i++) if (cells[place + 1 + i] !== words[i]) return false;
    return true;
  }

  /** Remembers a state whose claims all hold; nothing is known yet of its `seen` sentences and its class. */
  remember(place: number, words: Int32Array): void {
    const { cells, size } = this;
    cells[place] = 1;
    for (let i = 0; i < size; i++) cells[place + 1 + i] = words[i]!;
    for (let i = place + this.asked; i < place + this.stride; i++) cells[i] = 0;
  }
}
