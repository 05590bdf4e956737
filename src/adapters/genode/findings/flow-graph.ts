/**
 * Who can pass information to whom: every session that the routes permit by any reading of them, drawn as edges between
 * components by the direction table of its service.
 *
 * A nested init is trusted to keep its children apart and is no component. What it is made of (its binary and linker) can
 * tell all its children something, and what it logs and reports can tell of them. Another program that reads an init's
 * configuration may do with its children what it likes: it is a component, and open to each of them.
 *
 * What is outside the file is one node: a server there may be the same as another. Core alone keeps its clients apart. A component that
 * manages the system can overcome all isolation: what reaches it can reach everybody.
 */
import type { InitConfig, Start } from "../../../../spec/genode/config.ts";
import { flowOf } from "../../../../spec/genode/flow.ts";
import { prefixed } from "../../../../spec/genode/label.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Place } from "../../../language/report.ts";
import { pathOf, type Context, type Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { managersIn } from "./managers.ts";
import type { Pattern } from "./pattern.ts";
import { anyLabelOf, ends, type End, type Step } from "./reach.ts";
import { Hubs, servicesIn, type Hub, type HubClient, type HubServer } from "./shared-ways.ts";
import { trustedInits } from "./trusted-inits.ts";

/** One way for information: `at` is the rule that permits the session. */
export interface FlowEdge {
  readonly to: string;
  readonly service: string;
  readonly at: Place;
}

export interface FlowGraph {
  /** Paths of the components. */
  readonly components: readonly string[];
  /** Paths of those that manage the system, where they say so. */
  readonly managers: ReadonlyMap<string, Place>;
  /** Edges by the path they start from. */
  readonly edges: ReadonlyMap<string, readonly FlowEdge[]>;
  /** The hubs that each path is a client of, and those that it is a server of. */
  readonly clientOf: ReadonlyMap<string, readonly (readonly [Hub, HubClient])[]>;
  readonly serverOf: ReadonlyMap<string, readonly (readonly [Hub, HubServer])[]>;
}

/** The node for all that is outside the file. */
const outside = "the parent";

export function flowGraphOf(context: Context): FlowGraph {
  const inits = trustedInits(context);
  const isComponent = (start: Start): boolean => !inits.has(start);
  const below = componentsBelow(context, isComponent);
  const components = below.get(context.scopes[0]!)!;
  const pessimistic = context.options.pessimistic ?? false;
  const directions = (service: string): { readonly toServer: boolean; readonly toClient: boolean } => {
    const { toServer, toClient } = flowOf(service);
    return { toServer: toServer || pessimistic, toClient: toClient || pessimistic };
  };
  const { parentProvides, hasReport } = context.system;
  const isParentCore = !hasReport && parentProvides.every(({ name }) => flowOf(name).core);
  /** The server as a node of the graph. Modules that a component asks for itself may come from anybody where the parent is not core. */
  const nodeOf = (end: End, service: string, isOwn: boolean): string | undefined => {
    if (end.kind === "component") return pathOf(end.scope, end.start);
    const isKept = flowOf(service).core && !(service === "ROM" && isOwn && !isParentCore);
    return end.kind === "outside" && !isKept ? outside : undefined;
  };

  const edges = new Map<string, FlowEdge[]>();
  const connect = (from: string, to: string, service: string, at: Place): void => {
    if (from !== to) added(edges, from, { to, service, at });
  };
  const clientOf = new Map<string, [Hub, HubClient][]>();
  const hubs = new Hubs((end, service) => {
    const server = nodeOf(end, service, true);
    return server === undefined ? undefined : { server, ...directions(service) };
  });

  for (const scope of context.scopes) for (const start of scope.init.starts) {
    const path = pathOf(scope, start);
    const children = below.get(context.scopeOf.get(start.init!)!) ?? [];
    const clients = isComponent(start) ? [path] : children;
    const open = (server: string, service: string, at: Place): void => {
      const { toServer, toClient } = directions(service);
      for (const client of clients) {
        if (toServer) connect(client, server, service, at);
        if (toClient) connect(server, client, service, at);
      }
    };
    const hub = !isComponent(start) ? undefined : hubs.join(scope, start, path,
      (one, service, onStep) => ends(context, scope, one, service, anyLabelOf(one), "every", onStep));
    if (hub !== undefined) added(clientOf, path, [hub, hub.clients.at(-1)!]);
    for (const { service, label } of isComponent(start) ? requestsOf(scope, start, hub) : ownRequestsOf(start)) {
      const passed: Step[] = [];
      for (const end of ends(context, scope, start, service, label, "every", (step) => passed.push(step))) {
        const at = "rule" in end && end.rule !== undefined ? end.rule.at : start.at;
        if (service === "TRACE" && end.kind === "outside") {
          for (const subject of tracedBy(context, end.pattern, components))
            for (const client of clients) connect(subject, client, service, at);
          continue;
        }
        const server = nodeOf(end, service, label.open);
        if (server !== undefined) open(server, service, at);
      }
      for (const step of passed) if (step.go === "down" && isComponent(step.start)) open(step.scope.init.path, service, start.at);
    }
    if (isComponent(start)) for (const child of children) {
      connect(path, child, "control", start.at);
      connect(child, path, "control", start.at);
    }
  }

  // What the outermost init reports of its children goes to its parent.
  if (hasReport) for (const component of components) connect(component, outside, "Report", context.system.at);

  const serverOf = new Map<string, [Hub, HubServer][]>();
  for (const hub of new Set([...clientOf.values()].flat().map(([one]) => one)))
    for (const server of hub.servers) added(serverOf, server.server, [hub, server]);
  return { components, managers: managersIn(context), edges, clientOf, serverOf };
}

function added<Value>(lists: Map<string, Value[]>, key: string, value: Value): void {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  list.push(value);
}

/** The paths of the components in each init and in those nested in it. */
function componentsBelow(context: Context, isComponent: (start: Start) => boolean): ReadonlyMap<Scope, readonly string[]> {
  const below = new Map(context.scopes.map((scope) => [scope, [] as string[]]));
  for (const scope of context.scopes) for (const start of scope.init.starts) {
    if (!isComponent(start)) continue;
    for (let at: Scope | undefined = scope; at !== undefined; at = at.outer?.scope) below.get(at)!.push(pathOf(scope, start));
  }
  return below;
}

interface Request {
  readonly service: string;
  readonly label: Pattern;
}

/**
 * What a component can ask for, apart from what its hub leads somewhere: the environment, and every service that one of its rules is for,
 * with any label.
 */
function requestsOf(scope: Scope, start: Start, hub: Hub | undefined): readonly Request[] {
  const rules = rulesOf(start) ?? [];
  const asked = new Set(rules.filter(({ kind }) => kind === "service").map(({ service }) => service));
  const isOfHub = (service: string): boolean => hub !== undefined && !asked.has(service) && hub.services.has(service);
  if (hub !== undefined) for (const service of hub.apart) asked.add(service);
  else if (rules.some(({ kind }) => kind === "any-service")) for (const service of servicesIn(scope.init)) asked.add(service);
  return [...environmentOf(start).filter(({ service }) => !isOfHub(service)), ...withAnyLabel(start, asked)];
}

/** What an init asks for: its environment, and what it needs to report and to watch heartbeats. */
function ownRequestsOf(start: Start): readonly Request[] {
  const { hasReport, heartbeatRateMs }: InitConfig = start.init!;
  return [...environmentOf(start), ...withAnyLabel(start, [...(hasReport ? ["Report", "Timer"] : []), ...(heartbeatRateMs === undefined ? [] : ["Timer"])])];
}

const withAnyLabel = (start: Start, services: Iterable<string>): readonly Request[] =>
  Array.from(services, (service) => ({ service, label: anyLabelOf(start) }));

/** Core shows a trace client the threads of every component whose label starts with that of the session. */
function tracedBy({ system }: Context, label: Pattern, components: readonly string[]): readonly string[] {
  const visible = prefixed(system.path, label.text);
  return components.filter((component) => component.startsWith(visible));
}
