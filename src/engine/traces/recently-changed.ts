/**
 * Remembers which rows changed lately in a trace. What was just requested is what can now be answered, so a generator
 * that looks there first follows protocols through instead of starting a new one at every step.
 */
import type { Layout } from "../../sentences/layout.ts";
import type { Model } from "../model.ts";
import type { Random } from "./random.ts";

/** Rows that are remembered for each table. */
const rowsEach = 6;

interface Owners {
  /** By byte of the packed state: the table in the upper half, the row in the lower. */
  readonly ofBytes: Int32Array;
  /** The places of the tables. */
  readonly tables: ReadonlyMap<string, number>;
}

const owners = new WeakMap<Layout, Owners>();

export class Recent {
  private readonly words: Int32Array;
  private readonly owner: Int32Array;
  private readonly before: Int32Array;
  /** By table: the latest rows, newest first. */
  private readonly rows: number[][];
  private readonly tables: ReadonlyMap<string, number>;
  /** Words that belong to rows. */
  private readonly ends: number;

  /** Begins at the initial state, whatever state the model is in. */
  constructor({ now, initial }: Model) {
    this.words = now.words;
    this.before = initial.slice();
    ({ ofBytes: this.owner, tables: this.tables } = ownersOf(now.layout));
    this.rows = now.layout.sizes.map(() => []);
    this.ends = now.layout.columnBytes / 4;
  }

  /** Takes note of the rows that differ from the state at the latest call. */
  note(): void {
    const { words, before, owner } = this;
    for (let w = 0; w < this.ends; w++) {
      let differing = words[w]! ^ before[w]!;
      if (differing === 0) continue;
      before[w] = words[w]!;
      for (let byte = 4 * w; differing !== 0; byte++, differing >>>= 8)
        if ((differing & 255) !== 0) this.remember(owner[byte]! >>> 16, owner[byte]! & 0xffff);
    }
  }

  /** A row of the table that changed lately; undefined when none did. */
  pick(table: string, random: Random): number | undefined {
    const rows = this.rows[this.tables.get(table)!]!;
    return rows.length === 0 ? undefined : rows[random.below(rows.length)];
  }

  private remember(table: number, row: number): void {
    const rows = this.rows[table]!;
    const at = rows.indexOf(row);
    if (at >= 0) rows.splice(at, 1);
    else if (rows.length === rowsEach) rows.pop();
    rows.unshift(row);
  }
}

function ownersOf(layout: Layout): Owners {
  const known = owners.get(layout);
  if (known !== undefined) return known;
  const owner = new Int32Array(layout.bytes);
  for (const { index, table, width } of layout.schema.columns) {
    const t = layout.schema.tableNames.indexOf(table);
    for (let row = 0; row < layout.sizes[t]!; row++) {
      const from = width * (layout.first[index]! + row * layout.stride[index]!);
      owner.fill((t << 16) | row, from, from + width * layout.cells[index]!);
    }
  }
  const found = { ofBytes: owner, tables: new Map(layout.schema.tableNames.map((name, t) => [name, t])) };
  owners.set(layout, found);
  return found;
}
