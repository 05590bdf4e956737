/** What is not read, and what the reason says: each way in which a function may say more than its text and captured values. */
import { isDeepStrictEqual } from "node:util";
import { Script, createContext } from "node:vm";
import { describe, expect, test } from "vitest";
import { readerFor } from "../../src/sentences/read.ts";

/** Runs text that is not strict, as a function of its own. */
const run = (text: string): any => new Script(`(function () { ${text} })`).runInThisContext()();

const whyUnread = (fn: Function): string => {
  const read = readerFor([fn]).of(fn);
  return read.kind === "unread" ? read.why : "it is read";
};
/** What the names of a function stand for; the reasons why not after a question mark. */
const namesOf = (fn: Function): unknown => {
  const read = readerFor([fn]).of(fn);
  return read.kind === "unread" ? read.why
    : Object.fromEntries([...read.names].map(([name, one]) => [name, one.kind === "unreadable" ? `?${one.why}` : one.value]));
};

Reflect.set(globalThis, "readNames", namesOf);

describe("a function is not read", () => {
  for (const [why, text] of Object.entries({
    "it is bound, or a function of the runtime": "return (() => 1).bind(null)",
    "it is a proxy": "return new Proxy(() => 1, {})",
    "it is a class": "return class {}",
    "it uses this": "return { f() { return this.x } }.f",
    "it uses super": "return { f() { return super.x } }.f",
    "it uses arguments": "return function () { return arguments.length }",
    "it uses eval": "return () => eval('1')",
    "it uses new.target": "return function () { return new.target }",
    "it uses the private name #x": "return (class { static #x = 1; static f = (c) => c.#x }).f",
    "it is async, or holds a function that is": "return async () => 1",
    "it is a generator, or holds one": "return function* () {}",
    "it holds a class": "return () => class {}",
    "it imports": "return () => import('x')",
    "it declares a function in a block": "return () => { { function f() {} } return f }",
    "it counts its own coverage (istanbul)": "const cov_1a2b3c4d = () => {}; return () => { cov_1a2b3c4d().f[0]++; return 1 }",
    "its text cannot be read alone: 'with' in strict mode (4:26)": "return function () { with ({}) return 1 }",
  })) test(`because ${why}`, () => {
    expect(whyUnread(run(text) as Function)).toContain(why.replace(/ \(\d.*/, ""));
  });
  test("because it is one of the runtime", () => {
    expect(whyUnread(Math.max)).toBe("it is bound, or a function of the runtime");
    expect(whyUnread(isDeepStrictEqual)).toBe("it is a function of the runtime");
  });
});

describe("a name is read or not, in code that is not strict:", () => {
  /** What the names stand for; `?` before a reason. */
  const cases: Readonly<Record<string, readonly [text: string, names: Readonly<Record<string, unknown>>]>> = {
    "a parameter that arguments assigns": ["return (function (a) { const f = () => a; arguments[0] = 5; return f })(1)", { a: "?arguments may assign to parameters" }],
    "a parameter that arguments of an arrow function assigns": ["return (function (a) { const f = () => a; (() => { arguments[0] = 5 })(); return f })(1)", { a: "?arguments may assign to parameters" }],
    "a parameter beside a variable called arguments": ["return (function (a, arguments) { arguments[0] = 5; return () => a })(1, [])", { a: 1 }],
    "a parameter beside the arguments of another function": ["return (function (a) { (function () { arguments[0] = 5 })(1); return () => a })(1)", { a: 1 }],
    "what an object may hold": ["with ({ a: 1 }) { return () => a }", { a: "?a may be changed by eval, or be looked up in the object of a with" }],
    "what was assigned where an object might have held it": ["var a = 1; with ({ b: 1 }) { a = 2 } return [() => a, () => { a = 3 }][0]", { a: "?a may be assigned again" }],
    "what text may assign": ["var a = 1; eval('a = 2'); return () => a", { a: "?a may be changed by eval, or be looked up in the object of a with" }],
    "what text may assign further in": ["var a = 1; (function () { eval('a = 2') })(); return () => a", { a: "?a may be changed by eval, or be looked up in the object of a with" }],
    "what text declares": ["var a = 1; return (function () { eval('var a = 2'); return () => a })()", { a: "?a may be changed by eval, or be looked up in the object of a with" }],
    "what text captures": ["var a = 1; return eval('() => a')", { a: "?a is declared outside of the script that uses it" }],
    "what text captures of itself": ["return eval('const a = 2; () => a')", { a: 2 }],
    "a function of a block": ["{ function a() { return 1 } } return () => a()", { a: "?a may be a function of a block" }],
    "a function of a block, in the block": ["{ function a() { return 1 } return () => a }", { a: expect.any(Function) }],
    "a function of a case": ["switch (1) { case 1: function a() { return 1 } } return () => a()", { a: "?a may be a function of a block" }],
    "a function that is declared twice": ["function a() { return 1 } function a() { return 2 } return () => a", { a: expect.any(Function) }],
    "a variable that is what was caught": ["try { throw 1 } catch (a) { var a = 2; return [() => a, () => { a++ }][0] }", { a: "?a may be assigned again" }],
    "a variable that hides a parameter of its function": ["return (function (a, b = () => a) { var a = 2; return b })(1)", { a: 1 }],
    "a variable in the body of its function that has that of a parameter": ["return (function (a, b = 1) { var a; return () => a })(1)", { a: 1 }],
    "a variable that still has the value of a parameter": ["return (function (a, b = 1) { const found = readNames(() => a); var a = 2; return found })(1)", { a: "?a may be assigned again" }],
    "a variable that is not the one in the body": ["let a = 1; a = 2; const f = (function (b = () => a) { var a = 3; return b })(); a = 4; return f", { a: "?a may be assigned again" }],
    "a name for itself that cannot be assigned": ["return function a() { return a }", { a: expect.any(Function) }],
    "a declared function that is assigned": ["function a() { return a } const b = a; a = 1; return b", { a: "?a may be assigned again" }],
    "what is not declared": ["return () => missing", { missing: "?missing is not declared" }],
    "what is assigned without a declaration": ["return () => { missing = 1 }", { missing: "?missing is not declared" }],
    "what every object has": ["return () => hasOwnProperty", { hasOwnProperty: "?hasOwnProperty is a global that is computed" }],
    "a global that is computed": ["return () => crypto", { crypto: "?crypto is a global that is computed" }],
    "what a class declares": ["class A { static make() { return () => A } } return A.make()", { A: expect.any(Function) }],
    "a class that is assigned": ["class A {} const f = () => A; A = 1; return f", { A: "?A may be assigned again" }],
    "what a field captures": ["const a = 1; return new (class { f = () => a })().f", { a: 1 }],
    "what a static block declares": ["let f; class A { static { const a = 1; f = () => a } } return f", { a: 1 }],
    "what a static block assigns": ["let a, f = () => a; class A { static { a = 1 } } return f", { a: "?a may be assigned again" }],
    "a variable of a generator": ["const made = (function* () { let a = 1; yield () => a; a = 2 })(); return made.next().value", { a: "?a may be assigned again" }],
    "what an assignment holds": ["let a = 1; a = ((f) => f)(() => a); return a", { a: "?a may be assigned again" }],
    "what was assigned before in the same list": ["let a = 1; return [a = 2, () => a][1]", { a: 2 }],
    "what is assigned after in the same list": ["let a = 1; return [() => a, a = 2][0]", { a: "?a may be assigned again" }],
    "what a loop assigns after": ["let a = 1, f; do { f ??= () => a; a = 2 } while (false); return f", { a: "?a may be assigned again" }],
    "what a for declares and nothing assigns": ["const all = []; for (let a = 1; all.length < 1;) all.push(() => a); return all[0]", { a: 1 }],
    "a declared function in a loop": ["for (const a of [1]) { function f() { return a } return f }", { a: 1 }],
    "what is assigned in a pattern": ["let a = 1; const f = () => a; ({ x: [a] = [2] } = {}); return f", { a: "?a may be assigned again" }],
    "what is assigned in the head of a loop": ["let a = 1; const f = () => a; for ({ a = 3 } of [{}]); return f", { a: "?a may be assigned again" }],
    "what is assigned in a default": ["let a = 1; const f = () => a; (function (b = a = 2) {})(); return f", { a: "?a may be assigned again" }],
    "what is assigned in a computed key": ["let a = 1; const f = () => a; ({ [a = 2]: 1 }); return f", { a: "?a may be assigned again" }],
    "what a pattern computes": ["let a = 1; const f = () => a; const { [a = 'x']: b } = {}; return f", { a: "?a may be assigned again" }],
    "what is counted down": ["let a = 1; const f = () => a; --a; return f", { a: "?a may be assigned again" }],
    "what is assigned if it is nothing": ["let a = 1; const f = () => a; a ||= 2; return f", { a: "?a may be assigned again" }],
    "what has no value yet": ["const found = readNames(() => a); const a = 1; return found", { a: "?a is undefined, or has no value yet" }],
    "a name in other letters": ["const \\u0061b = 1; return () => ab", { ab: 1 }],
    "a name with a dollar": ["const $_ = 1; return () => $_", { $_: 1 }],
    "what stands after a letter of two units": ["const a = '\u{1F600}', f = () => a; return f", { a: "\u{1F600}" }],
    "what stands after lines that end otherwise": ["const a = '\\\r\n\\\r\u2028';\r\n\r/*\u2029*/ return () => a", { a: "\u2028" }],
    "what stands between comments": ["const a = 1; return function /* ( */ f // (\n /* ( */ (b) { return a }", { a: 1 }],
    "undefined, under that name": ["return ((undefined) => () => undefined)(3)", { undefined: 3 }],
  };
  for (const [name, [text, wanted]] of Object.entries(cases)) test(name, () => {
    const fn = run(text) as unknown;
    expect(typeof fn === "function" ? namesOf(fn) : fn).toEqual(wanted);
  });
});

describe("what stands for a module", () => {
  const moduleOf = (text: string): string => `let a = 1, b = 2; const m = Object.defineProperty({}, "x", { ${text} });`;
  const cases: Readonly<Record<string, readonly [text: string, names: Readonly<Record<string, unknown>>]>> = {
    "gives what its function gives": [`${moduleOf("get: () => a")} return () => m.x`, { "m.x": 1 }],
    "by a member whose name is computed": [`${moduleOf("get: () => a")} const k = "x"; return () => m[k] + m["x"]`, { "m.x": 1 }],
    "and tells that it changes": [`${moduleOf("get: () => a")} const f = () => m.x; a = 2; return f`, { "m.x": "?a may be assigned again" }],
    "also when it gives nothing that has no value yet": [`${moduleOf("get() { try { return a } catch {} }")} return () => m.x`, { "m.x": 1 }],
    "but not when it gives something else in the end": [`${moduleOf("get() { try { return a } finally { return b } }")} return () => m.x`, { "m.x": "?x is computed by a function" }],
    "nor when it computes": [`${moduleOf("get: () => a + b")} return () => m.x`, { "m.x": "?x is computed by a function" }],
    "nor what it was given": [`${moduleOf("get: (a) => a")} return () => m.x`, { "m.x": "?x is computed by a function" }],
    "nor where another function may take its place": [`${moduleOf("get: () => a, configurable: true")} return () => m.x`, { m: expect.any(Object) }],
    "unless it says that it is one": [`${moduleOf("get: () => a, configurable: true")} m.__esModule = true; return () => m.x`, { "m.x": 1 }],
    "and is never asked": ["let asked = 0; const m = Object.defineProperty({}, 'x', { get() { asked++; return 1 } }); readNames(() => m.x.y); return readNames(() => asked)",
      { asked: "?asked may be assigned again" }],
  };
  for (const [name, [text, wanted]] of Object.entries(cases)) test(name, () => {
    const fn = run(text) as unknown;
    expect(typeof fn === "function" ? namesOf(fn) : fn).toEqual(wanted);
  });
  test("loses the comma before it, and nothing else does", () => {
    const kinds = (text: string): unknown => {
      const read = readerFor([]).of(run(text) as Function);
      return read.kind === "read" && read.tree.body.type === "CallExpression" && read.tree.body.callee.type;
    };
    expect(kinds(`${moduleOf("get: () => a")} return () => (0, m.x)(1)`)).toBe("Identifier");
    expect(kinds("const m = { __esModule: true, x: (n) => n }; return () => (0, m.x)(1)")).toBe("MemberExpression");
    expect(kinds("const list = []; return () => (0, list.push)(1)")).toBe("SequenceExpression");
    expect(kinds("const f = (n) => n; return () => (0, f)(1)")).toBe("Identifier");
  });
});

test("a script may begin elsewhere than its text", () => {
  const text = "const c1 = 1; () => c1\n+ 2";
  for (const offsets of [{ lineOffset: 3, columnOffset: -5 }, { lineOffset: 0, columnOffset: 4 }])
    expect(namesOf(new Script(text, offsets).runInNewContext() as Function)).toEqual({ c1: 1 });
});

describe("variables of a script, which other scripts see,", () => {
  const text = "let a1 = 1; var a2 = 2; const a3 = 3; function a4() {} (() => [a1, a2, a3, a4, Math])";
  const wanted = { a1: "?a1 is a variable that every script may assign to", a2: "?a2 is a variable that every script may assign to",
    a3: 3, a4: "?a4 is a variable that every script may assign to" };
  test("are read when they are constant", () => {
    expect(namesOf(new Script(text).runInThisContext() as Function)).toEqual({ ...wanted, Math });
  });
  test("are those of their own context", () => {
    const context = createContext({});
    const other = new Script("Math").runInContext(context) as unknown;
    expect(namesOf(new Script(text).runInContext(context) as Function)).toEqual({ ...wanted, Math: other });
    expect(other).not.toBe(Math);
  });
  test("are not read by other scripts", () => {
    new Script("const b1 = 1; let b2 = 1").runInThisContext();
    expect(namesOf(new Script("() => b1 + b2").runInThisContext() as Function))
      .toEqual({ b1: "?b1 is declared outside of the script that uses it", b2: "?b2 is declared outside of the script that uses it" });
  });
  test("of a function made of text are globals", () => {
    // oxlint-disable-next-line typescript/no-implied-eval -- what such functions are read as
    expect(namesOf(new Function("n", "/* ) */ m", "return Math.max(n, m)"))).toEqual({ Math });
  });
});
