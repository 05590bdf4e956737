/**
 * The class of a state: how many rows (none, one, more) of each table are in each lifecycle state and hold each choice and each value of
 * a flag, and in how many each reference is set and each queue, set or right is there. Counts, and which rows these are, are left out.
 * New classes are what is left to discover when all outcomes are reached. The code that reads a state is generated
 * for its layout, since it runs for every state that is not remembered; where it cannot be, each column has a function.
 */
import { generated } from "../stepping/new-function.ts";
import type { Layout, PlacedColumn } from "../../sentences/layout.ts";
import { mix } from "../traces/random.ts";
import { cellsOf } from "../world/row-classes.ts";
import type { Memory } from "../world/rows.ts";

/** Writes the name of the class of a memory's present state: two words, of which the second is odd. */
export type NameClass = (memory: Memory, name: Int32Array) => void;

const namers = new WeakMap<Layout, NameClass>();

/** What names the classes of the states of a layout, made once. */
export function classesOf(layout: Layout): NameClass {
  let namer = namers.get(layout);
  if (namer === undefined) namers.set(layout, namer = namerFor(layout));
  return namer;
}

/** Up to 32 bits, as parts that are joined. */
interface Word<T> {
  readonly parts: T[];
  used: number;
}

/** Some bits of a row: as an expression, and as a function. */
interface Bits {
  readonly code: string;
  readonly plain: (memory: Memory, row: number) => number;
}

/** A part of a name: bits that some row has (`once`) or several have (`twice`), of a word of the rows of a table, and their place. */
interface Summed {
  readonly rows: number;
  readonly twice: boolean;
  readonly shift: number;
}

function namerFor(layout: Layout): NameClass {
  /** The words of the rows of each table, and how many rows there are. */
  const rowWords = layout.schema.tableNames.flatMap((table, t) =>
    rowBitsOf(layout, table).map(({ parts, used }) => ({ parts, used, rows: layout.sizes[t]! }))).filter(({ rows }) => rows > 0);
  const words: Word<Summed>[] = [];
  rowWords.forEach(({ used }, rows) => {
    for (const twice of [false, true]) join(words, used, (shift) => ({ rows, twice, shift }));
  });
  const code = [
    "const { u8, u16, i32 } = memory;", "let first = 0x5bd1e995, second = 0x2f0b4a27, word = 0;",
    ...rowWords.flatMap(({ parts, rows }, w) => [
      `let once${w} = 0, twice${w} = 0;`,
      `for (let row = 0; row < ${rows}; row++) {`,
      `  const bits = ${parts.map((part) => part.code).join(" | ")};`,
      `  twice${w} |= once${w} & bits; once${w} |= bits;`,
      "}",
    ]),
    ...words.map(({ parts }) =>
      `word = ${parts.map(({ rows, twice, shift }) => `${twice ? "twice" : "once"}${rows} << ${shift}`).join(" | ")}; `
      + "first = mix(first, word); second = mix(second, ~word);"),
    "name[0] = first; name[1] = second | 1;",
  ];
  return generated({ mix, some }, `return (memory, name) => {\n${code.join("\n")}\n};`, () => (memory, name) => {
    const sums = rowWords.map(({ parts, rows }) => {
      let [once, twice] = [0, 0];
      for (let row = 0; row < rows; row++) {
        const bits = parts.reduce((sum, { plain }) => sum | plain(memory, row), 0);
        twice |= once & bits;
        once |= bits;
      }
      return { once, twice };
    });
    let [first, second] = [0x5bd1e995, 0x2f0b4a27];
    for (const { parts } of words) {
      const word = parts.reduce((all, { rows, twice, shift }) => all | (twice ? sums[rows]!.twice : sums[rows]!.once) << shift, 0);
      [first, second] = [mix(first, word), mix(second, ~word)];
    }
    [name[0], name[1]] = [first, second | 1];
  });
}

/** The bits of a row, by what its columns hold. */
function rowBitsOf(layout: Layout, table: string): readonly Word<Bits>[] {
  const words: Word<Bits>[] = [];
  for (const placed of layout.schema.columns) {
    if (placed.table !== table || ["count", "signed", "cyclic"].includes(placed.column.kind) || layout.cells[placed.index] === 0) continue;
    const values = valuesOf(placed);
    const { code, plain } = cellOf(placed, layout);
    if (values === 0) join(words, 1, (shift) =>
      ({ code: `(${code} !== 0 ? ${1 << shift} : 0)`, plain: (memory, row) => plain(memory, row) !== 0 ? 1 << shift : 0 }));
    else if (values <= 32) join(words, values, (shift) =>
      ({ code: `1 << ${code} + ${shift}`, plain: (memory, row) => 1 << plain(memory, row) + shift }));
    // More values than a word has bits: each 32 of them have a word.
    else for (let from = 0; from < values; from += 32) join(words, 32, () => ({
      code: `(${code} >> 5 === ${from / 32} ? 1 << (${code} & 31) : 0)`,
      plain: (memory, row) => plain(memory, row) >> 5 === from / 32 ? 1 << (plain(memory, row) & 31) : 0,
    }));
  }
  return words;
}

/** Gives so many bits a place in the last word, or else in a new one. */
function join<T>(words: Word<T>[], bits: number, part: (shift: number) => T): void {
  if (words.length === 0 || words.at(-1)!.used + bits > 32) words.push({ parts: [], used: 0 });
  const word = words.at(-1)!;
  word.parts.push(part(word.used));
  word.used += bits;
}

/** How many values a column can have; 0 where it only matters whether there is anything. */
function valuesOf({ column, lifecycle }: PlacedColumn): number {
  return column.kind === "flag" ? 2 : column.kind === "choice" ? column.values.length : lifecycle?.states.length ?? 0;
}

/** A column's cell; of a queue its length, and of a set whether it has a member. */
function cellOf({ column, index, width }: PlacedColumn, { first, stride, cells }: Layout): Bits {
  const [from, step, length] = [first[index]!, stride[index]!, cells[index]!];
  const at = `${from} + ${step} * row`;
  return column.kind === "set"
    ? { code: `some(u8, ${at}, ${length})`, plain: ({ u8 }, row) => some(u8, from + step * row, length) }
    : { code: `${width === 1 ? "u8" : width === 2 ? "u16" : "i32"}[${at}]`, plain: (memory, row) => cellsOf(memory, width)[from + step * row]! };
}

function some(cells: Uint8Array, from: number, length: number): number {
  for (let i = from; i < from + length; i++) if (cells[i] !== 0) return 1;
  return 0;
}
