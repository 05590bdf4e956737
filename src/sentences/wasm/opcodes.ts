/**
 * The instructions of WebAssembly that a function body may use, by their names in the standard's text format: integers, 64-bit
 * floats, sign extension, saturating conversion, bulk memory and threads. Single floats, vectors and references are left out, since
 * no cell of a world is one.
 */

/** What a local, a parameter, a result or a global holds. */
export type Type = "i32" | "i64" | "f64";

/** How types are written. */
export const typeBytes: Readonly<Record<Type, number>> = { i32: 0x7f, i64: 0x7e, f64: 0x7c };

const comparisons = ["eqz", "eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u"] as const;
const arithmetic = ["clz", "ctz", "popcnt", "add", "sub", "mul", "div_s", "div_u", "rem_s", "rem_u", "and", "or", "xor",
  "shl", "shr_s", "shr_u", "rotl", "rotr"] as const;
const floatComparisons = ["eq", "ne", "lt", "gt", "le", "ge"] as const;
const floatArithmetic = ["abs", "neg", "ceil", "floor", "trunc", "nearest", "sqrt", "add", "sub", "mul", "div", "min", "max",
  "copysign"] as const;
const updates = ["add", "sub", "and", "or", "xor", "xchg", "cmpxchg"] as const;

/** Instructions without operands in the code, as bytes; fixed operands (memory 0) included. */
export const plainOps = {
  ...numbered("i32", 0x45, comparisons), ...numbered("i64", 0x50, comparisons), ...numbered("f64", 0x61, floatComparisons),
  ...numbered("i32", 0x67, arithmetic), ...numbered("i64", 0x79, arithmetic), ...numbered("f64", 0x99, floatArithmetic),
  "i32.wrap_i64": [0xa7], "i32.trunc_f64_s": [0xaa], "i32.trunc_f64_u": [0xab],
  "i64.extend_i32_s": [0xac], "i64.extend_i32_u": [0xad], "i64.trunc_f64_s": [0xb0], "i64.trunc_f64_u": [0xb1],
  "f64.convert_i32_s": [0xb7], "f64.convert_i32_u": [0xb8], "f64.convert_i64_s": [0xb9], "f64.convert_i64_u": [0xba],
  "i64.reinterpret_f64": [0xbd], "f64.reinterpret_i64": [0xbf],
  "i32.extend8_s": [0xc0], "i32.extend16_s": [0xc1], "i64.extend8_s": [0xc2], "i64.extend16_s": [0xc3], "i64.extend32_s": [0xc4],
  "i32.trunc_sat_f64_s": [0xfc, 2], "i32.trunc_sat_f64_u": [0xfc, 3], "i64.trunc_sat_f64_s": [0xfc, 6], "i64.trunc_sat_f64_u": [0xfc, 7],
  "memory.size": [0x3f, 0], "memory.grow": [0x40, 0], "memory.copy": [0xfc, 10, 0, 0], "memory.fill": [0xfc, 11, 0],
  "atomic.fence": [0xfe, 3, 0], "drop": [0x1a], "select": [0x1b], "nop": [0x01], "unreachable": [0x00], "return": [0x0f],
} as const satisfies Readonly<Record<string, readonly number[]>>;

/** Instructions that take an address: bytes, and bytes accessed, to which atomic ones must be aligned. */
export const memoryOps = {
  "i32.load": [[0x28], 4], "i64.load": [[0x29], 8], "f64.load": [[0x2b], 8],
  "i32.load8_s": [[0x2c], 1], "i32.load8_u": [[0x2d], 1], "i32.load16_s": [[0x2e], 2], "i32.load16_u": [[0x2f], 2],
  "i64.load8_s": [[0x30], 1], "i64.load8_u": [[0x31], 1], "i64.load16_s": [[0x32], 2], "i64.load16_u": [[0x33], 2],
  "i64.load32_s": [[0x34], 4], "i64.load32_u": [[0x35], 4],
  "i32.store": [[0x36], 4], "i64.store": [[0x37], 8], "f64.store": [[0x39], 8], "i32.store8": [[0x3a], 1], "i32.store16": [[0x3b], 2],
  "i64.store8": [[0x3c], 1], "i64.store16": [[0x3d], 2], "i64.store32": [[0x3e], 4],
  "memory.atomic.notify": [[0xfe, 0x00], 4], "memory.atomic.wait32": [[0xfe, 0x01], 4], "memory.atomic.wait64": [[0xfe, 0x02], 8],
  "i32.atomic.load": [[0xfe, 0x10], 4], "i64.atomic.load": [[0xfe, 0x11], 8],
  "i32.atomic.store": [[0xfe, 0x17], 4], "i64.atomic.store": [[0xfe, 0x18], 8],
  ...updating("i32", 0x1e, 4), ...updating("i64", 0x1f, 8),
} as const satisfies Readonly<Record<string, readonly [readonly number[], number]>>;

export type PlainOp = keyof typeof plainOps;
export type MemoryOp = keyof typeof memoryOps;

function numbered<T extends Type, N extends string>(type: T, first: number, names: readonly N[]): Record<`${T}.${N}`, readonly number[]> {
  return named(type, names, (i) => [first + i]);
}

/** Read, change and write in one: each kind has seven codes, for the types and for parts of them. */
function updating<T extends "i32" | "i64">(type: T, first: number, width: number) {
  return named(`${type}.atomic.rmw` as const, updates, (i): readonly [readonly number[], number] => [[0xfe, first + 7 * i], width]);
}

function named<P extends string, N extends string, V>(prefix: P, names: readonly N[], valueOf: (place: number) => V) {
  return Object.fromEntries(names.map((name, i) => [`${prefix}.${name}`, valueOf(i)])) as Record<`${P}.${N}`, V>;
}
