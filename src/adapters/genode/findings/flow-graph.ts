/**
 * Who can pass information to whom: every session that the routes permit, drawn as edges between components by the
 * direction table of its service. Nested inits only connect their children, and count as no component of their own.
 */
import type { Start } from "../../../../spec/genode/config.ts";
import { directoryOf } from "../../../../spec/genode/directory.ts";
import { flowOf } from "../../../../spec/genode/flow.ts";
import { prefixed } from "../../../../spec/genode/label.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Place } from "../../../language/report.ts";
import { pathOf, type Context, type Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { anyLabelOf, ends, type End, type Pattern } from "./reach.ts";

/** One way for information: `at` is the rule that permits the session. */
export interface FlowEdge {
  readonly to: string;
  readonly service: string;
  readonly at: Place;
}

export interface FlowGraph {
  /** Paths of the components. */
  readonly components: readonly string[];
  /** Edges by the path they start from; servers outside the file have names of their own. */
  readonly edges: ReadonlyMap<string, readonly FlowEdge[]>;
}

export function flowGraphOf(context: Context): FlowGraph {
  const members = membersOf(context);
  const components = members.map(({ scope, start }) => pathOf(scope, start));
  const edges = new Map<string, FlowEdge[]>();
  const connect = (from: string, to: string, service: string, at: Place): void => {
    if (from === to) return;
    const outgoing = edges.get(from) ?? [];
    edges.set(from, outgoing);
    outgoing.push({ to, service, at });
  };
  const pessimistic = context.options.pessimistic ?? false;

  for (const { scope, start } of members) {
    const client = pathOf(scope, start);
    for (const { service, label } of requestsOf(scope, start)) {
      const row = flowOf(service);
      for (const end of ends(context, scope, start, service, label)) {
        const at = "rule" in end && end.rule !== undefined ? end.rule.at : start.at;
        if (service === "TRACE" && end.kind === "outside") {
          for (const subject of tracedBy(context, end.pattern, components)) connect(subject, client, service, at);
          continue;
        }
        const server = serverOf(end, service, row.core);
        if (server === undefined) continue;
        if (row.toServer || pessimistic) connect(client, server, service, at);
        if (row.toClient || pessimistic) connect(server, client, service, at);
      }
    }
  }
  return { components, edges };
}

interface Member {
  readonly scope: Scope;
  readonly start: Start;
}

const membersOf = ({ scopes, scopeOf }: Context): readonly Member[] => scopes.flatMap((scope) => scope.init.starts
  .filter(({ init }) => init === undefined || !scopeOf.has(init))
  .map((start) => ({ scope, start })));

/** What a component can ask for: the environment, and every service that one of its rules is for, with any label. */
function requestsOf(
  scope: Scope, start: Start,
): readonly { readonly service: string; readonly label: Pattern }[] {
  const rules = rulesOf(start) ?? [];
  const services = new Set(rules.filter(({ kind }) => kind === "service").map(({ service }) => service));
  if (rules.some(({ kind }) => kind === "any-service")) {
    const { parentServices, providers } = directoryOf(scope.init);
    for (const service of [...parentServices, ...providers.keys()]) services.add(service);
  }
  const label = anyLabelOf(start);
  return [...environmentOf(start), ...[...services].map((service) => ({ service, label }))];
}

/** The server as a node of the graph; core keeps its clients apart and is none. */
function serverOf(end: End, service: string, isCore: boolean): string | undefined {
  if (end.kind === "component") return pathOf(end.scope, end.start);
  return end.kind === "outside" && !isCore ? `${service} of the parent` : undefined;
}

/** Core shows a trace client the threads of every component whose label starts with that of the session. */
function tracedBy({ system }: Context, label: Pattern, components: readonly string[]): readonly string[] {
  const visible = prefixed(system.path, label.text);
  return components.filter((component) => component.startsWith(visible));
}
