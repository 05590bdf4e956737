/**
 * Closures of many shapes. Each says what a reader must find out about its free names: the value, `global` for a global, or `changes` for
 * what may be another value the next time.
 */
import * as again from "./again.ts";
import { laterStill, twice } from "./again.ts";
import halve, { double, later, most, moving, once, replaced, shown } from "./elsewhere.ts";
import * as elsewhere from "./elsewhere.ts";

export interface Shape {
  readonly fn: Function;
  readonly names: Readonly<Record<string, unknown>>;
  /** What it is called with, and answers. */
  readonly given?: readonly unknown[];
  readonly answers?: unknown;
}

export const changes = Symbol("changes");
export const global = Symbol("global");

const limit = 3;
let fixed = 4;
let counted = 0;
let declaredLater: number;
let filledOnce: number;
filledOnce = 8;
var old = 6;
var twiceOld = 1;
var twiceOld = 2;
export const count = (): void => { counted++; declaredLater = counted; };
const object = { limit: 9, atMost: (n: number): boolean => n <= limit, plus(n: number): number { return n + limit; } };

function plain(n: number): number { return n + limit; }
function reassigned(n: number): number { return n; }
// oxlint-disable-next-line no-func-assign -- what a reader must notice
export const reassign = (): void => { (reassigned as unknown) = plain; };
function factorial(n: number): number { return n <= 1 ? 1 : n * factorial(n - 1); }
const even = (n: number): boolean => n === 0 || odd(n - 1);
const odd = (n: number): boolean => n !== 0 && even(n - 1);

const atMost = (bound: number) => (n: number): boolean => n <= bound;
const between = (low: number, { high, step = 1 }: { high: number; step?: number }, ...more: number[]) =>
  (n: number): boolean => n >= low && n <= high && n % step === 0 && !more.includes(n);
const changingParameter = (bound: number) => {
  const fn = (n: number): boolean => n <= bound;
  bound++;
  return fn;
};
const settledParameter = (bound: number) => {
  if (bound < 0) bound = 0;
  return (n: number): boolean => n <= bound;
};
const declaredInside = (bound: number) => {
  function inside(n: number): boolean { return n <= bound; }
  return inside;
};
const changingBeforeDeclared = (bound: number) => {
  bound += 1;
  return inside;
  function inside(n: number): boolean { return n <= bound; }
};
const optional = (bound?: number) => (n: number): boolean => bound === undefined || n <= bound;
const takenApart = (options: { most?: number }) => {
  const { most } = options;
  return (n: number): boolean => most === undefined || n <= most;
};
const switched = (kind: number): Function[] => {
  const made: Function[] = [];
  switch (kind) {
    // oxlint-disable-next-line no-case-declarations -- what is not reached has no value
    case 0: const inCase = 1; made.push(() => inCase); break;
    default: made.push(() => inCase);
  }
  return made;
};

const overConst: Function[] = [];
const overLet: Function[] = [];
const overIndex: Function[] = [];
const overVar: Function[] = [];
const overOuter: Function[] = [];
const inBlock: Function[] = [];
for (const each of [1, 2]) overConst.push((n: number) => n + each);
for (let each of [1, 2]) overLet.push((n: number) => n + each);
for (let i = 0; i < 2; i++) overIndex.push((n: number) => n + i);
for (var each of [1, 2]) overVar.push((n: number) => n + each);
let outer: number;
for (outer of [1, 2]) overOuter.push((n: number) => n + outer);
for (const name in { a: 1 }) overConst.push((n: string) => n + name);
for (let i = 0; i < 2; i++) {
  let inside = i * 2;
  if (i === 1) inside += 10;
  inBlock.push((n: number) => n + inside);
}
let from = 0;
while (from < 2) {
  const here = from++;
  var there = here;
  overVar.push((n: number) => n + there);
  inBlock.push((n: number) => n + here);
}

let caught: Function = plain;
let taken: Function = plain;
try {
  throw Object.assign(new Error("7"), { code: 5 });
} catch (error) {
  caught = () => (error as Error).message;
}
try {
  throw Object.assign(new Error("7"), { code: 5 });
} catch ({ code }: any) {
  taken = () => code as number;
}

const shadowing = (limit: number) => {
  const shadows: Function[] = [];
  { const limit = 20; shadows.push(() => limit); }
  shadows.push(() => limit, () => { const limit = 30; return [limit].map((limit) => limit); });
  return shadows;
};
/** Has a name in common with what is assigned elsewhere. */
const namesake = (() => {
  const counted = 12;
  return () => counted;
})();
const assignsNamesake = (() => {
  let limit = 0;
  return () => { limit++; return limit; };
})();
const withToString = (toString: number) => { const constructor = 2, hasOwnProperty = 3; return () => toString + constructor + hasOwnProperty; };

const inDefault = (a: number, f = () => a): Function => f;
const computed = "made";
const methods = {
  short(n: number) { return n < limit; },
  get given() { return limit; },
  "two words"(n: number) { return n < limit; },
  [computed]({ n }: { n: number }) { return n < limit; },
  async: (n: number) => n < limit,
  get: (n: number) => n < limit,
};
const named = function again(n: number): number { return n === 0 ? limit : again(n - 1); };
const destructured: { a: number; b: { c: number } } = { a: 1, b: { c: 2 } };
const { a, b: { c: renamed } } = destructured;
let [first, second] = [1, 2];
[first, second] = [second, first];
const late = { undefinedNow: undefined };
const tagged = <T>(value: T): T => value;
const given = Reflect.get(Object.getOwnPropertyDescriptor(methods, "given")!, "get") as Function;

export const shapes: Readonly<Record<string, Shape>> = {
  "nothing": { fn: (n: number) => n < 3, names: {}, given: [2], answers: true },
  "a constant": { fn: (n: number) => n < limit, names: { limit }, given: [2], answers: true },
  "let without another assignment": { fn: () => fixed, names: { fixed: 4 }, answers: 4 },
  "let filled once, later": { fn: () => filledOnce, names: { filledOnce: 8 }, answers: 8 },
  "var": { fn: () => old, names: { old: 6 }, answers: 6 },
  "var twice, before": { fn: () => twiceOld, names: { twiceOld: 2 }, answers: 2 },
  "let that a function assigns": { fn: () => counted, names: { counted: changes } },
  "let that a function fills": { fn: () => declaredLater, names: { declaredLater: changes } },
  "a function": { fn: (n: number) => plain(n), names: { plain }, given: [1], answers: 4 },
  "a function that is replaced": { fn: (n: number) => reassigned(n), names: { reassigned: changes } },
  "itself, declared": { fn: factorial, names: { factorial }, given: [5], answers: 120 },
  "itself, by its own name": { fn: named, names: { limit, again: named }, given: [2], answers: 3 },
  "each other": { fn: even, names: { odd }, given: [4], answers: true },
  "a member": { fn: (n: number) => object.atMost(n) && object.plus(n) < object.limit, names: { object }, given: [3], answers: true },
  "a parameter": { fn: atMost(5), names: { bound: 5 }, given: [5], answers: true },
  "the same with another value": { fn: atMost(1), names: { bound: 1 }, given: [5], answers: false },
  "parameters taken apart": { fn: between(1, { high: 9 }, 4), names: { low: 1, high: 9, step: 1, more: [4] }, given: [4], answers: false },
  "a parameter that changes": { fn: changingParameter(5), names: { bound: changes } },
  "a parameter that has changed": { fn: settledParameter(-5), names: { bound: 0 }, given: [0], answers: true },
  "a parameter in a declared function": { fn: declaredInside(2), names: { bound: 2 }, given: [3], answers: false },
  "a parameter that changes before a declared function": { fn: changingBeforeDeclared(2), names: { bound: changes } },
  "a parameter that is not given": { fn: optional(), names: { bound: undefined, undefined: global }, given: [3], answers: true },
  "undefined, taken apart": { fn: takenApart({}), names: { most: undefined, undefined: global }, given: [3], answers: true },
  "a case": { fn: switched(0)[0]!, names: { inCase: 1 }, answers: 1 },
  "a case that was passed": { fn: switched(1)[0]!, names: { inCase: changes } },
  "for const of": { fn: overConst[1]!, names: { each: 2 }, given: [1], answers: 3 },
  "for const in": { fn: overConst[2]!, names: { name: "a" }, given: ["b"], answers: "ba" },
  "for let of": { fn: overLet[0]!, names: { each: 1 }, given: [1], answers: 2 },
  "for let, counted": { fn: overIndex[0]!, names: { i: changes } },
  "for var of": { fn: overVar[0]!, names: { each: changes } },
  "for of with a name declared before": { fn: overOuter[0]!, names: { outer: changes } },
  "let in a loop, assigned before": { fn: inBlock[1]!, names: { inside: 12 }, given: [1], answers: 13 },
  "const in while": { fn: inBlock[3]!, names: { here: 1 }, given: [1], answers: 2 },
  "var in while": { fn: overVar[2]!, names: { there: changes } },
  "what was caught": { fn: caught, names: { error: expectError("7") }, answers: "7" },
  "what was caught, taken apart": { fn: taken, names: { code: 5 }, answers: 5 },
  "a name that a block shadows": { fn: shadowing(10)[0]!, names: { limit: 20 }, answers: 20 },
  "a name that a parameter shadows": { fn: shadowing(10)[1]!, names: { limit: 10 }, answers: 10 },
  "a name that it declares itself": { fn: shadowing(10)[2]!, names: {}, answers: [30] },
  "a name of which another is assigned": { fn: namesake, names: { counted: 12 }, answers: 12 },
  "a name that it assigns itself": { fn: assignsNamesake, names: { limit: changes } },
  "names of every object": { fn: withToString(1), names: { toString: 1, constructor: 2, hasOwnProperty: 3 }, answers: 6 },
  "a parameter, in a default": { fn: inDefault(4), names: { a: 4 }, answers: 4 },
  "a parameter without value, in a default": { fn: inDefault(undefined as unknown as number), names: { a: changes } },
  "a method": { fn: Reflect.get(methods, "short"), names: { limit }, given: [2], answers: true },
  "a getter": { fn: given, names: { limit }, answers: 3 },
  "a method whose name is text": { fn: Reflect.get(methods, "two words"), names: { limit }, given: [4], answers: false },
  "a method whose name is computed": { fn: Reflect.get(methods, "made"), names: { limit }, given: [{ n: 2 }], answers: true },
  "a member called async": { fn: Reflect.get(methods, "async"), names: { limit }, given: [2], answers: true },
  "names taken apart": { fn: () => a + renamed, names: { a: 1, renamed: 2 }, answers: 3 },
  "names that are exchanged": { fn: () => [first, second], names: { first: 2, second: 1 }, answers: [2, 1] },
  "a default that captures": { fn: (n = limit) => n, names: { limit }, answers: 3 },
  "functions within": {
    fn: (list: number[]) => list.map((n) => { const more = (m: number) => m + n + limit; return more(1); }), names: { limit }, given: [[1]], answers: [5],
  },
  "a declared function within": { fn: (n: number) => { function more(m: number) { return m + limit; } return more(n); }, names: { limit }, given: [1], answers: 4 },
  "globals": { fn: (n: number) => Math.min(n, Infinity, limit), names: { Math: global, Infinity: global, limit }, given: [9], answers: 3 },
  "undefined": { fn: (n: unknown) => n === undefined, names: { undefined: global }, given: [1], answers: false },
  "a property called as a variable": { fn: (n: { counted: number }) => n.counted + { counted: 1 }.counted, names: {}, given: [{ counted: 2 }], answers: 3 },
  "an object": { fn: () => late.undefinedNow, names: { late }, answers: undefined },
  "a label": { fn: (list: number[]) => { limit: for (const n of list) if (n > 1) break limit; return 1; }, names: {}, given: [[1]], answers: 1 },
  "templates": { fn: (n: number) => `${n}${tagged(limit)}`, names: { tagged, limit }, given: [1], answers: "13" },
  "an import": { fn: (n: number) => n < most && double(n) < most, names: { most, double }, given: [3], answers: true },
  "an import that changes": { fn: () => later, names: { later: changes } },
  "an import that could change": { fn: () => once, names: { once: 5 }, answers: 5 },
  "an import of what is replaced": { fn: () => replaced(1), names: { replaced: changes } },
  "the default import": { fn: (n: number) => halve(n), names: { halve }, given: [4], answers: 2 },
  "an import under another name": { fn: () => shown, names: { shown: 11 }, answers: 11 },
  "an import under another name that changes": { fn: () => moving, names: { moving: changes } },
  "an import that was handed on": { fn: (n: number) => twice(n), names: { twice: double }, given: [4], answers: 8 },
  "an import that was handed on and changes": { fn: () => laterStill, names: { laterStill: changes } },
  "members of a module": { fn: (n: number) => elsewhere.double(n) + elsewhere.most, names: { "elsewhere.double": double, "elsewhere.most": 7 }, given: [1], answers: 9 },
  "a member of a module that changes": { fn: () => elsewhere.later, names: { "elsewhere.later": changes } },
  "a member that was handed on": { fn: () => again.shown + again.inner.most, names: { "again.shown": 11, "again.inner.most": 7 }, answers: 18 },
  "a member that was handed on and changes": { fn: () => again.inner.later, names: { "again.inner.later": changes } },
  "a whole module": { fn: () => Object.keys(elsewhere).length > 0, names: { Object: global, elsewhere }, answers: true },
};

function expectError(message: string): unknown {
  return { message };
}
