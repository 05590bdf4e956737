/** Queues and sets as WebAssembly: what is asked of their cells, and what steps do to them. */
import { type Expr, type Side, binary, constant } from "./form.ts";
import type { Emitter } from "./emit.ts";
import type { PlacedColumn } from "./layout.ts";

/** A cell of a queue or of a set as an expression. */
const cellOf = (column: PlacedColumn, side: Side, row: Expr, place: Expr): Expr =>
  ({ op: "cell", type: "i32", column, side, row, place });

/** Puts a row at the end of a queue, which has room. */
export function push(emitter: Emitter, column: PlacedColumn, row: Expr, item: Expr): void {
  const length = emitter.kept(cellOf(column, "now", row, constant(0)));
  emitter.store(column, row, binary("add", length, constant(1)), binary("add", item, constant(1)));
  emitter.store(column, row, constant(0), binary("add", length, constant(1)));
}

/** Takes out the first row of a queue. Cells beyond its length are 0, so that all of them move. */
export function shift(emitter: Emitter, column: PlacedColumn, row: Expr): void {
  const room = emitter.cells(column) - 1;
  const length = emitter.kept(cellOf(column, "now", row, constant(0)));
  emitter.upTo(room - 1, (i) => emitter.store(column, row, i, cellOf(column, "now", row, binary("add", i, constant(1)))));
  emitter.store(column, row, constant(room), constant(0));
  emitter.store(column, row, constant(0), binary("sub", length, constant(1)));
}

/** Takes a row out of all its places in a queue. */
export function remove(emitter: Emitter, column: PlacedColumn, row: Expr, item: Expr): void {
  const { code } = emitter;
  const room = emitter.cells(column) - 1;
  const number = emitter.kept(binary("add", item, constant(1)));
  const kept = emitter.fresh();
  code.i32(0).set(kept.own);
  emitter.upTo(room, (i) => {
    const cell = emitter.kept(cellOf(column, "now", row, i));
    emitter.value(binary("ne", cell, number));
    emitter.value(binary("ne", cell, constant(0)));
    code.op("i32.and").if(() => {
      emitter.value(binary("add", kept.expr, constant(1)));
      code.set(kept.own);
      emitter.store(column, row, kept.expr, cell);
    });
  });
  emitter.store(column, row, constant(0), kept.expr);
  emitter.upTo(room, (i) => {
    emitter.value(binary("gt", i, kept.expr));
    code.if(() => emitter.store(column, row, i, constant(0)));
  });
}

/** Puts a row into a set, or takes it out. */
export function putMember(emitter: Emitter, column: PlacedColumn, row: Expr, item: Expr, isIn: boolean): void {
  const place = emitter.kept(binary("shr", item, constant(3)));
  const bit = emitter.kept(binary("shl", constant(1), binary("and", item, constant(7))));
  const cell = cellOf(column, "now", row, place);
  emitter.store(column, row, place, isIn ? binary("or", cell, bit) : binary("and", cell, binary("xor", bit, constant(-1))));
}

/** In how many places of a queue a row stands. */
export function countPlaces(emitter: Emitter, { column, side, row, item }: Extract<Expr, { op: "places" }>): void {
  const { code } = emitter;
  const number = emitter.kept(binary("add", item, constant(1)));
  const at = emitter.kept(row);
  const count = emitter.fresh();
  code.i32(0).set(count.own);
  emitter.upTo(emitter.cells(column) - 1, (place) => {
    emitter.value(binary("add", count.expr, binary("eq", cellOf(column, side, at, place), number)));
    code.set(count.own);
  });
  code.get(count.own);
}

/** How many rows are in a set. */
export function countMembers(emitter: Emitter, { column, side, row }: Extract<Expr, { op: "size" }>): void {
  const { code } = emitter;
  const at = emitter.kept(row);
  const count = emitter.fresh();
  code.i32(0).set(count.own);
  emitter.upTo(emitter.cells(column), (place) => {
    code.get(count.own);
    emitter.load(column, side, at, binary("sub", place, constant(1)));
    code.op("i32.popcnt").op("i32.add").set(count.own);
  });
  code.get(count.own);
}
