/**
 * Who calls whom in a configuration: the sessions that its routes open from one component to another, through nested inits
 * and their forwarding, with what the file says about priority and place. Services of core and of the outer parent end there.
 */
import type { Component, Connection, Description, Place } from "../../src/language/index.ts";
import { type Exact, one, ratio, zero } from "../../src/timing/exact.ts";
import type { Affinity, InitConfig, Start } from "../../spec/genode/config.ts";
import { levelOf, narrowedPriority } from "../../spec/genode/cpu.ts";
import { forward } from "../../spec/genode/forwarding.ts";
import { prefixed, separator } from "../../spec/genode/label.ts";
import { route, rulesOf } from "../../spec/genode/routing.ts";
import { type ListedComponent, listComponents } from "./components.ts";
import { labelFor } from "./wishes.ts";

/** The name of the format of init's configurations. */
export const formatName = "genode-init";

/** A configuration as a description. Its routes are followed when somebody asks for them. */
export function descriptionOf(system: InitConfig): Description {
  let followed: Calls | undefined;
  const calls = (): Calls => followed ??= callsOf(system);
  return {
    format: formatName, content: system,
    get components() { return calls().components; },
    ask: (one, service) => calls().ask(one, service),
  };
}

type Calls = Pick<Description, "components"> & { readonly ask: NonNullable<Description["ask"]> };

/** The components of a configuration with the sessions between them; an init is none, since it only connects its children. */
function callsOf(system: InitConfig): Calls {
  const components = listComponents(system);
  const byStart = new Map(components.map((component) => [component.start, component]));
  const callers = new Map<ListedComponent, Component & { connections: Connection[] }>();
  const places = new Map<ListedComponent, Box>();
  const space = system.affinitySpace ?? { width: 1, height: 1 };
  for (const component of components) {
    const { start, path, parent, init, scope } = component;
    if (start === undefined) {
      places.set(component, whole);
      continue;
    }
    const box = within(places.get(parent!)!, scope!.affinitySpace, start.affinity);
    places.set(component, box);
    if (init !== undefined) continue;
    callers.set(component, {
      name: path.slice(components[0]!.path.length + separator.length), connections: [], quotas: quotasOf(start),
      priority: priorityOf(component), at: start.at,
      processor: `${box.x.mul(space.width).toFraction()},${box.y.mul(space.height).toFraction()}`,
      isOpen: (rulesOf(start) ?? []).some((rule) => rule.kind === "any-service" && rule.targets.some(({ kind }) =>
        kind === "child" || kind === "any-child" || (kind === "parent" && parent!.start !== undefined))),
    });
  }

  const opened = (component: ListedComponent, service: string, label: string, at: Place): Connection | null => {
    const found = serverOf(component, service, label, byStart);
    const server = found === null ? undefined : callers.get(found);
    return server === undefined ? null : { service, server, at };
  };
  for (const [component, { connections }] of callers) for (const rule of rulesOf(component.start!) ?? []) {
    const session = rule.kind === "service" ? opened(component, rule.service, labelFor(rule, component.start!.name), rule.at) : null;
    // A default route is written for all, and says nothing of a server that it would lead to itself.
    const isOwn = component.start!.route === undefined && session?.server === callers.get(component);
    const isNew = !connections.some(({ service, server }) => service === session?.service && server === session.server);
    if (session !== null && !isOwn && isNew) connections.push(session);
  }
  const componentOf = new Map([...callers].map(([component, caller]) => [caller as Component, component]));
  return {
    components: [...callers.values()],
    ask: (caller, service) => {
      const { start } = componentOf.get(caller)!;
      return opened(componentOf.get(caller)!, service, prefixed(start!.name, ""), start!.at);
    },
  };
}

const quotasOf = ({ ram, caps }: Start): Component["quotas"] =>
  ({ ...(ram === undefined ? {} : { ram }), ...(caps === undefined ? {} : { caps }) });

type ByStart = ReadonlyMap<unknown, ListedComponent>;

/** The component that serves a request in the end: up through parents, and down through what inits forward. */
function serverOf(client: ListedComponent, service: string, label: string, byStart: ByStart): ListedComponent | null {
  let [asking, said] = [client, label];
  for (;;) {
    const found = route(asking.scope!, asking.start!, service, said);
    if (found.kind === "local" || found.kind === "denied") return null;
    if (found.kind === "child") return forwarded(byStart.get(found.child)!, service, found.label, byStart);
    asking = asking.parent!;
    if (asking.start === undefined) return null;
    said = prefixed(asking.start.name, found.label);
  }
}

function forwarded(server: ListedComponent, service: string, label: string, byStart: ByStart): ListedComponent | null {
  let [serving, said] = [server, label];
  while (serving.init !== undefined) {
    const found = forward(serving.init, service, said);
    if (found.kind !== "child") return null;
    [serving, said] = [byStart.get(found.child)!, found.label];
  }
  return serving;
}

/** What the highest priority that a component can ask for becomes on its way to core. */
function priorityOf(component: ListedComponent): number {
  let priority = 0;
  for (let one = component; one.start !== undefined; one = one.parent!) {
    const { prioLevels } = one.scope!;
    priority = narrowedPriority(prioLevels, levelOf(prioLevels, one.start.priority).level, priority);
  }
  return priority;
}

/** A part of the machine's processors, as shares of the whole. */
interface Box {
  readonly x: Exact;
  readonly y: Exact;
  readonly width: Exact;
  readonly height: Exact;
}

const whole: Box = { x: zero, y: zero, width: one, height: one };

function within(outer: Box, space: Affinity | undefined, area: Affinity | undefined): Box {
  if (space === undefined || area === undefined || space.width === 0 || space.height === 0) return outer;
  return {
    x: outer.x.add(outer.width.mul(ratio(area.x, space.width))), y: outer.y.add(outer.height.mul(ratio(area.y, space.height))),
    width: outer.width.mul(ratio(area.width, space.width)), height: outer.height.mul(ratio(area.height, space.height)),
  };
}
