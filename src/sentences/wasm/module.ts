/**
 * Writes WebAssembly modules as bytes, without a compiler: functions, variables, tables and memory are objects that refer to each
 * other, and get their numbers when they are declared. Imports come first, as they do in the format.
 */
import { Bytes } from "./bytes.ts";
import { type Callee, Code, type Global, type Signature, type Table } from "./code.ts";
import { type Type, typeBytes } from "./opcodes.ts";

/** Bytes of a page, in which memory is counted. */
export const pageBytes = 65536;

/** The memory of a module, in pages. Workers share it where it is `shared`. */
export interface MemorySize {
  readonly pages: number;
  readonly pagesMost: number;
  readonly shared?: boolean;
}

/** What a module names to the outside. */
type Exported = { readonly kind: 0 | 2 | 3; readonly name: string; readonly index: number };

export class Module {
  private readonly types: Signature[] = [];
  private readonly typeIndices = new Map<string, number>();
  private readonly imported: (Callee & { readonly from: string })[] = [];
  private readonly functions: Code[] = [];
  private readonly globals: { readonly type: Type; readonly initial: number | bigint }[] = [];
  private readonly tables: { readonly table: Table; readonly functions: readonly Callee[] }[] = [];
  private readonly data: { readonly address: number; readonly bytes: Uint8Array }[] = [];
  private readonly exported: Exported[] = [];
  private size: (MemorySize & { readonly from: string | null }) | null = null;

  /** Takes the memory of whoever makes the instance, who gives it as `memory` of `from`. */
  importMemory(from: string, size: MemorySize): void { this.size = { ...size, from }; }

  /** Has a memory of its own, exported as `memory`. */
  ownMemory(size: MemorySize): void {
    this.size = { ...size, from: null };
    this.exported.push({ kind: 2, name: "memory", index: 0 });
  }

  /** A function of whoever makes the instance, under `name` of `from`; declared before all functions of the module's own. */
  importFunction(from: string, name: string, takes: readonly Type[], gives: Type | null = null): Callee {
    if (this.functions.length > 0) throw new Error(`"${name}" is imported after functions of the module's own have their numbers`);
    const callee = { from, name, index: this.imported.length, signature: { takes, gives } };
    this.typeOf(callee.signature);
    this.imported.push(callee);
    return callee;
  }

  /** A function to be written, which may be called before it is. The name is what profiles and stack traces show. */
  function(name: string, takes: readonly Type[] = [], gives: Type | null = null): Code {
    const code = new Code(name, this.imported.length + this.functions.length, { takes, gives });
    this.typeOf(code.signature);
    this.functions.push(code);
    return code;
  }

  global(type: "i32" | "f64", initial: number): Global;
  global(type: "i64", initial: bigint): Global;
  global(type: Type, initial: number | bigint): Global {
    return { type, index: this.globals.push({ type, initial }) - 1 };
  }

  /** A table of functions of one signature, filled once. */
  table(functions: readonly Callee[], signature: Signature): Table {
    const typeIndex = this.typeOf(signature);
    const other = functions.find((one) => this.typeOf(one.signature) !== typeIndex);
    if (other !== undefined) throw new Error(`"${other.name}" has another signature than its table`);
    const table = { index: this.tables.length, typeIndex };
    this.tables.push({ table, functions });
    return table;
  }

  /** Bytes that lie at an address of the memory from the beginning. */
  bytesAt(address: number, bytes: Uint8Array): void { this.data.push({ address, bytes }); }

  exportFunction({ index }: Callee, name: string): void { this.exported.push({ kind: 0, name, index }); }
  exportGlobal({ index }: Global, name: string): void { this.exported.push({ kind: 3, name, index }); }

  /** The module as bytes, as `new WebAssembly.Module` takes them. */
  encode(): Uint8Array {
    const { types, imported, functions, globals, tables, data, exported, size } = this;
    const out = new Bytes();
    out.all([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
    section(out, 1, types, (type, to) => {
      to.byte(0x60);
      listed(to, type.takes, (one) => to.byte(typeBytes[one]));
      listed(to, type.gives === null ? [] : [type.gives], (one) => to.byte(typeBytes[one]));
    });
    const imports = [...imported.map((callee) => (to: Bytes) => {
      to.text(callee.from);
      to.text(callee.name);
      to.byte(0);
      to.unsigned(this.typeOf(callee.signature));
    }), ...(size === null || size.from === null ? [] : [(to: Bytes) => {
      to.text(size.from!);
      to.text("memory");
      to.byte(2);
      limits(to, size);
    }])];
    section(out, 2, imports, (write, to) => write(to));
    section(out, 3, functions, ({ signature }, to) => to.unsigned(this.typeOf(signature)));
    section(out, 4, tables, ({ functions: { length } }, to) => {
      to.byte(0x70);
      to.byte(1);
      to.unsigned(length);
      to.unsigned(length);
    });
    section(out, 5, size === null || size.from !== null ? [] : [size], (own, to) => limits(to, own));
    section(out, 6, globals, ({ type, initial }, to) => {
      to.byte(typeBytes[type]);
      to.byte(1);
      constant(to, type, initial);
    });
    section(out, 7, exported, ({ kind, name, index }, to) => {
      to.text(name);
      to.byte(kind);
      to.unsigned(index);
    });
    section(out, 9, tables, ({ table, functions: elements }, to) => {
      to.byte(2);
      to.unsigned(table.index);
      constant(to, "i32", 0);
      to.byte(0);
      listed(to, elements, ({ index }) => to.unsigned(index));
    });
    section(out, 10, functions, (code, to) => code.writeTo(to));
    section(out, 11, data, ({ address, bytes }, to) => {
      to.byte(0);
      constant(to, "i32", address);
      to.sized(bytes);
    });
    names(out, [...imported, ...functions]);
    return out.written.slice();
  }

  /** The number of a signature, the same for equal ones. */
  private typeOf(signature: Signature): number {
    const key = `${signature.takes.join()}>${signature.gives}`;
    const known = this.typeIndices.get(key);
    if (known !== undefined) return known;
    this.typeIndices.set(key, this.types.length);
    return this.types.push(signature) - 1;
  }
}

/** A section with its entries; none where there are none. */
function section<T>(out: Bytes, id: number, entries: readonly T[], write: (entry: T, to: Bytes) => void): void {
  if (entries.length === 0) return;
  const content = new Bytes();
  listed(content, entries, (entry) => { write(entry, content); });
  out.byte(id);
  out.sized(content.written);
}

function listed<T>(to: Bytes, entries: readonly T[], write: (entry: T) => void): void {
  to.unsigned(entries.length);
  for (const entry of entries) write(entry);
}

function limits(to: Bytes, { pages, pagesMost, shared = false }: MemorySize): void {
  to.byte(shared ? 3 : 1);
  to.unsigned(pages);
  to.unsigned(pagesMost);
}

/** An expression that is known before the instance runs. */
function constant(to: Bytes, type: Type, value: number | bigint): void {
  to.byte({ i32: 0x41, i64: 0x42, f64: 0x44 }[type]);
  if (type === "i64") to.signedLong(BigInt(value));
  else if (type === "i32") to.signed(Number(value));
  else to.float(Number(value));
  to.byte(0x0b);
}

/** The section that tells profilers and stack traces how functions are called. */
function names(out: Bytes, functions: readonly Callee[]): void {
  const list = new Bytes();
  listed(list, functions, ({ index, name }) => {
    list.unsigned(index);
    list.text(name);
  });
  const content = new Bytes();
  content.text("name");
  content.byte(1);
  content.sized(list.written);
  out.byte(0);
  out.sized(content.written);
}
