/**
 * A `start` node as init reads it when it creates the child: with the defaults that precede it in the configuration.
 * Source: Genode `os/src/lib/sandbox/child.h`, `utils.h`, `base/include/base/affinity.h`.
 */
import type { Affinity, InitConfig, Rule, Start, Tree } from "../../../spec/genode/config.ts";
import { readRules, readServices } from "./route.ts";
import { attribute, booleanOf, numberOf, subNode, textOf, type ValueReading } from "./values.ts";
import { shown } from "./codes.ts";

/** What precedes a `start` node in its configuration. */
export interface Defaults {
  readonly ram: number | undefined;
  readonly caps: number | undefined;
  readonly route: readonly Rule[] | undefined;
  readonly affinitySpace: Affinity | undefined;
}

/** Reads a `start` node; `readNested` reads the configuration of a child that is an init itself. */
export function readStart(
  node: Tree, defaults: Defaults, reading: ValueReading,
  readNested: (config: Tree, binary: string) => InitConfig,
): Start {
  const name = textOf(node, "name");
  const binaryNode = subNode(node, "binary");
  const binary = binaryNode ? textOf(binaryNode, "name") : name;
  const route = subNode(node, "route");
  const config = subNode(node, "config");
  const heartbeat = subNode(node, "heartbeat");
  const exit = subNode(node, "exit");
  reportResources(node, reading);
  const start: Start = {
    name,
    version: textOf(node, "version"),
    binary,
    ld: booleanOf(node, "ld", true, reading),
    ram: readRam(node, defaults.ram, reading),
    caps: numberOf(node, "caps", "count", defaults.caps, reading),
    priority: numberOf(node, "priority", "signed", 0, reading),
    managingSystem: booleanOf(node, "managing_system", false, reading),
    affinity: readAffinity(node, defaults.affinitySpace, reading),
    heartbeat: heartbeat
      && { restartAfterSkipped: numberOf(heartbeat, "restart_after_skipped", "count", 0, reading) },
    exitPropagates: exit !== undefined && booleanOf(exit, "propagate", false, reading),
    provides: readServices(subNode(node, "provides")),
    route: route && readRules(route),
    config,
    init: config && isInit(config, binary) ? readNested(config, binary) : undefined,
    at: node.at,
  };
  return defaults.route ? { ...start, defaultRoute: defaults.route } : start;
}

/**
 * What becomes of a child when a later `start` node has the same name and version: init updates the child, but what it
 * reads only at creation stays, and so does the choice between an own route and the default route.
 */
export function updateStart(created: Start, later: Start): Start {
  const { priority, affinity, ld, managingSystem } = created;
  const route = created.route && later.route ? later.route : created.route;
  const { defaultRoute: _, ...rest } = later;
  const updated = { ...rest, priority, affinity, ld, managingSystem, route };
  return created.defaultRoute ? { ...updated, defaultRoute: created.defaultRoute } : updated;
}

/** Whether a `config` node is that of an init: the program is init or there are start nodes, and none names a package. */
export function isInit(config: Tree, binary = ""): boolean {
  return (binary === "init" || subNode(config, "start") !== undefined) && !isDeploy(config);
}

/** Whether a `config` node is a deploy file in its older form: its start nodes name packages, not quotas and routes. */
export function isDeploy(config: Tree): boolean {
  return config.children.some((node) => node.type === "start" && attribute(node, "pkg") !== undefined);
}

/** The RAM from the attribute, else from the default; an older `resource` node replaces either. */
function readRam(start: Tree, fallback: number | undefined, reading: ValueReading): number | undefined {
  let value = numberOf(start, "ram", "bytes", fallback, reading);
  for (const node of start.children) {
    if (node.type === "resource" && textOf(node, "name") === "RAM") value = numberOf(node, "quantum", "bytes", 0, reading);
  }
  return value;
}

/**
 * Other resources than RAM: CAP counts only when the child is created, since init then brings the child to the attribute
 * `caps` or to the default (`child.cc`, `_configured_cap_quota`). CPU quotas existed until Genode 25.08, others never did.
 */
function reportResources(start: Tree, { findings, component }: ValueReading): void {
  for (const node of start.children) {
    const name = textOf(node, "name");
    if (node.type !== "resource" || name === "RAM") continue;
    if (name === "CAP") {
      findings.add("GN005", "warning", node.at,
        "The resource CAP counts only until init distributes quota for the first time: then the attribute caps of the start node, "
        + `or else the default, is what the child gets. Write "caps: ${shown(textOf(node, "quantum")).slice(1, -1)}" in its place.`, component);
    } else {
      findings.add("GN005", "note", node.at,
        `The resource ${shown(name)} has no effect: init assigns only RAM and CAP. Remove it.`, component);
    }
  }
}

/** The rectangle of a child in the affinity space, which has one CPU when nothing precedes that says more. */
function readAffinity(start: Tree, space: Affinity | undefined, reading: ValueReading): Affinity | undefined {
  const node = subNode(start, "affinity");
  if (!node) return undefined;
  const whole = { x: 0, y: 0, width: space?.width ?? 1, height: space?.height ?? 1, at: node.at };
  const found = {
    x: numberOf(node, "xpos", "count", 0, reading),
    y: numberOf(node, "ypos", "count", 0, reading),
    width: numberOf(node, "width", "count", attribute(node, "xpos") ? 1 : whole.width, reading),
    height: numberOf(node, "height", "count", attribute(node, "ypos") ? 1 : whole.height, reading),
    at: node.at,
  };
  const fits = found.width > 0 && found.x + found.width <= whole.width
    && found.height > 0 && found.y + found.height <= whole.height;
  if (fits) return found;
  reading.findings.add("GN004", "warning", node.at,
    `The affinity of ${shown(textOf(start, "name"))} does not lie within the affinity space of ${whole.width} x `
    + `${whole.height} seen so far; the whole space is used. Correct it, or let affinity-space precede the start node.`,
    reading.component);
  return whole;
}
