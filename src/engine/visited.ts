/** A set of packed states, compared word by word. States are numbered in the order in which they were added. */
export class VisitedStates {
  size = 0;
  private readonly length: number;
  private readonly most: number;
  private states: Int32Array;
  private slots = new Int32Array(1 << 10).fill(-1);
  private hashes = new Int32Array(1 << 9);

  /** For states of `length` words, in about so many bytes. */
  constructor(length: number, bytesMost: number) {
    this.length = length;
    this.most = Math.floor(bytesMost / (4 * length + 12));
    this.states = new Int32Array(length << 9);
  }

  get isFull(): boolean { return this.size >= this.most; }

  /** Adds a state; false when it was there before. */
  add(words: Int32Array, hash: number): boolean {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let at = this.slots[slot]!; at >= 0; at = this.slots[slot = (slot + 1) & mask]!)
      if (this.hashes[at] === hash && this.equals(at, words)) return false;
    if (this.size === this.hashes.length) this.grow();
    const from = this.size * this.length;
    for (let i = 0; i < this.length; i++) this.states[from + i] = words[i]!;
    this.hashes[this.size] = hash;
    this.place(this.size++);
    return true;
  }

  /** Copies a state out. */
  load(state: number, into: Int32Array): void {
    const from = state * this.length;
    for (let i = 0; i < this.length; i++) into[i] = this.states[from + i]!;
  }

  private equals(state: number, words: Int32Array): boolean {
    const from = state * this.length;
    for (let i = 0; i < this.length; i++) if (this.states[from + i] !== words[i]) return false;
    return true;
  }

  private place(state: number): void {
    const mask = this.slots.length - 1;
    let slot = this.hashes[state]! & mask;
    while (this.slots[slot]! >= 0) slot = (slot + 1) & mask;
    this.slots[slot] = state;
  }

  private grow(): void {
    const states = new Int32Array(this.states.length * 2);
    const hashes = new Int32Array(this.hashes.length * 2);
    states.set(this.states);
    hashes.set(this.hashes);
    [this.states, this.hashes] = [states, hashes];
    this.slots = new Int32Array(this.hashes.length * 2).fill(-1);
    for (let state = 0; state < this.size; state++) this.place(state);
  }
}
