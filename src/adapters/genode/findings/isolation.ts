/**
 * Answers the user's isolation demands for a system: the shortest path that information can take, or how far it gets.
 * Breadth first over the flow graph, so the first path found is a shortest one.
 */
import type { Doubt } from "../../../../spec/genode/config.ts";
import type { Context } from "./context.ts";
import { flowGraphOf, type FlowEdge, type FlowGraph } from "./flow-graph.ts";
import { namesIn, type Named } from "./named.ts";
import type { Isolation } from "./options.ts";
import { waysThrough } from "./flow-ways.ts";

/** The answer for one direction of one demand. */
export interface Answer {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** The hops of a shortest path with where each starts; empty when a component is on both sides. */
  readonly path: readonly Hop[] | undefined;
  /** Components that information from `from` can reach, without `from` itself. */
  readonly reached: number;
  readonly components: number;
}

export interface Hop extends FlowEdge {
  readonly from: string;
}

export interface Judgement {
  readonly answers: readonly Answer[];
  /** Lines that can be read in more than one way, in a way that the flow graph does not cover. */
  readonly doubts: readonly Doubt[];
  /** Names of the options that mean no component, or more than one. */
  readonly misnamed: readonly Named[];
}

const judgements = new WeakMap<Context, Judgement>();

/** Judges the demands of the context's options; computed once for a context. */
export function judge(context: Context): Judgement {
  const before = judgements.get(context);
  if (before !== undefined) return before;
  const judgement = compute(context);
  judgements.set(context, judgement);
  return judgement;
}

function compute(context: Context): Judgement {
  const { isolate = [], trust = [] } = context.options;
  if (isolate.length === 0) return { answers: [], doubts: [], misnamed: [] };
  const graph = flowGraphOf(context);
  const names = namesIn(context, graph.components);
  const trusted = trust.map(names.find);
  const misnamed = new Map<string, Named>();
  const membersOf = (found: readonly Named[]): ReadonlySet<string> => {
    for (const named of found) if (named.members.length === 0) misnamed.set(named.name, named);
    return new Set(found.flatMap(({ members }) => members));
  };
  const filters = membersOf(trusted);
  const answers = isolate.flatMap(directions).flatMap(({ from, to }) => {
    const sources = membersOf(from.map(names.find));
    const sinks = membersOf(to.map(names.find));
    if (sources.size === 0 || sinks.size === 0) return [];
    return [{ from, to, components: graph.components.length, ...search(graph, sources, sinks, filters) }];
  });
  return { answers, doubts: doubtsOf(context), misnamed: [...misnamed.values()] };
}

/** What the readers doubted, and what init cannot route as long as it is not told what its parent provides. */
function doubtsOf({ system, ruleLists }: Context): readonly Doubt[] {
  const blind = ruleLists.filter(({ scope }) => !scope.knowsParent)
    .flatMap(({ rules }) => rules.flatMap(({ targets }) => targets.filter(({ kind }) => kind === "parent")));
  return [...system.doubts ?? [], ...blind.slice(0, 1).map(({ at }) => ({ at, why: "the rule leads to the parent, and parent-provides is missing" }))];
}

const directions = ({ from, to, oneWay = false }: Isolation): readonly Isolation[] =>
  oneWay ? [{ from, to }] : [{ from, to }, { from: to, to: from }];

function search(
  graph: FlowGraph, sources: ReadonlySet<string>, sinks: ReadonlySet<string>, trusted: ReadonlySet<string>,
): Pick<Answer, "path" | "reached"> {
  const { components } = graph;
  const ways = waysThrough(graph, sinks);
  const cameBy = new Map<string, Hop>();
  const work = [...sources];
  for (const node of work) {
    if (sinks.has(node)) return { path: pathTo(cameBy, sources, node), reached: 0 };
    if (trusted.has(node) && !sources.has(node)) continue;
    for (const edge of ways(node)) {
      if (sources.has(edge.to) || cameBy.has(edge.to)) continue;
      cameBy.set(edge.to, { ...edge, from: node });
      work.push(edge.to);
    }
  }
  return { path: undefined, reached: components.filter((component) => cameBy.has(component)).length };
}

function pathTo(cameBy: ReadonlyMap<string, Hop>, sources: ReadonlySet<string>, sink: string): readonly Hop[] {
  const hops: Hop[] = [];
  for (let at = sink; !sources.has(at); at = hops.at(-1)!.from) hops.push(cameBy.get(at)!);
  return hops.reverse();
}
