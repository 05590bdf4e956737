/** What each numeric instruction of WebAssembly means, in plain JavaScript; `Trap` where the standard has a trap. */
export type Value = number | bigint;

export class Trap extends Error {}

const trapUnless = (holds: boolean): void => { if (!holds) throw new Trap(); };
const truth = (value: boolean): number => (value ? 1 : 0);
const s64 = (value: bigint): bigint => BigInt.asIntN(64, value);
const u64 = (value: bigint): bigint => BigInt.asUintN(64, value);
const bitsOf = (value: bigint): string => u64(value).toString(2).padStart(64, "0");
const view = new DataView(new ArrayBuffer(8));

const whole32 = (value: number, low: number, high: number): number => {
  trapUnless(Math.trunc(value) >= low && Math.trunc(value) <= high);
  return Math.trunc(value) | 0;
};
const whole64 = (value: number, low: bigint, high: bigint): bigint => {
  trapUnless(Number.isFinite(value) && BigInt(Math.trunc(value)) >= low && BigInt(Math.trunc(value)) <= high);
  return s64(BigInt(Math.trunc(value)));
};
const clamped = (value: number, low: bigint, high: bigint): bigint => Number.isNaN(value) ? 0n
  : value <= Number(low) ? low : value >= Number(high) ? high : BigInt(Math.trunc(value));
const [i32Least, i32Most, u32Most] = [-0x80000000, 0x7fffffff, 0xffffffff];
const [i64Least, i64Most, u64Most] = [-(2n ** 63n), 2n ** 63n - 1n, 2n ** 64n - 1n];

const i32: Record<string, (a: number, b: number) => number> = {
  eqz: (a) => truth(a === 0), eq: (a, b) => truth(a === b), ne: (a, b) => truth(a !== b),
  lt_s: (a, b) => truth(a < b), lt_u: (a, b) => truth(a >>> 0 < b >>> 0), gt_s: (a, b) => truth(a > b), gt_u: (a, b) => truth(a >>> 0 > b >>> 0),
  le_s: (a, b) => truth(a <= b), le_u: (a, b) => truth(a >>> 0 <= b >>> 0), ge_s: (a, b) => truth(a >= b), ge_u: (a, b) => truth(a >>> 0 >= b >>> 0),
  clz: (a) => Math.clz32(a), ctz: (a) => (a === 0 ? 32 : 31 - Math.clz32(a & -a)),
  popcnt: (a) => (a >>> 0).toString(2).replaceAll("0", "").length,
  add: (a, b) => (a + b) | 0, sub: (a, b) => (a - b) | 0, mul: (a, b) => Math.imul(a, b),
  div_s: (a, b) => { trapUnless(b !== 0 && !(a === i32Least && b === -1)); return (a / b) | 0; },
  div_u: (a, b) => { trapUnless(b !== 0); return Math.floor((a >>> 0) / (b >>> 0)) | 0; },
  rem_s: (a, b) => { trapUnless(b !== 0); return (a % b) | 0; },
  rem_u: (a, b) => { trapUnless(b !== 0); return ((a >>> 0) % (b >>> 0)) | 0; },
  and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b, shl: (a, b) => a << b, shr_s: (a, b) => a >> b, shr_u: (a, b) => (a >>> b) | 0,
  rotl: (a, b) => (a << (b & 31)) | (b & 31 ? a >>> (32 - (b & 31)) : 0), rotr: (a, b) => (a >>> (b & 31)) | (b & 31 ? a << (32 - (b & 31)) : 0),
};

const i64: Record<string, (a: bigint, b: bigint) => Value> = {
  eqz: (a) => truth(a === 0n), eq: (a, b) => truth(a === b), ne: (a, b) => truth(a !== b),
  lt_s: (a, b) => truth(a < b), lt_u: (a, b) => truth(u64(a) < u64(b)), gt_s: (a, b) => truth(a > b), gt_u: (a, b) => truth(u64(a) > u64(b)),
  le_s: (a, b) => truth(a <= b), le_u: (a, b) => truth(u64(a) <= u64(b)), ge_s: (a, b) => truth(a >= b), ge_u: (a, b) => truth(u64(a) >= u64(b)),
  clz: (a) => BigInt((bitsOf(a) + "1").indexOf("1")), ctz: (a) => (a === 0n ? 64n : BigInt(63 - bitsOf(a).lastIndexOf("1"))),
  popcnt: (a) => BigInt(bitsOf(a).replaceAll("0", "").length),
  add: (a, b) => s64(a + b), sub: (a, b) => s64(a - b), mul: (a, b) => s64(a * b),
  div_s: (a, b) => { trapUnless(b !== 0n && !(a === i64Least && b === -1n)); return a / b; },
  div_u: (a, b) => { trapUnless(b !== 0n); return s64(u64(a) / u64(b)); },
  rem_s: (a, b) => { trapUnless(b !== 0n); return a % b; },
  rem_u: (a, b) => { trapUnless(b !== 0n); return s64(u64(a) % u64(b)); },
  and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b,
  shl: (a, b) => s64(a << (b & 63n)), shr_s: (a, b) => a >> (b & 63n), shr_u: (a, b) => s64(u64(a) >> (b & 63n)),
  rotl: (a, b) => s64((a << (b & 63n)) | (u64(a) >> (64n - (b & 63n)))), rotr: (a, b) => s64((u64(a) >> (b & 63n)) | (a << (64n - (b & 63n)))),
};

const f64: Record<string, (a: number, b: number) => number> = {
  eq: (a, b) => truth(a === b), ne: (a, b) => truth(a !== b), lt: (a, b) => truth(a < b), gt: (a, b) => truth(a > b),
  le: (a, b) => truth(a <= b), ge: (a, b) => truth(a >= b),
  abs: Math.abs, neg: (a) => -a, ceil: Math.ceil, floor: Math.floor, trunc: Math.trunc, sqrt: Math.sqrt,
  nearest: (a) => {
    const down = Math.floor(a);
    if (a - down !== 0.5) return a < 0 && Math.round(a) === 0 ? -0 : Math.round(a);
    const even = down % 2 === 0 ? down : down + 1;
    return even === 0 && a < 0 ? -0 : even;
  },
  add: (a, b) => a + b, sub: (a, b) => a - b, mul: (a, b) => a * b, div: (a, b) => a / b, min: (a, b) => Math.min(a, b), max: (a, b) => Math.max(a, b),
  copysign: (a, b) => (b < 0 || Object.is(b, -0) ? -Math.abs(a) : Math.abs(a)),
};

const conversions: Record<string, (a: never) => Value> = {
  "i32.wrap_i64": (a: bigint) => Number(BigInt.asIntN(32, a)),
  "i32.trunc_f64_s": (a: number) => whole32(a, i32Least, i32Most), "i32.trunc_f64_u": (a: number) => whole32(a, 0, u32Most),
  "i64.extend_i32_s": (a: number) => BigInt(a), "i64.extend_i32_u": (a: number) => BigInt(a >>> 0),
  "i64.trunc_f64_s": (a: number) => whole64(a, i64Least, i64Most), "i64.trunc_f64_u": (a: number) => whole64(a, 0n, u64Most),
  "f64.convert_i32_s": (a: number) => a, "f64.convert_i32_u": (a: number) => a >>> 0,
  "f64.convert_i64_s": (a: bigint) => Number(a), "f64.convert_i64_u": (a: bigint) => Number(u64(a)),
  "i64.reinterpret_f64": (a: number) => { view.setFloat64(0, a); return view.getBigInt64(0); },
  "f64.reinterpret_i64": (a: bigint) => { view.setBigInt64(0, a); return view.getFloat64(0); },
  "i32.extend8_s": (a: number) => (a << 24) >> 24, "i32.extend16_s": (a: number) => (a << 16) >> 16,
  "i64.extend8_s": (a: bigint) => BigInt.asIntN(8, a), "i64.extend16_s": (a: bigint) => BigInt.asIntN(16, a),
  "i64.extend32_s": (a: bigint) => BigInt.asIntN(32, a),
  "i32.trunc_sat_f64_s": (a: number) => Number(clamped(a, BigInt(i32Least), BigInt(i32Most))),
  "i32.trunc_sat_f64_u": (a: number) => Number(clamped(a, 0n, BigInt(u32Most))) | 0,
  "i64.trunc_sat_f64_s": (a: number) => s64(clamped(a, i64Least, i64Most)), "i64.trunc_sat_f64_u": (a: number) => s64(clamped(a, 0n, u64Most)),
};

const prefixed = (type: string, ops: object) => Object.fromEntries(Object.entries(ops).map(([name, twin]) => [`${type}.${name}`, twin]));

/** By instruction: what it answers. */
export const twins = { ...prefixed("i32", i32), ...prefixed("i64", i64), ...prefixed("f64", f64), ...conversions } as
  unknown as Readonly<Record<string, (...operands: readonly Value[]) => Value>>;
