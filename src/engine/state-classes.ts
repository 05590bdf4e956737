/**
 * The class of a state: how many rows (none, one, more) of each table are in each lifecycle state and hold each choice and each value of
 * a flag, and in how many each reference is set and each queue, set or right is there. Counts, and which rows these are, are left out.
 * New classes are what is left to discover when all outcomes are reached. The code that reads a state is generated
 * for its layout, since it runs for every state that is not remembered.
 */
import { generated } from "./generated.ts";
import type { Layout, PlacedColumn } from "../sentences/layout.ts";
import { mix } from "./random.ts";
import type { Memory } from "./rows.ts";

/** Writes the name of the class of a memory's present state: two words, of which the second is odd. */
export type NameClass = (memory: Memory, name: Int32Array) => void;

const namers = new WeakMap<Layout, NameClass>();

/** What names the classes of the states of a layout, made once. */
export function classesOf(layout: Layout): NameClass {
  let namer = namers.get(layout);
  if (namer === undefined) namers.set(layout, namer = namerFor(layout));
  return namer;
}

/** Up to 32 bits, as expressions that are joined. */
interface Word {
  readonly parts: string[];
  used: number;
}

function namerFor(layout: Layout): NameClass {
  const code = ["const { u8, u16, i32 } = memory;", "let first = 0x5bd1e995, second = 0x2f0b4a27, word = 0;"];
  const words: Word[] = [];
  layout.schema.tableNames.forEach((table, t) => {
    if (layout.sizes[t] === 0) return;
    rowBitsOf(layout, table).forEach(({ parts, used }, w) => {
      const [bits, once, twice] = ["bits", "once", "twice"].map((name) => `${name}${t}_${w}`);
      code.push(
        `let ${once} = 0, ${twice} = 0;`,
        `for (let row = 0; row < ${layout.sizes[t]!}; row++) {`,
        `  const ${bits} = ${parts.join(" | ")};`,
        `  ${twice} |= ${once} & ${bits}; ${once} |= ${bits};`,
        "}",
      );
      join(words, used, (shift) => `${once} << ${shift}`);
      join(words, used, (shift) => `${twice} << ${shift}`);
    });
  });
  code.push(
    ...words.map(({ parts }) => `word = ${parts.join(" | ")}; first = mix(first, word); second = mix(second, ~word);`),
    "name[0] = first; name[1] = second | 1;",
  );
  return generated(["mix", "some"], `return (memory, name) => {\n${code.join("\n")}\n};`)(mix, some) as NameClass;
}

/** The bits of a row, by what its columns hold. */
function rowBitsOf(layout: Layout, table: string): readonly Word[] {
  const words: Word[] = [];
  for (const placed of layout.schema.columns) {
    if (placed.table !== table || placed.column.kind === "count" || layout.cells[placed.index] === 0) continue;
    const values = valuesOf(placed);
    const cell = cellOf(placed, layout);
    if (values === 0) join(words, 1, (shift) => `(${cell} !== 0 ? ${1 << shift} : 0)`);
    else if (values <= 32) join(words, values, (shift) => `1 << ${cell} + ${shift}`);
    // More values than a word has bits: each 32 of them have a word.
    else for (let from = 0; from < values; from += 32) join(words, 32, () => `(${cell} >> 5 === ${from / 32} ? 1 << (${cell} & 31) : 0)`);
  }
  return words;
}

/** Gives so many bits a place in the last word, or else in a new one. */
function join(words: Word[], bits: number, part: (shift: number) => string): void {
  if (words.length === 0 || words.at(-1)!.used + bits > 32) words.push({ parts: [], used: 0 });
  const word = words.at(-1)!;
  word.parts.push(part(word.used));
  word.used += bits;
}

/** How many values a column can have; 0 where it only matters whether there is anything. */
function valuesOf({ column, lifecycle }: PlacedColumn): number {
  return column.kind === "flag" ? 2 : column.kind === "choice" ? column.values.length : lifecycle?.states.length ?? 0;
}

/** The code of a column's cell; of a queue its length, and of a set whether it has a member. */
function cellOf({ column, index, width }: PlacedColumn, { first, stride, cells }: Layout): string {
  const at = `${first[index]!} + ${stride[index]!} * row`;
  return column.kind === "set" ? `some(u8, ${at}, ${cells[index]!})` : `${width === 1 ? "u8" : width === 2 ? "u16" : "i32"}[${at}]`;
}

function some(cells: Uint8Array, from: number, length: number): number {
  for (let i = from; i < from + length; i++) if (cells[i] !== 0) return 1;
  return 0;
}
