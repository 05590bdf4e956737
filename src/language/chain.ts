/**
 * A chain: from a row on to the next one, as far as there is one. What a capability derives from, whom a thread helps, who owns what it
 * waits for. Declared once, it is asked in checks, steps and claims, and its circles are a claim of one line.
 */
import { SpecificationFault, didYouMean } from "./fault.ts";
import { word } from "./words.ts";
import type { Row, Tables } from "./world.ts";

/** The text of a chain. */
export interface ChainText<T extends Tables, K extends keyof T & string> {
  /** As the beginning of "… slot 2": "derives from", "waits for". */
  readonly name: string;
  /** The table whose rows are linked. */
  readonly of: K;
  /** The next row on the way up; null at its end. */
  readonly next: (row: Row<T, K>) => Row<T, K> | null;
}

/** What is asked of a chain. A way up that comes to a row again goes on for ever: nothing here follows it further than once around. */
export interface Chain<T extends Tables, K extends keyof T & string> extends ChainText<T, K> {
  /** Whether the way up from the row comes to the other one, in one link or more. */
  readonly leadsTo: (row: Row<T, K>, other: Row<T, K>) => boolean;
  /** Whether the way up from the row never ends. */
  readonly isEndless: (row: Row<T, K>) => boolean;
  /** The end of the way up: the row itself, where there is no next one; null where it never ends. */
  readonly root: (row: Row<T, K>) => Row<T, K> | null;
  /** Those of the rows that the way up from the row comes to, in their own order. */
  readonly up: (row: Row<T, K>, rows: readonly Row<T, K>[]) => readonly Row<T, K>[];
  /** Those of the rows from which the way up comes to the row, in their own order. */
  readonly down: (row: Row<T, K>, rows: readonly Row<T, K>[]) => readonly Row<T, K>[];
}

/** A chain as the engine takes it, the types of its world forgotten. */
export type AnyChain = Chain<any, any>;

/** The claim of a row that its chain ends. */
export const ends = ({ isEndless }: AnyChain) => word((row: any): boolean => !isEndless(row));

/** What is asked of a chain, made from its text; refuses one of a table that is not there. */
export function chainOf<T extends Tables, K extends keyof T & string>(
  { name, of, next }: ChainText<T, K>, tables: readonly string[],
): Chain<T, K> {
  if (!tables.includes(of)) throw new SpecificationFault("unknown name",
    `the chain "${name}" is one of "${of}", which is not a table${didYouMean(of, tables)}`);
  type One = Row<T, K>;
  // Up to the other row or to the end; null in a circle without that row. A second row follows at half the speed: in a circle the first
  // one has been everywhere when they meet.
  const endOf = word((from: One, other: One | null): One | null => {
    let last: One = from;
    let behind: One | null = from;
    let isEven = false;
    for (let at = next(from); at !== null && last.id !== other?.id; at = next(at)) {
      if (isEven) behind = behind === null ? null : next(behind);
      if (at.id === behind?.id) return null;
      last = at;
      isEven = !isEven;
    }
    return last;
  });
  const root = word((row: One) => endOf(row, null));
  const leadsTo = word((row: One, other: One): boolean => {
    const first = next(row);
    return first !== null && endOf(first, other)?.id === other.id;
  });
  return {
    name, of, next, leadsTo, root,
    isEndless: word((row: One) => root(row) === null),
    up: word((row: One, rows: readonly One[]) => rows.filter((one) => leadsTo(row, one))),
    down: word((row: One, rows: readonly One[]) => rows.filter((one) => leadsTo(one, row))),
  };
}

/** A row's way up, as the end of a sentence: ", which derives from slot 2, which derives from slot 1"; nothing where nothing is next. */
export function wayUp({ name, of, next }: AnyChain, row: any): string {
  const met = new Set([row.id]);
  let text = "";
  for (let at = next(row); at !== null; at = next(at)) {
    text += `, which ${name} ${of} ${at.id}`;
    if (met.has(at.id)) return `${text}, and so on in a circle`;
    met.add(at.id);
  }
  return text;
}
