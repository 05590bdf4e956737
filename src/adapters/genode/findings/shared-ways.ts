/**
 * Ways that many clients share: a rule for any service without a selector leads all of them to the same servers, whatever they are called
 * and whatever label they choose. Such a rule list is one hub of the flow graph, so that a thousand clients of a thousand servers are two
 * thousand edges and not a million.
 */
import type { InitConfig, Rule, Start } from "../../../../spec/genode/config.ts";
import { directoryOf } from "../../../../spec/genode/directory.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Place } from "../../../language/report.ts";
import type { Scope } from "./context.ts";
import type { End, Step } from "./reach.ts";

/** Where the rules of a hub lead for one service; `nth` of its rules permits the session. */
export interface HubServer {
  readonly server: string;
  readonly service: string;
  readonly nth: number;
  readonly toServer: boolean;
  readonly toClient: boolean;
}

/** A client of a hub: where its rules stand, and for which services it has rules of its own. */
export interface HubClient {
  readonly path: string;
  readonly at: readonly Place[];
  readonly except: ReadonlySet<string>;
}

export interface Hub {
  readonly servers: readonly HubServer[];
  readonly clients: HubClient[];
  /** Services for which the label of a request decides, so that they are no matter of the hub. */
  readonly apart: ReadonlySet<string>;
  /** All services that its rules lead somewhere. */
  readonly services: ReadonlySet<string>;
}

/** The services that a rule for any service can lead somewhere. */
export function servicesIn(init: InitConfig): ReadonlySet<string> {
  const { parentServices, providers } = directoryOf(init);
  return new Set([...parentServices, ...providers.keys()]);
}

/** Asks for the ends of requests of the start node for a service, and sees the steps to them. */
export type Resolve = (start: Start, service: string, onStep: (step: Step) => void) => readonly End[];

/** A server as a node of the graph and the directions of its service; undefined where the end is no node. */
export type Serving = (end: End, service: string) => Omit<HubServer, "service" | "nth"> | undefined;

/** The hubs of a system, made when the first client of theirs comes. */
export class Hubs {
  private readonly hubs = new Map<Scope, Map<string, Hub>>();
  private readonly serving: Serving;

  constructor(serving: Serving) {
    this.serving = serving;
  }

  /** Makes the start node, under its path, a client of the hub of its rules; undefined where they make none. */
  join(scope: Scope, start: Start, path: string, resolve: Resolve): Hub | undefined {
    const rules = rulesOf(start) ?? [];
    const shared = rules.filter(({ kind }) => kind === "any-service");
    if (shared.length === 0 || shared.some(({ selector }) => Object.keys(selector).length > 0)) return undefined;
    const key = JSON.stringify(shared.map(({ targets }) => targets.map(({ kind, name }) => [kind, name])));
    const hubs = this.hubs.get(scope) ?? new Map<string, Hub>();
    this.hubs.set(scope, hubs);
    const except = new Set(rules.filter(({ kind }) => kind === "service").map(({ service }) => service));
    const hub = hubs.get(key) ?? this.hubOf(scope, { ...start, route: shared }, shared, resolve);
    hubs.set(key, hub);
    hub.clients.push({ path, at: shared.map(({ at }) => at), except });
    return hub;
  }

  private hubOf(scope: Scope, start: Start, shared: readonly Rule[], resolve: Resolve): Hub {
    const services = servicesIn(scope.init);
    const apart = new Set<string>();
    const servers: HubServer[] = [];
    for (const service of services) {
      const found = resolve(start, service, () => apart.add(service));
      if (service === "TRACE") apart.add(service);
      if (apart.has(service)) continue;
      for (const end of found) {
        const node = this.serving(end, service);
        if (node !== undefined && "rule" in end) servers.push({ ...node, service, nth: shared.indexOf(end.rule!) });
      }
    }
    return { servers, clients: [], apart, services };
  }
}
