/**
 * Cycles in a directed graph of numbered nodes: one shortest cycle for each strongly connected part. Loops instead of
 * recursion, because a configuration can hold a chain of any length.
 */

export type Graph = readonly (readonly number[])[];

/** One shortest cycle through the first node of every part that has one, as a list of nodes in order of the edges. */
export function cycles(graph: Graph): readonly (readonly number[])[] {
  const part = parts(graph);
  const done = new Set<number>();
  const found: (readonly number[])[] = [];
  graph.forEach((_, node) => {
    if (done.has(part[node]!)) return;
    const cycle = shortestCycle(graph, part, node);
    if (cycle === undefined) return;
    done.add(part[node]!);
    found.push(cycle);
  });
  return found;
}

/** For each node the number of its strongly connected part (Kosaraju: by finishing time, then reach backwards). */
function parts(graph: Graph): readonly number[] {
  const reverse: number[][] = graph.map(() => []);
  graph.forEach((nexts, node) => nexts.forEach((next) => reverse[next]!.push(node)));
  const part = graph.map(() => -1);
  for (const root of finishingOrder(graph).reverse()) {
    if (part[root] !== -1) continue;
    part[root] = root;
    const work = [root];
    for (let node = work.pop(); node !== undefined; node = work.pop()) {
      for (const before of reverse[node]!) {
        if (part[before] !== -1) continue;
        part[before] = root;
        work.push(before);
      }
    }
  }
  return part;
}

function finishingOrder(graph: Graph): number[] {
  const seen = graph.map(() => false);
  const order: number[] = [];
  graph.forEach((_, root) => {
    if (seen[root]) return;
    seen[root] = true;
    const path = [{ node: root, edge: 0 }];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = graph[top.node]![top.edge];
      top.edge += 1;
      if (next === undefined) {
        order.push(top.node);
        path.pop();
      } else if (!seen[next]) {
        seen[next] = true;
        path.push({ node: next, edge: 0 });
      }
    }
  });
  return order;
}

/** Breadth first inside the node's own part, back to the node. */
function shortestCycle(graph: Graph, part: readonly number[], node: number): readonly number[] | undefined {
  const cameFrom = new Map<number, number>();
  const work = [node];
  for (const at of work) {
    for (const next of graph[at]!) {
      if (next === node) return pathBack(cameFrom, node, at);
      if (part[next] !== part[node] || cameFrom.has(next)) continue;
      cameFrom.set(next, at);
      work.push(next);
    }
  }
  return undefined;
}

function pathBack(cameFrom: ReadonlyMap<number, number>, node: number, end: number): readonly number[] {
  const path = [end];
  for (let at = end; at !== node; ) {
    at = cameFrom.get(at)!;
    path.push(at);
  }
  return path.reverse();
}
