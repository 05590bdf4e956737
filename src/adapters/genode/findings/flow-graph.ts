/**
 * Who can pass information to whom: every session that the routes permit by any reading of them, drawn as edges between
 * components by the direction table of its service.
 *
 * A nested init is trusted to keep its children apart and is no component. What it is made of (its binary and linker) can
 * tell all its children something, and what it logs and reports can tell of them. A program other than init that reads an
 * init's configuration may do with its children what it likes: it is a component, and open to each of them.
 */
import type { InitConfig, Start } from "../../../../spec/genode/config.ts";
import { directoryOf } from "../../../../spec/genode/directory.ts";
import { flowOf } from "../../../../spec/genode/flow.ts";
import { prefixed } from "../../../../spec/genode/label.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Place } from "../../../language/report.ts";
import { pathOf, type Context, type Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import type { Pattern } from "./pattern.ts";
import { anyLabelOf, ends, type End, type Step } from "./reach.ts";

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
  const below = componentsBelow(context);
  const components = below.get(context.scopes[0]!)!;
  const edges = new Map<string, FlowEdge[]>();
  const connect = (from: string, to: string, service: string, at: Place): void => {
    if (from === to) return;
    const outgoing = edges.get(from) ?? [];
    edges.set(from, outgoing);
    outgoing.push({ to, service, at });
  };
  const pessimistic = context.options.pessimistic ?? false;

  for (const scope of context.scopes) for (const start of scope.init.starts) {
    const path = pathOf(scope, start);
    const children = below.get(context.scopeOf.get(start.init!)!) ?? [];
    const clients = isComponent(context, start) ? [path] : children;
    const open = (server: string, service: string, at: Place): void => {
      const { toServer, toClient } = flowOf(service);
      for (const client of clients) {
        if (toServer || pessimistic) connect(client, server, service, at);
        if (toClient || pessimistic) connect(server, client, service, at);
      }
    };
    for (const { service, label } of requestsOf(context, scope, start)) {
      const passed: Step[] = [];
      for (const end of ends(context, scope, start, service, label, "every", (step) => passed.push(step))) {
        const at = "rule" in end && end.rule !== undefined ? end.rule.at : start.at;
        if (service === "TRACE" && end.kind === "outside") {
          for (const subject of tracedBy(context, end.pattern, components))
            for (const client of clients) connect(subject, client, service, at);
          continue;
        }
        const server = serverOf(end, service, flowOf(service).core);
        if (server !== undefined) open(server, service, at);
      }
      for (const step of passed) if (step.go === "down" && isComponent(context, step.start)) open(step.scope.init.path, service, start.at);
    }
    if (isComponent(context, start)) for (const child of children) {
      connect(path, child, "control", start.at);
      connect(child, path, "control", start.at);
    }
  }
  return { components, edges };
}

/** The paths of the components in each init and in those nested in it. */
function componentsBelow(context: Context): ReadonlyMap<Scope, readonly string[]> {
  const below = new Map(context.scopes.map((scope) => [scope, [] as string[]]));
  for (const scope of context.scopes) for (const start of scope.init.starts) {
    if (!isComponent(context, start)) continue;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer?.scope) below.get(at)!.push(pathOf(scope, start));
  }
  return below;
}

/** Whether a start node counts as a component: all but nested inits that are the program init. */
const isComponent = ({ scopeOf }: Context, { init }: Start): boolean =>
  init === undefined || init.program !== undefined || !scopeOf.has(init);

/**
 * What a component can ask for: the environment, and every service that one of its rules is for, with any label. An init
 * asks for its environment, and for what it needs to report and to watch heartbeats.
 */
function requestsOf(
  context: Context, scope: Scope, start: Start,
): readonly { readonly service: string; readonly label: Pattern }[] {
  const label = anyLabelOf(start);
  const asked = (services: Iterable<string>) => [...environmentOf(start), ...[...services].map((service) => ({ service, label }))];
  if (!isComponent(context, start)) return asked(ownServicesOf(start.init!));
  const rules = rulesOf(start) ?? [];
  const services = new Set(rules.filter(({ kind }) => kind === "service").map(({ service }) => service));
  if (rules.some(({ kind }) => kind === "any-service")) {
    const { parentServices, providers } = directoryOf(scope.init);
    for (const service of [...parentServices, ...providers.keys()]) services.add(service);
  }
  return asked(services);
}

const ownServicesOf = ({ hasReport, heartbeatRateMs }: InitConfig): readonly string[] =>
  [...(hasReport ? ["Report", "Timer"] : []), ...(heartbeatRateMs === undefined ? [] : ["Timer"])];

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
