/**
 * Writes the form of sentences as WebAssembly. Two states of a system lie in linear memory as the engine's layout has them, the
 * present one and the one before; the code reads and writes their cells. Where a sentence is at fault the code goes to one label,
 * and whoever wants to know more asks the sentence itself.
 */
import { countMembers, countPlaces, push, putMember, remove, shift } from "./emit-collections.ts";
import { emitBinary, emitUnary } from "./emit-operations.ts";
import { type Expr, type Label, type Local, type Side, type Stmt, type Type, binary, constant, isSimple } from "./form.ts";
import type { Layout, PlacedColumn } from "./layout.ts";
import { Lookups } from "./lookups.ts";
import type { Callee, Code, Global, Label as CodeLabel } from "./wasm/code.ts";

/** Where things lie that the code uses. */
export interface Ground {
  readonly layout: Layout;
  /** Addresses of the states, in bytes; what lies below may be read, but means nothing. */
  readonly address: Readonly<Record<Side, number>>;
  readonly lookups: Lookups;
  /** The first free byte of working memory, and where working memory ends. */
  readonly free: Global;
  readonly freeMost: number;
  /** Answers an open choice among so many. */
  readonly choose: Callee;
}

/** The code of one function, while forms are written into it. */
export class Emitter {
  readonly code: Code;
  private readonly ground: Ground;
  private readonly locals = new Map<Local, number>();
  private readonly labels = new Map<Label, { readonly out: CodeLabel; readonly again: CodeLabel }>();
  private readonly fault: CodeLabel;

  /** Whatever is at fault branches to `fault`. */
  constructor(code: Code, ground: Ground, fault: CodeLabel) {
    [this.code, this.ground, this.fault] = [code, ground, fault];
  }

  /** The function's own variable for one of the form. */
  localOf(local: Local): number {
    let own = this.locals.get(local);
    if (own === undefined) this.locals.set(local, own = this.code.local(local.type));
    return own;
  }

  /** Has a variable of the form in a parameter or a variable of the function. */
  bind(local: Local, own: number): void {
    this.locals.set(local, own);
  }

  // ---- statements

  all(statements: readonly Stmt[]): void {
    for (const statement of statements) this.statement(statement);
  }

  private statement(one: Stmt): void {
    const { code } = this;
    switch (one.do) {
      case "set":
        this.value(one.value);
        code.set(this.localOf(one.local));
        return;
      case "must":
        this.value(one.hold);
        code.op("i32.eqz").brIf(this.fault);
        return;
      case "if":
        this.value(one.when);
        code.if(() => this.all(one.then), one.otherwise.length === 0 ? undefined : () => this.all(one.otherwise));
        return;
      case "block":
        code.block((out) => code.loop((again) => {
          this.labels.set(one.label, { out, again });
          this.all(one.body);
        }));
        return;
      case "leave":
        code.br(this.labels.get(one.label)!.out);
        return;
      case "again":
        code.br(this.labels.get(one.label)!.again);
        return;
      case "choose":
        this.value(one.among);
        code.call(this.ground.choose).tee(this.localOf(one.local)).i32(0).op("i32.lt_s").brIf(this.fault);
        return;
      case "write": return this.store(one.column, one.row, constant(0), one.value);
      case "push": return push(this, one.column, one.row, one.item);
      case "shift": return shift(this, one.column, one.row);
      case "remove": return remove(this, one.column, one.row, one.item);
      case "member": return putMember(this, one.column, one.row, one.item, one.isIn);
      case "empty": {
        this.upTo(this.cells(one.column), (place) => this.store(one.column, one.row, binary("sub", place, constant(1)), constant(0)));
        return;
      }
      case "reserve": return this.reserve(one.local, one.elements, one.fields);
      case "length":
        this.value(one.base);
        this.value(one.value);
        code.at("i32.store");
        return;
      case "store":
        this.itemAddress(one.base, one.index, one.fields);
        this.value(one.value);
        code.at(one.value.type === "f64" ? "f64.store" : "i32.store", itemsFrom + one.field * fieldBytes);
    }
  }

  private reserve(local: Local, elements: Expr, fields: number): void {
    const { code, ground: { free, freeMost } } = this;
    code.getGlobal(free).tee(this.localOf(local));
    this.value(binary("add", constant(itemsFrom), binary("mul", elements, constant(fields * fieldBytes))));
    code.op("i32.add").setGlobal(free);
    code.getGlobal(free).i32(freeMost).op("i32.gt_u").brIf(this.fault);
  }

  // ---- cells

  /** Puts the address of a cell on the stack, but for the offset that is answered. */
  address(column: PlacedColumn, side: Side, row: Expr, place: Expr): number {
    const { code, ground: { layout: { first, stride }, address } } = this;
    const { index, width } = column;
    const start = address[side] + width * first[index]!;
    if (row.op === "constant" && place.op === "constant") {
      code.i32(0);
      return start + width * (row.value * stride[index]! + place.value);
    }
    // A row that is not there has number -1; its address is computed here, where it may wrap.
    this.value(binary("mul", row, constant(width * stride[index]!)));
    if (place.op === "constant") {
      code.i32(start + width * place.value).op("i32.add");
      return 0;
    }
    this.value(binary("mul", place, constant(width)));
    code.op("i32.add").i32(start).op("i32.add");
    return 0;
  }

  /** Puts the value of a cell on the stack. */
  load(column: PlacedColumn, side: Side, row: Expr, place: Expr): void {
    const offset = this.address(column, side, row, place);
    this.code.at(({ 1: "i32.load8_u", 2: "i32.load16_u", 4: "i32.load", 8: "f64.load" } as const)[column.width], offset);
  }

  /** Writes a cell of the present state. */
  store(column: PlacedColumn, row: Expr, place: Expr, value: Expr): void {
    const offset = this.address(column, "now", row, place);
    this.value(value.op === "constant" && column.width === 8 ? constant(value.value, "f64") : value);
    this.code.at(({ 1: "i32.store8", 2: "i32.store16", 4: "i32.store", 8: "f64.store" } as const)[column.width], offset);
  }

  /** How many cells of a queue or a set one row has. */
  cells({ index }: PlacedColumn): number {
    return this.ground.layout.cells[index]!;
  }

  /** Branches where the two states differ in a column of a row. */
  branchIfDiffers(column: PlacedColumn, row: Expr, differs: CodeLabel): void {
    const type = column.width === 8 ? "f64" : "i32";
    this.upTo(this.ground.layout.cells[column.index]!, (one) => {
      const cell = (side: Side): Expr => ({ op: "cell", type, column, side, row, place: binary("sub", one, constant(1)) });
      this.value(binary("ne", cell("now"), cell("before")));
      this.code.brIf(differs);
    });
  }

  /** Runs a body for each place of a queue or a set from 1 on: written out where they are few. */
  upTo(last: number, body: (place: Expr) => void): void {
    if (last <= writtenOutMost) {
      for (let place = 1; place <= last; place++) body(constant(place));
      return;
    }
    const { code } = this;
    const i = this.fresh();
    code.i32(1).set(i.own);
    code.loop((again) => {
      body(i.expr);
      code.get(i.own).i32(1).op("i32.add").tee(i.own).i32(last).op("i32.le_s").brIf(again);
    });
  }

  /** A new variable of the function. */
  fresh(type: Type = "i32"): { readonly own: number; readonly expr: Expr } {
    const local: Local = { id: -1, type, isTruth: false };
    return { own: this.localOf(local), expr: { op: "local", type, local } };
  }

  /** The value of an expression in a variable, so that it may be used again. */
  kept(expr: Expr): Expr {
    if (isSimple(expr)) return expr;
    const held = this.fresh(expr.type);
    this.value(expr);
    this.code.set(held.own);
    return held.expr;
  }

  // ---- expressions

  /** Puts the value of an expression on the stack. */
  value(expr: Expr): void {
    const { code } = this;
    switch (expr.op) {
      case "constant":
        if (expr.type === "f64") code.f64(expr.value);
        else code.i32(expr.value);
        return;
      case "local":
        code.get(this.localOf(expr.local));
        return;
      case "cell": return this.load(expr.column, expr.side, expr.row, expr.place);
      case "places": return countPlaces(this, expr);
      case "member": {
        const item = this.kept(expr.item);
        this.load(expr.column, expr.side, expr.row, binary("shr", item, constant(3)));
        this.value(binary("and", item, constant(7)));
        code.op("i32.shr_u").i32(1).op("i32.and");
        return;
      }
      case "size": return countMembers(this, expr);
      case "unary": return emitUnary(this, expr);
      case "binary": return emitBinary(this, expr.name, expr.left, expr.right);
      case "select": {
        if (isCheap(expr.then) && isCheap(expr.otherwise)) {
          this.value(expr.then);
          this.value(expr.otherwise);
          this.value(expr.when);
          code.op("select");
          return;
        }
        this.value(expr.when);
        code.if(() => this.value(expr.then), () => this.value(expr.otherwise), expr.type);
        return;
      }
      case "lookup": return this.lookup(expr.values, expr.type, expr.index);
      case "length":
        this.value(expr.base);
        code.at("i32.load");
        return;
      case "item":
        this.itemAddress(expr.base, expr.index, expr.fields);
        code.at(expr.type === "f64" ? "f64.load" : "i32.load", itemsFrom + expr.field * fieldBytes);
    }
  }

  private itemAddress(base: Expr, index: Expr, fields: number): void {
    this.value(binary("add", base, binary("mul", index, constant(fields * fieldBytes))));
  }

  private lookup(values: readonly number[], type: Type, index: Expr): void {
    const { code } = this;
    const bits = 32 - Math.clz32(Math.max(...values));
    if (type === "i32" && Math.min(...values) >= 0 && bits * values.length <= 32) {
      // So small that all of them stand in one number.
      code.i32(values.reduce((word, value, i) => word | (value << (i * bits)), 0));
      this.value(binary("mul", index, constant(bits)));
      code.op("i32.shr_u").i32(bits === 32 ? -1 : (1 << bits) - 1).op("i32.and");
      return;
    }
    const { address, width } = this.ground.lookups.place(values, type);
    this.value(binary("mul", index, constant(width)));
    code.i32(address).op("i32.add");
    code.at(({ 1: "i32.load8_u", 4: "i32.load", 8: "f64.load" } as const)[width]);
  }
}

/** Bytes of a field of a list in working memory. */
export const fieldBytes = 8;
/** A list begins with its length. */
export const itemsFrom = 8;

/** Places of a queue or a set that are written out one by one, at most. */
const writtenOutMost = 16;

/** Whether an expression may be computed where its value is not wanted: it reads no memory, and is short. */
function isCheap(expr: Expr): boolean {
  switch (expr.op) {
    case "constant": case "local": return true;
    case "unary": return expr.name !== "toWhole" && isCheap(expr.of);
    case "binary": return expr.name !== "div" && expr.name !== "rem" && isSimple(expr.left) && isSimple(expr.right);
    default: return false;
  }
}
