/** Canonical forms: exact orbits, no permutation enumerated, and declarations that the specification contradicts are refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { compile, explore } from "../../src/engine/index.ts";
import { extend, rename, Cells } from "../../src/engine/symmetry/renaming.ts";
import { symmetryOf } from "../../src/engine/symmetry/symmetry.ts";
import { factsOf, flag, oneOf, queueOf, refTo, setOf, source, specification, table, world } from "../../src/language/index.ts";

const bytesMost = 1 << 28;
const states = (clients: number, symmetry: boolean) => {
  const { states, transitions, depth, exhaustive } = explore(compile(syncIpc, syncIpcSystem(clients, 2, 2, 2)), { bytesMost, symmetry, ordersMost: 500 });
  return { states, transitions, depth, exhaustive };
};

describe("synchronous IPC", () => {
  test.each([[4, 121, 14], [6, 213, 16], [7, 266, 17], [8, 325, 18], [20, 1417, 30]])("%i clients: %i orbits", (clients, orbits, depth) => {
    expect(states(clients, true)).toMatchObject({ states: orbits, depth, exhaustive: true });
  });
});

/** A world in which rows refer to each other in every way that there is. */
const tables = {
  node: table({ about: "a node", interchangeable: true, columns: { next: refTo("node"), marked: flag(), line: queueOf("node", 3), group: setOf("node") } }),
  leaf: table({ about: "a part of a node", within: "node", columns: { other: refTo("leaf"), lit: flag() } }),
  root: table({ about: "stays where it is", columns: { node: refTo("node"), all: setOf("leaf") } }),
};
const graph = world({ name: "graph", facts: factsOf<Record<string, never>>(), tables });
const sources = [source("this project", "test/engine/symmetry.test.ts")];
const sizes = { node: 5, leaf: 10, root: 2 };
const layout = compile(specification({ name: "graph", about: "x", tables, operations: [], invariants: [] }),
  graph.system({ name: "g", about: "x", sizes, facts: {}, boot: () => {} })).now.layout;

const node = fc.option(fc.nat(4));
const stateArbitrary = fc.record({
  node: fc.array(fc.record({ next: node, marked: fc.boolean(), line: fc.array(fc.nat(4), { maxLength: 3 }), group: fc.array(fc.nat(4), { maxLength: 3 }) }), { minLength: 5, maxLength: 5 }),
  leaf: fc.array(fc.record({ other: fc.option(fc.nat(9)), lit: fc.boolean() }), { minLength: 10, maxLength: 10 }),
  root: fc.array(fc.record({ node, all: fc.array(fc.nat(9), { maxLength: 3 }) }), { minLength: 2, maxLength: 2 }),
});

/** The packed state of a description. */
function packed(text: any): Int32Array {
  const system = graph.system({ name: "g", about: "x", sizes, facts: {}, boot: (made: any) => {
    text.node.forEach(({ next, marked, line, group }: any, i: number) => {
      made.node[i].next = next === null ? null : made.node[next];
      made.node[i].marked = marked;
      for (const one of line) made.node[i].line.push(made.node[one]);
      for (const one of group) made.node[i].group.add(made.node[one]);
    });
    text.leaf.forEach(({ other, lit }: any, i: number) => { made.leaf[i].other = other === null ? null : made.leaf[other]; made.leaf[i].lit = lit; });
    text.root.forEach((one: any, i: number) => {
      made.root[i].node = one.node === null ? null : made.node[one.node];
      for (const leaf of one.all) made.root[i].all.add(made.leaf[leaf]);
    });
  } });
  return compile(specification({ name: "graph", about: "x", tables, operations: [], invariants: [] }), system).initial;
}

function permutations(n: number): number[][] {
  return n === 0 ? [[]] : permutations(n - 1).flatMap((rest) => Array.from({ length: n }, (_, i) => rest.toSpliced(i, 0, n - 1)));
}
const all = permutations(5);

/** The state under every order of its nodes, by brute force. */
function images(words: Int32Array): Int32Array[] {
  const { rows, parts } = symmetryOf(layout)!;
  return all.map((order) => {
    const renaming = new Int32Array(rows.count);
    order.forEach((to, id) => { renaming[rows.first[0]! + id] = to; });
    extend(rows, renaming);
    const [from, to] = [new Cells(layout.bytes), new Cells(layout.bytes)];
    from.words.set(words);
    rename(parts, from, renaming, to);
    return to.words.slice();
  });
}

test("all orders of a state have one canonical form, which is one of them; two states share it only if they are such orders", () => {
  const symmetry = symmetryOf(layout)!;
  fc.assert(fc.property(stateArbitrary, stateArbitrary, (one, other) => {
    const [words, orders] = [packed(one), images(packed(one))];
    const canonical = symmetry.canonical(words).slice();
    const has = (wanted: Int32Array): boolean => orders.some((order) => order.every((word, i) => word === wanted[i]));
    expect(has(canonical)).toBe(true);
    for (let i = 0; i < orders.length; i += 7) expect(symmetry.canonical(orders[i]!)).toEqual(canonical);
    const others = symmetry.canonical(packed(other));
    expect(others.every((word, i) => word === canonical[i])).toBe(has(packed(other)));
  }), { numRuns: 150 });
});

test("highly regular states have one canonical form, too", () => {
  const symmetry = symmetryOf(layout)!;
  const plain = { marked: false, line: [], group: [] };
  const ring = (next: readonly number[]) => packed({
    node: next.map((to) => ({ ...plain, next: to })), leaf: Array.from({ length: 10 }, () => ({ other: null, lit: false })),
    root: [{ node: null, all: [] }, { node: null, all: [] }] });
  const canonical = (next: readonly number[]) => symmetry.canonical(ring(next)).join();
  expect(canonical([1, 2, 3, 4, 0])).toBe(canonical([2, 4, 1, 0, 3]));
  expect(canonical([1, 0, 3, 2, 4])).toBe(canonical([4, 3, 2, 1, 0]));
  expect(canonical([1, 2, 0, 4, 3])).not.toBe(canonical([1, 2, 3, 4, 0]));
});

test("orbits multiply out: each stands for as many states as it has orders, and together they are all states", () => {
  const model = compile(syncIpc, syncIpcSystem(4, 2, 2, 2));
  const seen = new Set<string>();
  let sum = 0;
  const symmetry = symmetryOf(model.now.layout)!;
  explore(model, { bytesMost, symmetry: true, visited: (words) => {
    const { rows, parts } = symmetry;
    const [from, to] = [new Cells(model.now.layout.bytes), new Cells(model.now.layout.bytes)];
    from.words.set(words);
    const orbit = new Set<string>();
    for (const clients of permutations(4)) for (const servers of permutations(2)) for (const endpoints of permutations(2)) {
      const renaming = new Int32Array(rows.count);
      [clients, servers, endpoints].forEach((order, t) => order.forEach((place, id) => { renaming[rows.first[t]! + id] = place; }));
      extend(rows, renaming);
      rename(parts, from, renaming, to);
      orbit.add(to.words.join());
    }
    for (const one of orbit) {
      expect(seen.has(one)).toBe(false);
      seen.add(one);
    }
    sum += orbit.size;
  } });
  expect(sum).toBe(states(4, false).states);
});

describe("a declaration that the specification contradicts", () => {
  const saying = (more: object) => specification({ name: "graph", about: "x", tables, operations: [graph.operation({
    name: "Mark", summary: "Marks a node.", sources, by: "node", asks: { node2: oneOf("node") }, checks: [],
    cases: [{ when: "it is marked", then: { "it is": ({ node }: any) => { node.marked = true; } } }], ...more,
  } as any)], invariants: [] });
  const system = graph.system({ name: "g", about: "x", sizes, facts: {}, boot: () => {} });

  test("by an operation", () => {
    const spec = saying({ cases: [{ when: "it is marked", then: { "only the first is": ({ node }: any) => { node.marked = node.id === 0; } } }] });
    expect(() => explore(compile(spec, system), { bytesMost, symmetry: true })).toThrow(
      /told apart: the rows of "node" are declared interchangeable, yet "Mark" leads elsewhere when node \d and node \d change places/);
    expect(explore(compile(spec, system), { bytesMost, symmetry: false }).states).toBe(2);
  });
  test("by an invariant", () => {
    const claim = { name: "the last is never marked", claim: "x", why: "x", sources, holds: ({ node }: any) => !node[4].marked || node[0].marked };
    expect(() => explore(compile({ ...saying({}), invariants: [claim] }, system), { bytesMost, symmetry: true })).toThrow(
      /the invariant "the last is never marked" says something else/);
  });
  test("none", () => expect(explore(compile(saying({}), system), { bytesMost, symmetry: true }).states).toBe(6));
  test.each([
    [{ ...tables, leaf: { ...tables.leaf, within: "nodes" } }, 'the rows of "leaf" lie within "nodes", which is not a table — did you mean "node"?'],
    [{ ...tables, leaf: { ...tables.leaf, interchangeable: true } }, "in fixed order"],
    [{ ...tables, leaf: { ...tables.leaf, within: "leaf" } }, "lie within themselves"],
  ])("in itself", (broken, message) => {
    expect(() => explore(compile({ ...saying({}), tables: broken as any }, system), { bytesMost, symmetry: true })).toThrow(message);
  });
  test("by a system's sizes", () => {
    expect(() => explore(compile(saying({}), { ...system, sizes: { ...sizes, leaf: 9 } }), { bytesMost, symmetry: true }))
      .toThrow('9 rows of "leaf", which cannot be shared out evenly among 5 of "node"');
  });
});
