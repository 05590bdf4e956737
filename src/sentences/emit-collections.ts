/** Queues and sets as WebAssembly: what is asked of their cells, and what steps do to them. */
import { type Expr, type Side, binary, constant } from "./form.ts";
import type { Emitter } from "./emit.ts";
import type { PlacedColumn } from "./layout.ts";

/** A cell of a queue or of a set as an expression. */
const cellOf = (column: PlacedColumn, side: Side, row: Expr, place: Expr): Expr =>
  ({ op: "cell", type: "i32", column, side, row, place });

/** Queues of so few bytes that all places behind the length are one 64-bit word, which may have cells of others at its end. */
const isShort = (emitter: Emitter, column: PlacedColumn): boolean => column.width === 1 && emitter.cells(column) <= 9;

/** The bits of that word which are the queue's. */
const ownBits = (emitter: Emitter, column: PlacedColumn): bigint => (1n << BigInt(8 * (emitter.cells(column) - 1))) - 1n;

const lowBits = 0x7f7f7f7f7f7f7f7fn;

/** Sets new variables to where the word is and what it holds. */
function places(
  emitter: Emitter, column: PlacedColumn, side: Side, row: Expr,
): { readonly at: number; readonly offset: number; readonly word: number } {
  const { code } = emitter;
  const [at, word] = [code.local("i32"), code.local("i64")];
  const offset = emitter.address(column, side, row, constant(1));
  code.set(at).get(at).at("i64.load", offset).set(word);
  return { at, offset, word };
}

/** Leaves a word whose highest bit of each byte tells that a row stands in that place of a short queue. */
function standing(emitter: Emitter, column: PlacedColumn, word: number, item: Expr): void {
  const { code } = emitter;
  const differing = code.local("i64");
  emitter.value(binary("add", item, constant(1)));
  code.op("i64.extend_i32_u").i64(0x0101010101010101n).op("i64.mul").get(word).op("i64.xor").tee(differing);
  code.i64(lowBits).op("i64.and").i64(lowBits).op("i64.add").get(differing).op("i64.or").i64(lowBits).op("i64.or").i64(-1n).op("i64.xor");
  const own = ownBits(emitter, column);
  if (emitter.cells(column) < 9) code.i64(own).op("i64.and");
}

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
  if (isShort(emitter, column)) {
    const { at, offset, word } = places(emitter, column, "now", row);
    const own = ownBits(emitter, column);
    emitter.code.get(at).get(word).i64(own).op("i64.and").i64(8n).op("i64.shr_u").get(word).i64(~own).op("i64.and").op("i64.or");
    emitter.code.at("i64.store", offset);
    return emitter.store(column, row, constant(0), binary("sub", length, constant(1)));
  }
  emitter.upTo(room - 1, (i) => emitter.store(column, row, i, cellOf(column, "now", row, binary("add", i, constant(1)))));
  emitter.store(column, row, constant(room), constant(0));
  emitter.store(column, row, constant(0), binary("sub", length, constant(1)));
}

/** Takes a row out of all its places in a queue. */
export function remove(emitter: Emitter, column: PlacedColumn, row: Expr, item: Expr): void {
  const { code } = emitter;
  if (isShort(emitter, column)) return removeShort(emitter, column, row, item);
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

/** Most queues that a row is taken out of do not have it; from the others it goes place by place. */
function removeShort(emitter: Emitter, column: PlacedColumn, row: Expr, item: Expr): void {
  const { code } = emitter;
  const { at, offset, word } = places(emitter, column, "now", row);
  const own = ownBits(emitter, column);
  const [here, below] = [code.local("i64"), code.local("i64")];
  code.loop((again) => {
    standing(emitter, column, word, item);
    code.tee(here).op("i64.eqz").op("i32.eqz").if(() => {
      code.i64(1n).get(here).op("i64.ctz").i64(7n).op("i64.sub").op("i64.shl").i64(1n).op("i64.sub").set(below);
      code.get(word).get(below).i64(~own).op("i64.or").op("i64.and");
      code.get(word).i64(own).op("i64.and").i64(8n).op("i64.shr_u").get(below).i64(-1n).op("i64.xor").op("i64.and").op("i64.or").set(word);
      code.get(at).get(word).at("i64.store", offset);
      emitter.store(column, row, constant(0), binary("sub", cellOf(column, "now", row, constant(0)), constant(1)));
      code.br(again);
    });
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
  if (isShort(emitter, column)) {
    const { word } = places(emitter, column, side, row);
    standing(emitter, column, word, item);
    code.op("i64.popcnt").op("i32.wrap_i64");
    return;
  }
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
