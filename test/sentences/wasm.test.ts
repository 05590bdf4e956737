/** The writer of WebAssembly: each instruction means what plain JavaScript says it means, alone, at its edges, and nested. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Code } from "../../src/sentences/wasm/code.ts";
import { host } from "../../src/sentences/wasm/host.ts";
import { Module } from "../../src/sentences/wasm/module.ts";
import { type MemoryOp, type PlainOp, type Type, memoryOps, plainOps } from "../../src/sentences/wasm/opcodes.ts";
import { Trap, type Value, twins } from "./wasm-twins.ts";

type Run = (...values: readonly Value[]) => Value;

const types: readonly Type[] = ["i32", "i64", "f64"];

/** The exported functions of a module. */
function running(module: Module, imports: Record<string, Record<string, unknown>> = {}): Record<string, Run> {
  return new host.Instance(new host.Module(module.encode()), imports).exports as Record<string, Run>;
}

/** One function, written and compiled. */
function compiled(takes: readonly Type[], gives: Type | null, write: (code: Code) => void, prepare: (module: Module) => void = () => {}): Run {
  const module = new Module();
  prepare(module);
  const code = module.function("written", takes, gives);
  write(code);
  module.exportFunction(code, "run");
  return running(module)["run"]!;
}

/** A value, or that there is none. */
function outcome(run: () => Value): Value | "trap" {
  try {
    return run();
  } catch (error) {
    if (error instanceof Trap || String(error).startsWith("RuntimeError")) return "trap";
    throw error;
  }
}

function constant(code: Code, type: Type, value: Value): void {
  if (type === "i64") code.i64(BigInt(value));
  else if (type === "i32") code.i32(Number(value));
  else code.f64(Number(value));
}

/** What an instruction takes and gives, which its name tells. */
function signatureOf(name: string): { takes: Type[]; gives: Type } {
  const [gives, op] = name.split(".") as [Type, string];
  const from = types.find((type) => op.includes(`_${type}`));
  if (from !== undefined) return { takes: [from], gives };
  if (op === "eqz") return { takes: [gives], gives: "i32" };
  if (/^(?:eq|ne|[lg][te](?:_[su])?)$/.test(op)) return { takes: [gives, gives], gives: "i32" };
  return { takes: /^(?:clz|ctz|popcnt|abs|neg|ceil|floor|trunc|nearest|sqrt|extend\d+_s)$/.test(op) ? [gives] : [gives, gives], gives };
}

const numeric = (Object.keys(plainOps) as PlainOp[]).filter((name) => name in twins);

const edges: Readonly<Record<Type, readonly Value[]>> = {
  i32: [0, 1, -1, 2, 7, 31, 32, 33, 63, 64, -64, -65, 127, 128, 255, 256, 8191, 8192, 65535, 65536, -8193, 0x7fffffff, -0x80000000, 0x12345678],
  i64: [0n, 1n, -1n, 5n, 63n, 64n, -64n, -65n, 127n, 128n, 0x7fffffffn, 0x80000000n, -0x80000000n, 0xffffffffn, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  f64: [0, -0, 0.5, -0.5, 1.5, 2.5, -2.5, -1, 3, 0.49999999999999994, 1e10, -1e10, 4294967295.5, 2 ** 31, -(2 ** 31), -(2 ** 31) - 1, 2 ** 53, 2 ** 63, 2 ** 64,
    -(2 ** 63), 1e300, 5e-324, Infinity, -Infinity, NaN],
};

/** The sign of a number that is none may be either, so that nothing looks at it. */
const looksAtSign = (name: string): boolean => name === "f64.copysign" || name === "i64.reinterpret_f64";

describe("numbers", () => {
  test("every numeric instruction has a twin", () => {
    const others = (Object.keys(plainOps) as PlainOp[]).filter((name) => !(name in twins));
    expect(others.sort()).toEqual(["atomic.fence", "drop", "memory.copy", "memory.fill", "memory.grow", "memory.size", "nop", "return", "select", "unreachable"]);
    expect(numeric).toHaveLength(Object.keys(twins).length);
  });

  test.each(numeric)("%s at the edges", (name) => {
    const { takes, gives } = signatureOf(name);
    const run = compiled(takes, gives, (code) => {
      takes.forEach((_, i) => code.get(i));
      code.op(name);
    });
    for (const a of edges[takes[0]!]) for (const b of takes.length > 1 ? edges[takes[1]!] : [0]) {
      if (looksAtSign(name) && Number.isNaN(Number(takes.length > 1 ? b : a))) continue;
      const operands = [a, b].slice(0, takes.length);
      expect(outcome(() => run(...operands)), `${name} ${operands.join(" ")}`).toEqual(outcome(() => twins[name]!(...operands)));
    }
  });

  test.each(types)("constants of %s at the edges", (type) => {
    for (const value of edges[type]) expect(compiled([], type, (code) => { constant(code, type, value); })()).toBe(value);
  });

  test("constants: any at all", () => {
    fc.assert(fc.property(fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 64n - 1n }), fc.double(), (a, b, c) => {
      expect(compiled([], "i32", (code) => { code.i32(a); })()).toBe(a);
      expect(compiled([], "i32", (code) => { code.i32(a >>> 0); })()).toBe(a);
      expect(compiled([], "i64", (code) => { code.i64(b); })()).toBe(BigInt.asIntN(64, b));
      expect(compiled([], "f64", (code) => { code.f64(c); })()).toBe(c);
    }));
  });
});

/** An expression: a constant, a parameter, an instruction, a choice of one branch, or of one of two values. */
type Tree =
  | { readonly kind: "constant"; readonly type: Type; readonly value: Value }
  | { readonly kind: "parameter"; readonly type: Type }
  | { readonly kind: "op"; readonly name: PlainOp; readonly operands: readonly Tree[] }
  | { readonly kind: "if" | "select" | "block"; readonly type: Type; readonly operands: readonly Tree[] };

const { i32, i64, f64 } = fc.letrec<Record<Type, Tree>>((tie) => {
  const values = { i32: fc.integer(), i64: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), f64: fc.double({ noNaN: true }) };
  const constantOf = (type: Type): fc.Arbitrary<Tree> =>
    fc.oneof(values[type], fc.constantFrom(...edges[type].filter((value) => !Number.isNaN(value)))).map((value) => ({ kind: "constant", type, value }));
  const of = (type: Type): fc.Arbitrary<Tree> => fc.oneof({ depthSize: "small", withCrossShrink: true },
    constantOf(type), fc.constant<Tree>({ kind: "parameter", type }),
    fc.constantFrom(...numeric.filter((name) => signatureOf(name).gives === type)).chain((name) => {
      const { takes } = signatureOf(name);
      const operands = takes.map((one, i) => (looksAtSign(name) && i === takes.length - 1 ? constantOf(one) : tie(one) as fc.Arbitrary<Tree>));
      return fc.tuple(...operands).map((trees): Tree => ({ kind: "op", name, operands: trees }));
    }),
    fc.tuple(fc.constantFrom("if" as const, "select" as const, "block" as const), tie("i32"), tie(type), tie(type))
      .map(([kind, ...operands]): Tree => ({ kind, type, operands: operands as Tree[] })));
  return { i32: of("i32"), i64: of("i64"), f64: of("f64") };
});

function write(code: Code, tree: Tree): void {
  switch (tree.kind) {
    case "constant": return constant(code, tree.type, tree.value);
    case "parameter": return void code.get(types.indexOf(tree.type));
    case "op": {
      for (const operand of tree.operands) write(code, operand);
      return void code.op(tree.name);
    }
    case "if": {
      write(code, tree.operands[0]!);
      return void code.if(() => { write(code, tree.operands[1]!); }, () => { write(code, tree.operands[2]!); }, tree.type);
    }
    case "select": {
      const held = code.local(tree.type);
      write(code, tree.operands[1]!);
      code.set(held).get(held);
      write(code, tree.operands[2]!);
      write(code, tree.operands[0]!);
      return void code.op("select");
    }
    case "block": return void code.block((behind) => {
      write(code, tree.operands[1]!);
      write(code, tree.operands[0]!);
      code.brIf(behind).op("drop");
      write(code, tree.operands[2]!);
    }, tree.type);
  }
}

function evaluate(tree: Tree, parameters: readonly Value[]): Value {
  switch (tree.kind) {
    case "constant": return tree.value;
    case "parameter": return parameters[types.indexOf(tree.type)]!;
    case "op": return twins[tree.name]!(...tree.operands.map((operand) => evaluate(operand, parameters)));
    case "if": return evaluate(tree.operands[evaluate(tree.operands[0]!, parameters) === 0 ? 2 : 1]!, parameters);
    case "select": {
      const [condition, first, second] = tree.operands.map((operand) => evaluate(operand, parameters));
      return condition === 0 ? second! : first!;
    }
    case "block": {
      const first = evaluate(tree.operands[1]!, parameters);
      return evaluate(tree.operands[0]!, parameters) !== 0 ? first : evaluate(tree.operands[2]!, parameters);
    }
  }
}

test("random expressions are worth what plain JavaScript says", () => {
  let traps = 0;
  fc.assert(fc.property(fc.tuple(i32, i64, f64), fc.integer(), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double({ noNaN: true }),
    (trees, ...parameters) => {
      trees.forEach((tree, i) => {
        const run = compiled(types, types[i]!, (code) => { write(code, tree); });
        const expected = outcome(() => evaluate(tree, parameters));
        if (expected === "trap") traps++;
        expect(outcome(() => run(...parameters))).toEqual(expected);
      });
    }), { numRuns: 1000 });
  expect(traps).toBeGreaterThan(0);
});

describe("where the code goes", () => {
  test("a loop sums what a loop sums", () => {
    const sum = compiled(["i32"], "i32", (code) => {
      const total = code.local("i32");
      code.block((behind) => code.loop((again) => {
        code.get(0).op("i32.eqz").brIf(behind);
        code.get(0).get(total).op("i32.add").set(total);
        code.get(0).i32(1).op("i32.sub").set(0);
        code.br(again);
      }));
      code.get(total);
    });
    for (const n of [0, 1, 2, 100]) expect(sum(n)).toBe((n * (n + 1)) / 2);
  });

  test("a branch leaves as many blocks as its label says", () => {
    for (let which = 0; which < 4; which++) {
      const run = compiled([], "i32", (code) => {
        const seen = code.local("i32");
        const labels: Parameters<Code["br"]>[0][] = [];
        const nest = (depth: number): void => void code.block((behind) => {
          labels.push(behind);
          if (depth < 3) nest(depth + 1);
          else code.br(labels[which]!);
          code.get(seen).i32(1 << depth).op("i32.or").set(seen);
        });
        nest(0);
        code.get(seen);
      });
      // What stands in the blocks outside of the one that is left is still done.
      expect(run()).toBe((1 << which) - 1);
    }
  });

  test("branches over more than a hundred blocks", () => {
    const run = compiled(["i32"], "i32", (code) => {
      const nest = (depth: number, outer: Parameters<Code["br"]>[0] | null): void => void code.block((behind) => {
        if (depth < 300) nest(depth + 1, outer ?? behind);
        else code.get(0).brIf(outer!);
        code.get(0).i32(1).op("i32.sub").set(0);
      });
      nest(0, null);
      code.get(0);
    });
    expect(run(0)).toBe(-301);
    expect(run(5)).toBe(5);
  });

  test("a table of labels, and the last for all else", () => {
    const run = compiled(["i32"], "i32", (code) => {
      code.block((other) => {
        code.block((one) => {
          code.block((zero) => code.get(0).brTable([zero, one], other));
          code.i32(100).op("return");
        });
        code.i32(200).op("return");
      });
      code.i32(300);
    });
    expect([0, 1, 2, 77, -1].map((n) => run(n))).toEqual([100, 200, 300, 300, 300]);
  });

  test("an if without an else, left from within", () => {
    const run = compiled(["i32", "i32"], "i32", (code) => {
      const seen = code.local("i32");
      code.get(0).if((behind) => {
        code.get(1).brIf(behind);
        code.i32(7).set(seen);
      });
      code.get(seen);
    });
    expect([run(0, 0), run(0, 1), run(1, 0), run(1, 1)]).toEqual([0, 0, 7, 0]);
  });

  test("a branch to a block that is closed, or of another function, is refused", () => {
    const module = new Module();
    const [one, other] = [module.function("one"), module.function("other")];
    let closed: Parameters<Code["br"]>[0] | undefined;
    one.block((behind) => { closed = behind; });
    expect(() => one.br(closed!)).toThrow('a branch in "one" goes to a block that does not enclose it');
    one.block(() => { expect(() => one.br(closed!)).toThrow("does not enclose it"); });
    one.block((behind) => { other.block(() => { expect(() => other.br(behind)).toThrow('"other"'); }); });
  });

  test("hundreds of locals of mixed types", () => {
    const run = compiled([], "f64", (code) => {
      const locals = Array.from({ length: 400 }, (_, i) => code.local(types[i % 3]!));
      locals.forEach((local, i) => {
        constant(code, types[i % 3]!, i);
        code.set(local);
      });
      code.get(locals[399]!).op("f64.convert_i32_s").get(locals[398]!).op("f64.add").get(locals[397]!).op("f64.convert_i64_s").op("f64.add");
    });
    expect(run()).toBe(399 + 398 + 397);
  });
});

describe("functions", () => {
  test("call each other before they are written, and what is imported", () => {
    const module = new Module();
    const told: unknown[] = [];
    const tell = module.importFunction("outside", "tell", ["i32", "i64", "f64"]);
    const even = module.function("even", ["i32"], "i32");
    const odd = module.function("odd", ["i32"], "i32");
    for (const [own, other, atZero] of [[even, odd, 1], [odd, even, 0]] as const)
      own.get(0).op("i32.eqz").if(() => own.i32(1).i64(2n).f64(3).call(tell).i32(atZero), () => own.get(0).i32(1).op("i32.sub").call(other), "i32");
    module.exportFunction(even, "even");
    const { even: run } = running(module, { outside: { tell: (...values: unknown[]) => told.push(values) } });
    expect([0, 1, 2, 77, 100].map((n) => run!(n))).toEqual([1, 0, 1, 0, 1]);
    expect(told).toEqual(Array.from({ length: 5 }, () => [1, 2n, 3]));
  });

  test("are chosen by number from the right table", () => {
    const module = new Module();
    const twice = module.function("twice", ["i32"], "i32");
    twice.get(0).get(0).op("i32.add");
    const square = module.function("square", ["i32"], "i32");
    square.get(0).get(0).op("i32.mul");
    const big = module.function("big", [], "i64");
    big.i64(2n ** 40n);
    const [ints, longs] = [module.table([twice, square], twice.signature), module.table([big], big.signature)];
    const choose = module.function("choose", ["i32", "i32"], "i32");
    choose.get(1).get(0).callIndirect(ints);
    const long = module.function("long", ["i32"], "i64");
    long.get(0).callIndirect(longs);
    module.exportFunction(choose, "choose");
    module.exportFunction(long, "long");
    const run = running(module);
    expect([run["choose"]!(0, 7), run["choose"]!(1, 7), run["long"]!(0)]).toEqual([14, 49, 2n ** 40n]);
    expect(outcome(() => run["choose"]!(2, 7))).toBe("trap");
    expect(() => module.table([twice, big], twice.signature)).toThrow('"big" has another signature than its table');
  });

  test("have names in stack traces", () => {
    const module = new Module();
    module.importFunction("outside", "never", []);
    const fails = module.function("the one that fails");
    fails.op("unreachable");
    module.exportFunction(fails, "run");
    const { run } = running(module, { outside: { never: () => {} } });
    let stack = "";
    try { run!(); } catch (error) { stack = (error as Error).stack!; }
    expect(stack).toContain("the one that fails");
  });

  test("are not imported once there are others", () => {
    const module = new Module();
    module.function("own");
    expect(() => module.importFunction("outside", "late", [])).toThrow('"late" is imported after functions of the module\'s own have their numbers');
  });

  test("share variables of every type, which are seen outside", () => {
    const module = new Module();
    const globals = [module.global("i32", -5), module.global("i64", -(2n ** 40n)), module.global("f64", 0.5)] as const;
    const code = module.function("double all");
    globals.forEach((global) => code.getGlobal(global).getGlobal(global).op(`${global.type}.add`).setGlobal(global));
    module.exportFunction(code, "run");
    globals.forEach((global, i) => { module.exportGlobal(global, `g${i}`); });
    const run = running(module) as unknown as Record<string, { value: Value }> & { run: () => void };
    expect([0, 1, 2].map((i) => run[`g${i}`]!.value)).toEqual([-5, -(2n ** 40n), 0.5]);
    run.run();
    expect([0, 1, 2].map((i) => run[`g${i}`]!.value)).toEqual([-10, -(2n ** 41n), 1]);
  });
});

describe("memory", () => {
  const bytes = Uint8Array.from({ length: 64 }, (_, i) => (i * 37 + 129) & 255);
  const size = { pages: 1, pagesMost: 3 };

  test.each((Object.keys(memoryOps) as MemoryOp[]).filter((name) => name.includes("load")))("%s reads what a view reads", (name) => {
    const run = compiled(["i32"], name.slice(0, 3) as Type, (code) => { code.get(0).at(name, 8); }, (module) => {
      module.ownMemory(size);
      module.bytesAt(0, bytes);
    });
    const [type, width, sign] = [name.slice(0, 3), memoryOps[name][1], name.at(-1)];
    const view = new DataView(bytes.buffer);
    for (let at = 0; at < 40; at += width) {
      const value = type === "f64" ? view.getFloat64(at + 8, true)
        : [...bytes.subarray(at + 8, at + 8 + width)].reduceRight((sum, byte) => sum * 256n + BigInt(byte), 0n);
      const bits = sign === "u" ? 64 : width * 8;
      expect(run(at)).toBe(type === "f64" ? value : type === "i64" ? BigInt.asIntN(bits, BigInt(value)) : Number(BigInt.asIntN(bits, BigInt(value))));
    }
  });

  test.each((Object.keys(memoryOps) as MemoryOp[]).filter((name) => name.includes("store")))("%s writes what a view writes, and nothing else", (name) => {
    const [type, width] = [name.slice(0, 3) as Type, memoryOps[name][1]];
    const module = new Module();
    module.ownMemory(size);
    module.bytesAt(0, bytes);
    const code = module.function("store", ["i32", type]);
    code.get(0).get(1).at(name, 304);
    module.exportFunction(code, "run");
    const { run, memory } = running(module) as unknown as { run: Run; memory: { buffer: ArrayBuffer } };
    const value: Value = type === "f64" ? -1234.5e-7 : type === "i64" ? 0x1122334455667788n : 0x11223344;
    run(16, value);
    const expected = new DataView(new ArrayBuffer(512));
    new Uint8Array(expected.buffer).set(bytes);
    if (type === "f64") expected.setFloat64(320, value as number, true);
    else for (let i = 0; i < width; i++) expected.setUint8(320 + i, Number((BigInt(value) >> BigInt(8 * i)) & 255n));
    expect([...new Uint8Array(memory.buffer, 0, 512)]).toEqual([...new Uint8Array(expected.buffer)]);
  });

  test.each(["i32", "i64"] as const)("%s: read, change and write in one", (type) => {
    const meaning: Record<string, (a: bigint, b: bigint) => bigint> = {
      add: (a, b) => a + b, sub: (a, b) => a - b, and: (a, b) => a & b, or: (a, b) => a | b, xor: (a, b) => a ^ b, xchg: (_, b) => b,
    };
    const [a, b] = [0x1234567n, 0x7654321n];
    for (const [name, of] of Object.entries(meaning)) {
      const run = compiled([type, type], type, (code) => {
        code.i32(8).get(0).at(`${type}.store`, 8).i32(8).get(1).at(`${type}.atomic.rmw.${name}` as MemoryOp, 8);
        code.get(0).op(`${type}.ne`).if(() => code.op("unreachable")).i32(8).at(`${type}.atomic.load`, 8);
      }, (module) => { module.ownMemory(size); });
      const [x, y] = type === "i64" ? [a, b] : [Number(a), Number(b)];
      expect(BigInt(run(x, y))).toBe(of(a, b));
    }
    const swap = compiled([type, type, type], type, (code) => {
      code.i32(8).get(0).at(`${type}.atomic.store`).i32(8).get(1).get(2).at(`${type}.atomic.rmw.cmpxchg`);
      code.get(0).op(`${type}.ne`).if(() => code.op("unreachable")).i32(8).at(`${type}.load`);
    }, (module) => { module.ownMemory(size); });
    const [x, y, z] = type === "i64" ? [5n, 6n, 7n] : [5, 6, 7];
    expect([swap(x, x, z), swap(x, y, z)]).toEqual([z, x]);
  });

  test("is filled, copied over itself, and grows to its limit", () => {
    const module = new Module();
    module.ownMemory(size);
    const code = module.function("move", [], "i32");
    code.i32(10).i32(7).i32(5).op("memory.fill").i32(12).i32(10).i32(6).op("memory.copy");
    code.op("memory.size").i32(2).op("memory.grow").op("i32.sub").i32(9).op("memory.grow").op("i32.sub");
    module.exportFunction(code, "run");
    const { run, memory } = running(module) as unknown as { run: Run; memory: { buffer: ArrayBuffer } };
    expect(run()).toBe(1);
    expect([...new Uint8Array(memory.buffer, 8, 12)]).toEqual([0, 0, 7, 7, 7, 7, 7, 7, 7, 0, 0, 0]);
    expect(memory.buffer.byteLength).toBe(3 * 65536);
  });

  test("offsets up to the end of the address space", () => {
    for (const offset of [0, 127, 128, 16384, 2 ** 31, 2 ** 32 - 1]) {
      const run = compiled(["i32"], "i32", (code) => { code.get(0).at("i32.load8_u", offset); }, (module) => { module.ownMemory(size); });
      expect(outcome(() => run(0))).toBe(offset < 65536 ? 0 : "trap");
    }
  });

  test("is shared, waited on and notified", () => {
    const memory = new host.Memory({ initial: 1, maximum: 2, shared: true });
    const module = new Module();
    module.importMemory("outside", { pages: 1, pagesMost: 2, shared: true });
    const wait = module.function("wait", ["i32", "i64"], "i32");
    wait.i32(64).get(0).get(1).at("memory.atomic.wait32");
    const waitLong = module.function("wait long", ["i64", "i64"], "i32");
    waitLong.i32(64).get(0).get(1).at("memory.atomic.wait64");
    const wake = module.function("wake", [], "i32");
    wake.op("atomic.fence").i32(64).i32(1).at("memory.atomic.notify");
    for (const [code, name] of [[wait, "wait"], [waitLong, "waitLong"], [wake, "wake"]] as const) module.exportFunction(code, name);
    const run = running(module, { outside: { memory } });
    // Another value was there: 1. Nobody woke it in time: 2. Nobody was waiting: 0.
    expect([run["wait"]!(1, 1000n), run["wait"]!(0, 1000n), run["waitLong"]!(1n, 1000n), run["waitLong"]!(0n, 1000n), run["wake"]!()]).toEqual([1, 2, 1, 2, 0]);
  });
});
