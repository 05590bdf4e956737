/** The arguments of an operation in one system: each is drawn, stored and shrunk as a small number. */
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Ask, Operation } from "../../language/operation.ts";
import type { Memory, RowView } from "../world/rows.ts";

/** An argument of an operation: how many values it can have in this system, and what value a number stands for. */
export interface Argument {
  readonly name: string;
  readonly ask: Ask;
  readonly values: number;
  readonly decode: (code: number) => unknown;
  /** What `decode` looks up, where it looks something up in a list. */
  readonly list: readonly unknown[] | null;
}

/** The acting row, where there is one, then what the operation asks for. */
export function argumentsOf(operation: Operation, memory: Memory, facts: unknown): Argument[] {
  const asks: [string, Ask][] = Object.entries(operation.asks ?? {});
  if (operation.by !== undefined) asks.unshift([operation.by, { ask: "row", table: operation.by }]);
  return asks.map(([name, ask]) => argument(operation.name, name, ask, memory, facts));
}

function argument(operation: string, name: string, ask: Ask, memory: Memory, facts: unknown): Argument {
  const among = (list: readonly unknown[]): Argument => ({ name, ask, values: list.length, list, decode: (code) => list[code] });
  switch (ask.ask) {
    case "flag": return { name, ask, values: 2, list: null, decode: (code) => code === 1 };
    case "upTo": {
      if (!Number.isInteger(ask.max) || ask.max < 0 || ask.max > 0x7fffffff) throw new SpecificationFault("size out of bound",
        `${operation} asks for a "${name}" up to ${ask.max}; it must be a whole number up to 2^31 - 1`);
      return { name, ask, values: ask.max + 1, list: null, decode: (code) => code };
    }
    case "choice": return among(ask.values);
    case "row": return among(rowsOf(operation, ask.table, memory));
    case "among": {
      const lists = facts as Readonly<Record<string, unknown>>;
      const list = Object.hasOwn(lists, ask.list) ? lists[ask.list] : undefined;
      if (!Array.isArray(list)) throw new SpecificationFault("unknown name",
        `${operation} asks for one among "${ask.list}", which is not a list of the system's facts${didYouMean(ask.list, Object.keys(lists))}`);
      return among(list);
    }
  }
}

function rowsOf(operation: string, table: string, memory: Memory): readonly RowView[] {
  if (Object.hasOwn(memory.world, table)) return memory.world[table]!;
  throw new SpecificationFault("unknown name",
    `${operation} asks for a row of "${table}", which is not a table${didYouMean(table, Object.keys(memory.world))}`);
}
