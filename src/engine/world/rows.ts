/**
 * The packed buffer of a state, with its rows as ordinary objects over it (`row-classes.ts`), in lists that cannot be changed.
 */
import { Gate } from "./gate.ts";
import type { Layout } from "../../sentences/layout.ts";
import { raise } from "../stepping/noting.ts";
import { rowMakers } from "./row-classes.ts";
import { nothingElse } from "./unknown-names.ts";

/** One packed state with its views and rows. */
export class Memory {
  readonly layout: Layout;
  /** Whether rows may be written; a fresh memory's may. */
  readonly gate = new Gate();
  /** The whole state as words: what is copied, compared and hashed. */
  readonly words: Int32Array;
  readonly u8: Uint8Array;
  readonly u16: Uint16Array;
  readonly i32: Int32Array;
  readonly f64: Float64Array;
  /** Rows by table, in the order of the schema. */
  readonly rows: readonly (readonly RowView[])[];
  /** Rows by table name: the world as operations and invariants see it. */
  readonly world: Readonly<Record<string, readonly RowView[]>>;

  constructor(layout: Layout) {
    const { schema, sizes } = layout;
    const buffer = new ArrayBuffer(layout.bytes);
    this.layout = layout;
    this.u8 = new Uint8Array(buffer);
    this.words = this.i32 = new Int32Array(buffer);
    this.u16 = new Uint16Array(buffer);
    this.f64 = new Float64Array(buffer);
    const rows: RowView[][] = sizes.map(() => unchangeable([], this.gate));
    this.rows = rows;
    rowMakers(schema).forEach((make, t) => {
      for (let id = 0; id < sizes[t]!; id++) rows[t]![id] = make(this, id);
    });
    const world = Object.fromEntries(schema.tableNames.map((name, t) => [name, rows[t]!]));
    this.world = Object.freeze(Object.setPrototypeOf(world, nothingElse("the world", "table", schema.tableNames)));
  }

  /** Whether the lists of rows are as they were made: nothing added, removed or reordered. */
  get isIntact(): boolean {
    return this.rows.every((rows, t) => rows.length === this.layout.sizes[t] && rows.every((row, id) => row.id === id));
  }
}

/** Sees to it that nobody has changed a list of rows, by whatever means. */
export function seeListsUnchanged({ isIntact, rows }: Memory): void {
  const isPlain = (list: readonly RowView[]): boolean => Object.getPrototypeOf(list) === Array.prototype
    && Reflect.ownKeys(list).length === list.length + mutators.length + ["length", "$gate"].length;
  if (!isIntact || !rows.every(isPlain)) raise("not only read", "a list of rows was changed; a copy may be changed: [...rows]");
}

const mutators = ["copyWithin", "fill", "pop", "push", "reverse", "shift", "sort", "splice", "unshift"] as const;

/**
 * A list that refuses the methods that would change it. It is not frozen, since the runtime does not inline `every`, `reduce`
 * and their like over frozen lists.
 */
function unchangeable(list: RowView[], $gate: Gate): RowView[] {
  Object.defineProperty(list, "$gate", { value: $gate });
  for (const name of mutators) Object.defineProperty(list, name, { value: refusals[name] });
  return list;
}

const refusals = Object.fromEntries(mutators.map((name) =>
  [name, () => raise("not only read", `${name}() would change a list of rows; a copy may be changed: [...rows]`)]));

/** What every row is, before its table's columns are added. */
export interface RowView {
  readonly id: number;
  readonly [column: string]: unknown;
}
