/** Reading as a whole: of specifications, of what is met later, and what is left behind. */
import inspector from "node:inspector";
import { describe, expect, test } from "vitest";
import { loadKernels } from "../../src/kernels/index.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { type Specification, keyWordOf } from "../../src/language/index.ts";
import { compile, runCampaign } from "../../src/engine/index.ts";
import { everyNode } from "../../src/sentences/parse.ts";
import { type ReadFunction, readerFor } from "../../src/sentences/read.ts";
import { rebuilder } from "./rebuilt.ts";
import { shapes } from "./shapes/closures.ts";

const read = (fn: Function): Extract<ReadFunction, { kind: "read" }> => {
  const found = readerFor([fn]).of(fn);
  if (found.kind === "unread") throw new Error(`${String(fn)}: ${found.why}`);
  return found;
};

/** A value with each function in it changed, however deep; the words by which claims ask about steps are the language's. */
function mapped(value: unknown, change: (fn: Function) => Function): unknown {
  if (typeof value === "function") return keyWordOf(value) === undefined ? change(value) : value;
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => mapped(one, change));
  // Under symbols stands what belongs to the machinery.
  return Object.fromEntries(Reflect.ownKeys(value).map((key) =>
    [key, typeof key === "symbol" ? Reflect.get(value, key) as unknown : mapped(Reflect.get(value, key), change)]));
}

const sentencesOf = ({ operations, invariants }: Specification): Function[] => {
  const found: Function[] = [];
  mapped([operations, invariants], (fn) => {
    found.push(fn);
    return fn;
  });
  return found;
};

const measured = (await loadKernels()).filter(({ apart }) => apart).flatMap(({ suites = [] }) => suites);

describe("specifications", () => {
  const all = [...measured, ...suites];
  const reader = readerFor(all.flatMap(({ specification }) => sentencesOf(specification)));
  const again = rebuilder(reader);

  test("are read as a whole", () => {
    const sentences = all.flatMap(({ specification }) => sentencesOf(specification)).map((fn) => reader.of(fn));
    expect(sentences.length).toBeGreaterThan(600);
    expect(sentences.flatMap((one): unknown[] =>
      one.kind === "unread" ? [one.why] : [...one.names.values()].filter(({ kind }) => kind === "unreadable"))).toEqual([]);
    // Helpers are among what is captured, and are read as well.
    expect(sentences.some((one) => one.kind === "read" && [...one.names.values()].some((name) =>
      name.kind === "value" && typeof name.value === "function" && reader.of(name.value).kind === "read"))).toBe(true);
  });
  for (const { name, specification, system } of all) test(`do the same when they are written again from what was read: ${name}`, () => {
    const { operations, invariants } = specification;
    const rewritten = { ...specification, operations: mapped(operations, again), invariants: mapped(invariants, again) } as Specification;
    expect(rewritten.operations[0]!.cases[0]!.then).not.toEqual(operations[0]!.cases[0]!.then);
    const [first, second] = [specification, rewritten].map((one) => runCampaign(compile(one, system), { seed: 7, traces: 8, steps: 25 }));
    expect(second).toEqual(first);
  });
});

describe("what is read of a function", () => {
  test("is a tree with the places of its text", () => {
    readerFor(Object.values(shapes).map(({ fn }) => fn));
    for (const { fn } of Object.values(shapes)) {
      const { text, tree } = read(fn);
      expect(text).toBe(String(fn));
      expect(text.slice(tree.body.start, tree.body.end)).toMatch(tree.body.type === "BlockStatement" ? /^\{[^]*\}$/ : /^[^{]/);
      everyNode(tree, (node) => {
        if (node.type === "Literal") expect(text.slice(node.start, node.end)).toBe(node.raw);
        if (node.type === "Identifier" && !node.name.includes(".")) expect(text.slice(node.start, node.end)).toBe(node.name);
      });
    }
  });
  test("is the place where its parameters begin", () => {
    const place = read(shapes["a method"]!.fn).place!;
    expect(place.url).toMatch(/shapes\/closures\.ts$/);
    expect(read(shapes["a getter"]!.fn).place!.line).toBeGreaterThan(place.line);
    expect(read(shapes["nothing"]!.fn).place!.url).toBe(place.url);
  });
  test("is the same for ever", () => {
    const { fn } = shapes["a constant"]!;
    expect(readerFor([]).of(fn)).toBe(read(fn));
  });
  test("holds no call that only names a function", () => {
    const __defProp = Object.defineProperty;
    const __name = (target: Function, value: string) => __defProp(target, "name", { value, configurable: true });
    const fn = __name((n: number) => {
      function inner(m: number) { return m * 2; }
      __name(inner, "inner");
      return __name((m: number) => inner(m), "outer")(n);
    }, "sentence");
    const { tree, names } = read(fn);
    expect([...names.keys()]).toEqual([]);
    expect(everyNode(tree, (node) => node.type === "Literal" && node.raw !== "2" ? node.raw : undefined)).toBeUndefined();
    expect(rebuilder(readerFor([fn]))(fn)(4)).toBe(8);
  });
  test("keeps what is done where a function is named", () => {
    const __defProp = Object.defineProperty;
    const __name = (target: Function, value: string) => __defProp(target, "name", { value, configurable: true });
    const count = { made: 0 };
    const { tree } = read(() => {
      __name((() => { count.made++; return () => 1; })(), "made");
    });
    expect(tree.body.type === "BlockStatement" && tree.body.body.map(({ type }) => type)).toEqual(["ExpressionStatement"]);
  });
  test("holds a call of what does more than name a function", () => {
    let named = "";
    const __name = (target: Function, value: string) => { named = value; return target; };
    expect([...read(() => __name(() => 1, "x")).names.keys()]).toEqual(["__name"]);
    expect(named).toBe("");
    const __defProp = (target: Function): Function => target;
    const names = (target: Function, value: string) => (__defProp as any)(target, "name", { value, configurable: true });
    expect([...read(() => names(() => 1, "x")).names.keys()]).toEqual(["names"]);
  });
});

describe("a reader", () => {
  test("reads what is met later, and members of what is captured at once", () => {
    const late = (() => {
      const bound = 5;
      return { rules: { list: [(n: number) => n < bound] }, all: { least: (n: number) => n > bound } };
    })();
    const { rules, all } = late;
    const reader = readerFor([() => Object.values(rules).length + Object.keys(all).length]);
    const post = Reflect.get(inspector.Session.prototype, "post") as inspector.Session["post"];
    const isRead = (fn: Function): unknown => {
      const found = reader.of(fn);
      return found.kind === "read" && found.names.get("bound");
    };
    inspector.Session.prototype.post = () => {};
    try {
      expect(isRead(all.least)).toEqual({ kind: "value", value: 5 });
    } finally {
      inspector.Session.prototype.post = post;
    }
    expect(isRead(rules.list[0]!)).toEqual({ kind: "value", value: 5 });
  });
  test("asks the runtime nothing for functions that capture nothing, and leaves nothing behind", () => {
    const { prototype } = inspector.Session;
    const counts = { connect: 0, disconnect: 0 };
    const own = (["connect", "disconnect"] as const).map((name) => [name, Reflect.get(prototype, name) as () => void] as const);
    for (const [name, method] of own) prototype[name] = function counting() {
      counts[name]++;
      Reflect.apply(method, this, []);
    };
    try {
      const bound = 5;
      readerFor([(n: number) => n + 1, (n: number) => n + 2]);
      expect(counts).toEqual({ connect: 0, disconnect: 0 });
      readerFor([(n: number) => n + bound, (n: number) => n - bound]);
      expect(counts).toEqual({ connect: 1, disconnect: 1 });
    } finally {
      for (const [name, method] of own) prototype[name] = method;
    }
    expect(Reflect.ownKeys(inspector).filter((key) => typeof key === "symbol" && key.description?.startsWith("cordon"))).toEqual([]);
  });
  test("tells why nothing can be seen, and reads the rest", () => {
    const post = Reflect.get(inspector.Session.prototype, "post") as inspector.Session["post"];
    const bound = 5;
    const [one, other] = [(n: number) => n < bound, (n: number) => n < 6];
    // A runtime that answers later, or never.
    inspector.Session.prototype.post = () => {};
    try {
      const reader = readerFor([one, other]);
      expect(reader.of(one)).toMatchObject({ kind: "unread",
        why: "what it captures cannot be seen: the inspector of this runtime does not answer Debugger.enable at once" });
      expect(reader.of(other)).toMatchObject({ kind: "read", place: undefined });
    } finally {
      inspector.Session.prototype.post = post;
    }
  });
});
