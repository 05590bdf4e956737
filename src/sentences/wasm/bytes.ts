/** A growing run of bytes with the number formats of WebAssembly: LEB128 for whole numbers, little endian for floats. */
export class Bytes {
  length = 0;
  private held = new Uint8Array(64);

  /** What was written so far; valid until more is written. */
  get written(): Uint8Array { return this.held.subarray(0, this.length); }

  byte(value: number): void {
    if (this.length === this.held.length) this.makeRoom(1);
    this.held[this.length++] = value;
  }

  all(bytes: readonly number[]): void {
    for (const byte of bytes) this.byte(byte);
  }

  run(bytes: Uint8Array): void {
    this.makeRoom(bytes.length);
    this.held.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** A whole number from 0 to 2^32 - 1. */
  unsigned(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.byte(rest % 128 | 128);
    this.byte(rest);
  }

  /** A 32-bit number; those from 2^31 on stand for negative ones. */
  signed(value: number): void {
    let rest = value | 0;
    for (; rest < -64 || rest > 63; rest >>= 7) this.byte(rest & 127 | 128);
    this.byte(rest & 127);
  }

  /** A 64-bit number; those from 2^63 on stand for negative ones. */
  signedLong(value: bigint): void {
    let rest = BigInt.asIntN(64, value);
    for (; rest < -64n || rest > 63n; rest >>= 7n) this.byte(Number(rest & 127n) | 128);
    this.byte(Number(rest & 127n));
  }

  float(value: number): void {
    this.makeRoom(8);
    new DataView(this.held.buffer).setFloat64(this.length, value, true);
    this.length += 8;
  }

  /** Text in UTF-8, after its length. */
  text(text: string): void {
    this.sized(new TextEncoder().encode(text));
  }

  /** Bytes after their number. */
  sized(bytes: Uint8Array): void {
    this.unsigned(bytes.length);
    this.run(bytes);
  }

  private makeRoom(more: number): void {
    if (this.length + more <= this.held.length) return;
    const larger = new Uint8Array(Math.max(this.held.length * 2, this.length + more));
    larger.set(this.written);
    this.held = larger;
  }
}
