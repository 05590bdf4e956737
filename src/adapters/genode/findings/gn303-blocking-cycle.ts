/** GN303: components that are each other's servers, and so can wait for each other. */
import type { Rule } from "../../../../spec/genode/config.ts";
import { resolve } from "../../../../spec/genode/routing.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Scope } from "./context.ts";
import { cycles } from "./cycle.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const blockingCycle: FindingKind = {
  code: "GN303",
  severities: ["warning", "note"],
  title: "Components are each other's servers",
  page: page({
    means: `RPC is synchronous and without timeouts: a client waits until its server answers. The rules for single
      services in the children's own routes form a cycle of clients and servers here. A note, because many such pairs
      are sound: they use different sessions and never call back while serving. A warning for a component that is its
      own server.`,
    matters: `If each of them calls the next while it serves a request, all wait for ever. Genode avoids this by
      convention: clients call servers, servers only send signals to clients.`,
    wrong: `
+ start clock
  + provides | + service Rtc
  + route | + service Store | + child store
+ start store
  + provides | + service Store
  + route | + service Rtc | + child clock`,
    right: `
+ start clock
  + provides | + service Rtc
+ start store
  + provides | + service Store
  + route | + service Rtc | + child clock`,
    source: "Genode Foundations, chapter Under the hood; issues #1052 and #4000.",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

interface Edge {
  readonly to: number;
  readonly rule: Rule;
}

function inScope(scope: Scope): readonly Finding[] {
  const { starts } = scope.init;
  const edges = edgesOf(scope);
  return cycles(edges.map((outgoing) => outgoing.map(({ to }) => to))).map((cycle) => {
    const hops = cycle.map((node, place) => {
      const next = cycle[(place + 1) % cycle.length];
      const { rule } = edges[node]!.find(({ to }) => to === next)!;
      return { rule, text: `${shown(starts[node]!.name)} waits for ${rule.service} of ${shown(starts[next!]!.name)}` };
    });
    const message = `${hops.map(({ text }) => text).join(", ")}; make sure that none of them calls the next while it `
      + `serves a request`;
    const severity = cycle.length === 1 ? "warning" : "note";
    return finding(blockingCycle.code, severity, hops[0]!.rule.at, message, pathOf(scope, starts[cycle[0]!]!),
      related(hops.slice(1).map(({ rule, text }) => [rule.at, text])));
  });
}

/** From client to server, by the children's own rules for a single service. */
function edgesOf({ init }: Scope): readonly (readonly Edge[])[] {
  const numbers = new Map(init.starts.map((start, number) => [start, number]));
  return init.starts.map((start) => (start.route ?? []).flatMap((rule) => {
    if (rule.kind !== "service") return [];
    return rule.targets.filter(({ kind }) => kind === "child").flatMap((target) => {
      const server = resolve(init, rule, target, rule.service, "");
      const to = server?.kind === "child" ? numbers.get(server.child) : undefined;
      return to === undefined ? [] : [{ to, rule }];
    });
  }));
}
