/** Operations on numbers as WebAssembly. */
import { type BinaryName, type Expr, binary, constant } from "./form.ts";
import type { Emitter } from "./emit.ts";
import type { PlainOp } from "./wasm/opcodes.ts";

/** Puts what an operation makes of one number on the stack. */
export function emitUnary(emitter: Emitter, { name, type, of }: Extract<Expr, { op: "unary" }>): void {
  const { code } = emitter;
  switch (name) {
    case "not":
      emitter.value(of);
      code.op("i32.eqz");
      return;
    case "neg":
      if (type === "i32") code.i32(0);
      emitter.value(of);
      code.op(type === "i32" ? "i32.sub" : "f64.neg");
      return;
    case "abs": {
      if (type === "f64") {
        emitter.value(of);
        code.op("f64.abs");
        return;
      }
      const value = emitter.kept(of);
      const then: Expr = { op: "unary", type: "i32", name: "neg", of: value };
      emitter.value({ op: "select", type: "i32", when: binary("lt", value, constant(0)), then, otherwise: value });
      return;
    }
    case "toReal":
      emitter.value(of);
      code.op("f64.convert_i32_s");
      return;
    case "toWhole":
      emitter.value(of);
      code.op("i32.trunc_sat_f64_s");
      return;
    case "bits":
      emitter.value(of);
      code.op("i32.popcnt");
      return;
    default:
      emitter.value(of);
      code.op(`f64.${name}`);
  }
}

/** Puts what an operation makes of two numbers on the stack. */
export function emitBinary(emitter: Emitter, name: BinaryName, left: Expr, right: Expr): void {
  const { code } = emitter;
  const { type } = left;
  if (type === "i32" && (name === "min" || name === "max")) {
    const [a, b] = [emitter.kept(left), emitter.kept(right)];
    emitter.value({ op: "select", type, when: binary(name === "min" ? "lt" : "gt", a, b), then: a, otherwise: b });
    return;
  }
  if (type === "i32" && name === "eq" && right.op === "constant" && right.value === 0) {
    emitter.value(left);
    code.op("i32.eqz");
    return;
  }
  if (type === "i32" && name === "mul" && right.op === "constant" && isPower(right.value)) {
    emitter.value(left);
    if (right.value > 1) code.i32(31 - Math.clz32(right.value)).op("i32.shl");
    return;
  }
  emitter.value(left);
  emitter.value(right);
  code.op(type === "f64" ? realOps[name]! : wholeOps[name]!);
}

const isPower = (value: number): boolean => value > 0 && (value & (value - 1)) === 0;

const wholeOps: Partial<Record<BinaryName, PlainOp>> = {
  add: "i32.add", sub: "i32.sub", mul: "i32.mul", rem: "i32.rem_s", eq: "i32.eq", ne: "i32.ne", lt: "i32.lt_s", le: "i32.le_s",
  gt: "i32.gt_s", ge: "i32.ge_s", and: "i32.and", or: "i32.or", xor: "i32.xor", shl: "i32.shl", shr: "i32.shr_s", shru: "i32.shr_u",
};
const realOps: Partial<Record<BinaryName, PlainOp>> = {
  add: "f64.add", sub: "f64.sub", mul: "f64.mul", div: "f64.div", min: "f64.min", max: "f64.max",
  eq: "f64.eq", ne: "f64.ne", lt: "f64.lt", le: "f64.le", gt: "f64.gt", ge: "f64.ge",
};
