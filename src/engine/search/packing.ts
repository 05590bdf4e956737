/**
 * States packed for storing: each cell takes the bits that its column can need, so that a state of some tens of bytes
 * takes a few words. The code is generated, a handful of masks and shifts for each word; where it cannot be, a loop does the same.
 */
import { generated } from "../stepping/new-function.ts";
import type { Layout } from "../../sentences/layout.ts";
import { type Cell, type Place, cellsOf, placed } from "../../sentences/packing.ts";

/** Packs and unpacks the states of one layout. */
export interface Packing {
  /** Words of a packed state. */
  readonly size: number;
  /** Packs a state into `out` from `at` on; answers a hash of the packed words. */
  readonly pack: (words: Int32Array, out: Int32Array, at: number) => number;
  /** Unpacks a state; every word of `words` is written. */
  readonly unpack: (from: Int32Array, at: number, words: Int32Array) => void;
}

/** Some bits of one word of a state, and where they go. */
interface Field extends Place {
  readonly word: number;
  readonly shift: number;
  readonly bits: number;
}

/** Words of a state that one generated function handles; larger functions are not optimised by the runtime. */
const wordsPerFunction = 64;

const known = new WeakMap<Layout, Packing>();

/** The packing of a layout, made once. */
export function packingOf(layout: Layout): Packing {
  let packing = known.get(layout);
  if (packing === undefined) known.set(layout, packing = makePacking(layout));
  return packing;
}

function makePacking(layout: Layout): Packing {
  const words = layout.bytes / 4;
  const all = cellsOf(layout).flatMap(fieldsOf);
  const parts: Field[][] = [];
  let size = 0;
  for (let first = 0; first < words; first += wordsPerFunction) {
    const fields = placed(all.filter(({ word }) => word >= first && word < first + wordsPerFunction), 32, size);
    if (fields.length > 0) size = fields.at(-1)!.to + 1;
    parts.push(fields);
  }
  const packerOf = (fields: readonly Field[], isWhole: boolean): Packing["pack"] =>
    generated({}, packer(fields, isWhole), () => plainPacker(fields));
  const unpackers = parts.map((fields, p) => {
    const first = p * wordsPerFunction;
    const end = Math.min(first + wordsPerFunction, words);
    return generated<Packing["unpack"]>({}, unpacker(fields, first, end), () => plainUnpacker(fields, first, end));
  });
  if (parts.length === 1) return { size, pack: packerOf(parts[0]!, true), unpack: unpackers[0]! };
  const packers = parts.map((fields) => packerOf(fields, false));
  return {
    size,
    unpack: (from, at, into) => { for (const part of unpackers) part(from, at, into); },
    pack: (state, out, at) => {
      for (const part of packers) part(state, out, at);
      return hashPacked(out, at, size);
    },
  };
}

/** The hash of a packed state: quick rather than strong, since whole states are compared. `packer` writes out the same. */
export function hashPacked(packed: Int32Array, at: number, size: number): number {
  let h = 0;
  for (let i = 0; i < size; i++) {
    h = Math.imul(h ^ packed[at + i]!, 0x9e3779b1);
    h ^= h >>> 15;
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  return h ^ (h >>> 13);
}

/** A cell as bits of one word, or of two. */
function fieldsOf({ byte, bits }: Cell): Omit<Field, keyof Place>[] {
  const word = byte >> 2;
  return bits === 64 ? [{ word, shift: 0, bits: 32 }, { word: word + 1, shift: 0, bits: 32 }] : [{ word, shift: 8 * (byte & 3), bits }];
}

/** Bits of `source` from `shift` on, moved to `place`. */
function moved(source: string, shift: number, place: number, bits: number): string {
  const mask = bits === 32 ? "" : ` & ${maskOf(bits) << shift}`;
  const by = place - shift;
  return by === 0 ? `(${source}${mask})` : by > 0 ? `((${source}${mask}) << ${by})` : `((${source}${mask}) >>> ${-by})`;
}

function packer(fields: readonly Field[], isWhole: boolean): string {
  const words = [...new Set(fields.map(({ word }) => word))];
  const targets = [...new Set(fields.map(({ to }) => to))];
  return [
    "return (words, packed, at) => {",
    "  let h = 0;",
    ...words.map((word) => `  const w${word} = words[${word}];`),
    ...targets.flatMap((to) => [
      `  const p${to} = ${fields.filter((field) => field.to === to)
        .map(({ word, shift, place, bits }) => moved(`w${word}`, shift, place, bits)).join(" | ")};`,
      `  packed[at + ${to}] = p${to};`,
      ...(isWhole ? [`  h = Math.imul(h ^ p${to}, 0x9e3779b1); h ^= h >>> 15;`] : []),
    ]),
    "  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);",
    "  return h ^ (h >>> 13);",
    "};",
  ].join("\n");
}

const maskOf = (bits: number): number => bits === 32 ? -1 : (1 << bits) - 1;

/** The same as a loop; the hash is that of all packed words where all fields are there. */
function plainPacker(fields: readonly Field[]): Packing["pack"] {
  const [first, end] = fields.length === 0 ? [0, 0] : [fields[0]!.to, fields.at(-1)!.to + 1];
  return (words, packed, at) => {
    packed.fill(0, at + first, at + end);
    for (const { word, shift, bits, to, place } of fields) packed[at + to]! |= (words[word]! >>> shift & maskOf(bits)) << place;
    return hashPacked(packed, at, end);
  };
}

function unpacker(fields: readonly Field[], first: number, end: number): string {
  const sources = [...new Set(fields.map(({ to }) => to))];
  const words = Array.from({ length: end - first }, (_, i) => first + i);
  return [
    "return (packed, at, words) => {",
    ...sources.map((to) => `  const p${to} = packed[at + ${to}];`),
    ...words.map((word) => `  words[${word}] = ${["0", ...fields.filter((field) => field.word === word)
      .map(({ to, shift, place, bits }) => moved(`p${to}`, place, shift, bits))].join(" | ")};`),
    "};",
  ].join("\n");
}

function plainUnpacker(fields: readonly Field[], first: number, end: number): Packing["unpack"] {
  return (packed, at, words) => {
    words.fill(0, first, end);
    for (const { word, shift, bits, to, place } of fields) words[word]! |= (packed[at + to]! >>> place & maskOf(bits)) << shift;
  };
}
