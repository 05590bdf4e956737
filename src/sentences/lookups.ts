/** Numbers that the code looks up by place, laid out in linear memory; equal lists lie there once. */
import type { Type } from "./form.ts";
import type { Module } from "./wasm/module.ts";

interface LookupPlace { readonly address: number; readonly width: 1 | 4 | 8 }

export class Lookups {
  private readonly places = new Map<string, LookupPlace>();
  private readonly lists: { readonly place: LookupPlace; readonly values: readonly number[] }[] = [];
  private end: number;

  /** From an address on, which is a multiple of 8. */
  constructor(address: number) {
    this.end = address;
  }

  /** Where the numbers lie, as bytes, whole numbers of 32 bits, or real ones. */
  place(values: readonly number[], type: Type): LookupPlace {
    const width = type === "f64" ? 8 : values.every((value) => value >= 0 && value < 256) ? 1 : 4;
    const key = `${width} ${values.join()}`;
    let place = this.places.get(key);
    if (place !== undefined) return place;
    place = { address: this.end, width };
    this.places.set(key, place);
    this.lists.push({ place, values });
    this.end = (this.end + width * values.length + 7) & ~7;
    return place;
  }

  /** Puts all of them into a module; answers the first byte behind. */
  writeTo(module: Module): number {
    for (const { place: { address, width }, values } of this.lists) {
      const numbers = width === 1 ? Uint8Array.from(values) : width === 4 ? Int32Array.from(values) : Float64Array.from(values);
      module.bytesAt(address, new Uint8Array(numbers.buffer));
    }
    return this.end;
  }
}
