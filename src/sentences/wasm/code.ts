/**
 * Writes the body of one WebAssembly function, an instruction a call, so that code reads as the standard's text format does.
 * Branches name the label that a block hands out; how many blocks lie between is counted here.
 */
import { Bytes } from "./bytes.ts";
import { type MemoryOp, type PlainOp, type Type, memoryOps, plainOps, typeBytes } from "./opcodes.ts";

/** What a function takes and answers: a value or nothing. */
export interface Signature {
  readonly takes: readonly Type[];
  readonly gives: Type | null;
}

/** A function of a module, imported or its own. */
export interface Callee {
  readonly name: string;
  readonly index: number;
  readonly signature: Signature;
}

/** A variable of a module. */
export interface Global {
  readonly index: number;
  readonly type: Type;
}

/** Functions by number, for calls that choose one when they run; all have one signature. */
export interface Table {
  readonly index: number;
  readonly typeIndex: number;
}

/** Where a branch goes: behind a block or an `if`, to the beginning of a loop. */
export interface Label {
  readonly depth: number;
}

/** A function that is written: parameters are locals from 0 on. */
export class Code implements Callee {
  readonly name: string;
  readonly index: number;
  readonly signature: Signature;
  private readonly bytes = new Bytes();
  private readonly locals: Type[] = [];
  private readonly open: Label[] = [];

  /** Made by `Module.function`. */
  constructor(name: string, index: number, signature: Signature) {
    this.name = name;
    this.index = index;
    this.signature = signature;
  }

  /** A new local, zero at first. */
  local(type: Type): number {
    return this.signature.takes.length + this.locals.push(type) - 1;
  }

  get(local: number): this { return this.indexed(0x20, local); }
  set(local: number): this { return this.indexed(0x21, local); }
  tee(local: number): this { return this.indexed(0x22, local); }
  getGlobal({ index }: Global): this { return this.indexed(0x23, index); }
  setGlobal({ index }: Global): this { return this.indexed(0x24, index); }

  i32(value: number): this {
    this.bytes.byte(0x41);
    this.bytes.signed(value);
    return this;
  }

  i64(value: bigint): this {
    this.bytes.byte(0x42);
    this.bytes.signedLong(value);
    return this;
  }

  f64(value: number): this {
    this.bytes.byte(0x44);
    this.bytes.float(value);
    return this;
  }

  op(name: PlainOp): this {
    this.bytes.all(plainOps[name]);
    return this;
  }

  /** An instruction whose address is on the stack, below what it may store; `offset` is added to the address, which does not wrap. */
  at(name: MemoryOp, offset = 0): this {
    const [code, width] = memoryOps[name];
    this.bytes.all(code);
    this.bytes.byte(31 - Math.clz32(width));
    this.bytes.unsigned(offset);
    return this;
  }

  /** A block that leaves nothing or one value; a branch to its label goes behind it. */
  block(body: (behind: Label) => void, gives: Type | null = null): this { return this.nested(0x02, gives, body); }

  /** A block that is left at its end; a branch to its label begins it again. */
  loop(body: (again: Label) => void, gives: Type | null = null): this { return this.nested(0x03, gives, body); }

  /** Takes a number: `then` where it is not zero. A branch to the label goes behind both. */
  if(then: (behind: Label) => void, otherwise?: (behind: Label) => void, gives: Type | null = null): this {
    return this.nested(0x04, gives, (behind) => {
      then(behind);
      if (otherwise === undefined) return;
      this.bytes.byte(0x05);
      otherwise(behind);
    });
  }

  br(to: Label): this { return this.indexed(0x0c, this.distance(to)); }
  /** Takes a number, and branches where it is not zero. */
  brIf(to: Label): this { return this.indexed(0x0d, this.distance(to)); }

  /** Takes a number, and branches to the label of that place, or to the last where there is none. */
  brTable(to: readonly Label[], last: Label): this {
    this.indexed(0x0e, to.length);
    for (const label of [...to, last]) this.bytes.unsigned(this.distance(label));
    return this;
  }

  call({ index }: Callee): this { return this.indexed(0x10, index); }

  /** Calls the function of a table whose place is on the stack, above what it takes; traps where there is none. */
  callIndirect({ index, typeIndex }: Table): this {
    this.indexed(0x11, typeIndex);
    this.bytes.unsigned(index);
    return this;
  }

  /** Writes locals and instructions, as the code section has them. */
  writeTo(out: Bytes): void {
    const head = new Bytes();
    const runs: [Type, number][] = [];
    for (const type of this.locals) {
      if (runs.at(-1)?.[0] === type) runs.at(-1)![1]++;
      else runs.push([type, 1]);
    }
    head.unsigned(runs.length);
    for (const [type, many] of runs) {
      head.unsigned(many);
      head.byte(typeBytes[type]);
    }
    out.unsigned(head.length + this.bytes.length + 1);
    out.run(head.written);
    out.run(this.bytes.written);
    out.byte(0x0b);
  }

  private indexed(code: number, index: number): this {
    this.bytes.byte(code);
    this.bytes.unsigned(index);
    return this;
  }

  private nested(code: number, gives: Type | null, body: (label: Label) => void): this {
    const label = { depth: this.open.length };
    this.open.push(label);
    this.bytes.byte(code);
    this.bytes.byte(gives === null ? 0x40 : typeBytes[gives]);
    body(label);
    this.bytes.byte(0x0b);
    this.open.pop();
    return this;
  }

  private distance(to: Label): number {
    if (this.open[to.depth] !== to) throw new Error(`a branch in "${this.name}" goes to a block that does not enclose it`);
    return this.open.length - 1 - to.depth;
  }
}
