/** Chains against a walk that writes down where it has been, on every kind of link between rows. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chainOf, refTo, table, wayUp, world } from "../../src/language/index.ts";

interface Node { readonly id: number; next: Node | null }

const links = { name: "follows", of: "node", next: (node: Node) => node.next };
const chain = chainOf<any, string>(links as never, ["node"]);

/** Rows, each of which may lead to any one, itself included, or to none. */
const nodes = fc.array(fc.nat({ max: 12 }), { minLength: 1, maxLength: 9 }).map((to) => {
  const all = to.map((_, id): Node => ({ id, next: null }));
  all.forEach((node, i) => { node.next = all[to[i]!] ?? null; });
  return all;
});

/** Where the way up from a row goes, the row itself first, up to the first that it comes to again. */
function walked(node: Node): { readonly way: readonly Node[]; readonly again: Node | null } {
  const way = [node];
  for (let at = node.next; at !== null; at = at.next) {
    if (way.includes(at)) return { way, again: at };
    way.push(at);
  }
  return { way, again: null };
}

test("the words say what a walk finds", () => {
  fc.assert(fc.property(nodes, (all) => {
    for (const node of all) {
      const { way, again } = walked(node);
      const above = all.filter((one) => way.indexOf(one) > 0 || one === again);
      expect(chain.up(node as never, all as never)).toEqual(above);
      expect(chain.isEndless(node as never)).toBe(again !== null);
      expect(chain.root(node as never)).toBe(again === null ? way.at(-1) : null);
      expect(chain.down(node as never, all as never)).toEqual(all.filter((one) => {
        const its = walked(one);
        return its.way.indexOf(node) > 0 || its.again === node;
      }));
      for (const one of all) expect(chain.leadsTo(node as never, one as never)).toBe(above.includes(one));
    }
  }), { numRuns: 300 });
});

test("a way up is told to its end, or once around", () => {
  const [a, b, c] = [0, 1, 2].map((id): Node => ({ id, next: null })) as [Node, Node, Node];
  expect(wayUp(chain, a)).toBe("");
  a.next = b;
  b.next = c;
  expect(wayUp(chain, a)).toBe(", which follows node 1, which follows node 2");
  c.next = b;
  expect(wayUp(chain, a)).toBe(", which follows node 1, which follows node 2, which follows node 1, and so on in a circle");
});

describe("in a world", () => {
  const small = world({ name: "small", tables: { node: table({ about: "a node", columns: { next: refTo("node") } }) } });
  test("a chain of what is no table is refused", () => {
    expect(() => small.chain({ name: "follows", of: "nod" as "node", next: () => null })).toThrow('the chain "follows" is one of "nod", which is not a table — did you mean "node"?');
  });
  test("a claim that a chain ends is one of its rows", () => {
    const follows = small.chain({ name: "follows", of: "node", next: (node) => node.next });
    const { each, along, holds } = small.invariant({ name: "no circle", claim: "x", why: "x", sources: [], acyclic: follows });
    const node: Node = { id: 0, next: null };
    expect([each, along, holds!(node)]).toEqual(["node", [follows], true]);
    node.next = node;
    expect(holds!(node)).toBe(false);
    expect(() => small.invariant({ name: "no circle", claim: "x", why: "x", sources: [], acyclic: follows, each: "node" } as never))
      .toThrow('the invariant "no circle" says "acyclic", which claims all by itself, and "each": leave one of them out');
  });
});
