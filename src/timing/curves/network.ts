/**
 * Servers, and flows that pass some of them one after another; and how bursty a flow can have become when it reaches a server.
 * Whatever takes the same link is bounded together, as it was shaped together.
 */
import { TimingRefusal } from "../refusal.ts";
import { type Curve, refuseFalling } from "./curve.ts";
import { deconvolve } from "./deconvolve.ts";
import { type Multiplexing, leftOverBlind, leftOverFifo } from "./leftover.ts";
import { sumOfCurves } from "./pointwise.ts";

export interface Server {
  readonly name: string;
  /** A strict service curve of what the server gives to all flows together. */
  readonly service: Curve;
}

export interface Flow {
  readonly name: string;
  /** What the flow brings to its first server. */
  readonly arrival: Curve;
  /** Names of servers, in order. */
  readonly path: readonly string[];
}

export interface Network {
  readonly servers: readonly Server[];
  readonly flows: readonly Flow[];
}

/** A network that was checked. */
export interface CheckedNetwork {
  readonly flows: readonly Flow[];
  readonly service: (server: string) => Curve;
  readonly flow: (name: string) => Flow;
  readonly flowsAt: (server: string) => readonly Flow[];
}

/**
 * Most servers, since bounds on arrivals follow them upstream within one call; most flows, and servers on all paths; and most bounds on
 * arrivals that one analysis works out. Each takes some seconds.
 */
const serversMost = 1_000;
const flowsMost = 10_000;
const hopsMost = 100_000;
const boundsMost = 3_000;

/** Refuses names that are unknown or used twice, paths that come back, and servers that wait for each other in a circle. */
export function readNetwork({ servers, flows }: Network): CheckedNetwork {
  refuseList(servers, serversMost, "servers");
  refuseList(flows, flowsMost, "flows");
  flows.forEach(({ path }, i) => refuseUnlisted(path, `flows[${i}].path`));
  const hops = flows.reduce((all, { path }) => all + path.length, 0);
  if (hops > hopsMost) throw new TimingRefusal("too large", "flows", `pass ${hops} servers on all their paths; at most ${hopsMost} are taken`);
  const serverOf = byName(servers, "servers");
  const flowOf = byName(flows, "flows");
  servers.forEach(({ service }, i) => refuseFalling(service, `servers[${i}].service`));
  const at = new Map<string, Flow[]>(servers.map(({ name }) => [name, []]));
  flows.forEach((flow, i) => {
    refuseFalling(flow.arrival, `flows[${i}].arrival`);
    if (flow.path.length === 0) throw new TimingRefusal("missing", `flows[${i}].path`, "must name at least one server");
    const passed = new Set<string>();
    flow.path.forEach((name, hop) => {
      const here = at.get(name);
      if (here === undefined) throw new TimingRefusal("unknown name", `flows[${i}].path[${hop}]`, `is "${name}", which is not a server`);
      if (passed.has(name)) throw new TimingRefusal("cycle", `flows[${i}].path[${hop}]`, `comes back to "${name}"`);
      passed.add(name);
      here.push(flow);
    });
  });
  refuseCircles(servers, flows);
  return { flows, service: (name) => serverOf(name).service, flow: flowOf, flowsAt: (name) => at.get(name) ?? [] };
}

function refuseUnlisted(list: unknown, field: string): void {
  if (!Array.isArray(list)) throw new TimingRefusal("missing", field, "must be a list");
}

function refuseList(list: readonly unknown[], most: number, field: string): void {
  refuseUnlisted(list, field);
  if (list.length > most) throw new TimingRefusal("too large", field, `has ${list.length} entries; at most ${most} are taken`);
}

/** Bounds what some flows bring together to a server that all of them pass; null where that is unbounded. */
export type ArrivalsAt = (server: string, flows: readonly Flow[]) => Curve | null;

/** `without` names a flow that is taken as absent. */
export function arrivalsIn(network: CheckedNetwork, multiplexing: Multiplexing, without?: string): ArrivalsAt {
  const known = new Map<string, Curve | null>();
  const arrivalsAt: ArrivalsAt = (server, flows) => {
    const key = JSON.stringify([server, ...flows.map(({ name }) => name)]);
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= boundsMost) throw new TimingRefusal("too large", "flows", `need more than ${boundsMost} bounds on arrivals; take fewer flows or servers`);
    const links = new Map<string | undefined, Flow[]>();
    for (const flow of flows) {
      const previous = flow.path[flow.path.indexOf(server) - 1];
      links.set(previous, [...links.get(previous) ?? [], flow]);
    }
    const parts = [...links].map(([previous, group]) =>
      previous === undefined ? sumOfCurves(group.map(({ arrival }) => arrival)) : behind(previous, group));
    const all = parts.some((part) => part === null) ? null : sumOfCurves(parts.filter((part) => part !== null));
    known.set(key, all);
    return all;
  };
  const behind = (server: string, flows: readonly Flow[]): Curve | null => {
    const others = network.flowsAt(server).filter((flow) => !flows.includes(flow) && flow.name !== without);
    const [arrivals, service] = [arrivalsAt(server, flows), leftOverAt(network, server, others, multiplexing, arrivalsAt)];
    return arrivals === null || service === null ? null : deconvolve(arrivals, service);
  };
  return arrivalsAt;
}

/** What a server leaves beside some flows; null where nothing is sure. */
export function leftOverAt(
  network: CheckedNetwork, server: string, cross: readonly Flow[], multiplexing: Multiplexing, arrivalsAt: ArrivalsAt,
): Curve | null {
  const service = network.service(server);
  if (cross.length === 0) return service;
  const arrivals = arrivalsAt(server, cross);
  if (arrivals === null) return null;
  return multiplexing === "fifo" ? leftOverFifo(service, arrivals) : leftOverBlind(service, arrivals);
}

function byName<Named extends { readonly name: string }>(list: readonly Named[], field: string): (name: string) => Named {
  const found = new Map<string, Named>();
  list.forEach((one, i) => {
    if (found.has(one.name)) throw new TimingRefusal("duplicate name", `${field}[${i}].name`, `is "${one.name}", which another one has: names must differ`);
    found.set(one.name, one);
  });
  return (name) => {
    const one = found.get(name);
    if (one === undefined) throw new TimingRefusal("unknown name", field, `have no "${name}"`);
    return one;
  };
}

/** Takes away servers that nobody left sends to, until none is left. */
function refuseCircles(servers: readonly Server[], flows: readonly Flow[]): void {
  const next = new Map<string, Set<string>>(servers.map(({ name }) => [name, new Set()]));
  for (const { path } of flows) for (let i = 1; i < path.length; i++) next.get(path[i - 1]!)!.add(path[i]!);
  const waiting = new Map<string, number>(servers.map(({ name }) => [name, 0]));
  for (const targets of next.values()) for (const target of targets) waiting.set(target, waiting.get(target)! + 1);
  const free = servers.map(({ name }) => name).filter((name) => waiting.get(name) === 0);
  for (let i = 0; i < free.length; i++) for (const target of next.get(free[i]!)!) {
    waiting.set(target, waiting.get(target)! - 1);
    if (waiting.get(target) === 0) free.push(target);
  }
  const stuck = servers.map(({ name }) => name).filter((name) => waiting.get(name)! > 0);
  if (stuck.length > 0) throw new TimingRefusal("cycle", "flows", `lead in a circle through ${stuck.join(", ")}: arrivals can be bounded in networks without circles only`);
}
