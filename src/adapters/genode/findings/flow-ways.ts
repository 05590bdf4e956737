/**
 * The ways on from a node of the flow graph, for one search: what a hub has led to once is not led to again, so that the search is about
 * linear in the file.
 */
import type { FlowEdge, FlowGraph } from "./flow-graph.ts";
import type { Hub, HubClient, HubServer } from "./shared-ways.ts";

/** What a hub has not led to yet. */
interface Left {
  servers: readonly HubServer[];
  clients: readonly HubClient[];
}

export function waysThrough(
  { components, managers, edges, clientOf, serverOf }: FlowGraph, sinks: ReadonlySet<string>,
): (node: string) => Iterable<FlowEdge> {
  const lefts = new Map<Hub, Left>();
  const leftOf = (hub: Hub): Left => {
    const left = lefts.get(hub) ?? { servers: hub.servers.filter(({ toServer }) => toServer), clients: hub.clients };
    lefts.set(hub, left);
    return left;
  };
  const managingSinks = [...managers].filter(([manager]) => sinks.has(manager));

  return function* ways(node) {
    yield* edges.get(node) ?? [];
    for (const [hub, { at, except }] of clientOf.get(node) ?? []) {
      const left = leftOf(hub);
      for (const { server, service, nth } of left.servers) if (!except.has(service)) yield { to: server, service, at: at[nth]! };
      left.servers = left.servers.filter(({ service }) => except.has(service));
    }
    for (const [hub, { service, nth, toClient }] of serverOf.get(node) ?? []) {
      if (!toClient) continue;
      const left = leftOf(hub);
      for (const { path, at, except } of left.clients) if (!except.has(service)) yield { to: path, service, at: at[nth]! };
      left.clients = left.clients.filter(({ except }) => except.has(service));
    }
    const manages = managers.get(node);
    if (manages !== undefined) for (const to of components) yield { to, service: "managing_system", at: manages };
    // The memory of all others is open to who manages the system: a demand about it cannot hold.
    for (const [to, at] of managingSinks) yield { to, service: "managing_system", at };
  };
}
