/**
 * What init's configuration may contain, and a finding for everything else. The table restates Genode's schema
 * `os/src/init/init.hsd` (26.04) with what the code accepts beyond it: `version`, `generate_xml`, the target `local`,
 * and the older `resource` below `start`.
 */
import type { Tree } from "../../../spec/genode/config.ts";
import { shown, type Findings } from "./codes.ts";
import { attribute } from "./values.ts";

/** What a node may have. */
interface Shape {
  readonly mandatory?: readonly string[];
  readonly optional?: readonly string[];
  /** The shape of each sub node by its type. */
  readonly nodes?: Readonly<Record<string, string>>;
  /** Types of which only one node counts; which one, init decides. */
  readonly once?: Readonly<Record<string, "first" | "last">>;
}

const targets = { parent: "parent", "any-child": "bare", child: "child", local: "bare" };
const rules = { service: "rule", "any-service": "anyRule" };
const rewriting = ["label", "identity", "resource", "prepend_resource"];
const selectors = ["label", "label_prefix", "label_suffix", "label_last"];

const shapes: Readonly<Record<string, Shape>> = {
  config: {
    optional: ["prio_levels", "verbose", "ld_verbose", "version", "generate_xml"],
    nodes: {
      service: "forwarding", "affinity-space": "space", "parent-provides": "services", alias: "alias",
      "default-route": "route", default: "default", report: "report", heartbeat: "heartbeat", resource: "preserve",
      start: "start",
    },
    once: {
      "affinity-space": "last", "parent-provides": "last", "default-route": "last", default: "last", report: "last",
      heartbeat: "last",
    },
  },
  forwarding: { mandatory: ["name"], nodes: { policy: "policy", "default-policy": "defaultPolicy" } },
  policy: { optional: selectors, nodes: { child: "child" }, once: { child: "first" } },
  defaultPolicy: { nodes: { child: "child" }, once: { child: "first" } },
  space: { mandatory: ["width", "height"] },
  services: { nodes: { service: "named" } },
  alias: { mandatory: ["name", "child"] },
  route: { nodes: rules },
  rule: { mandatory: ["name"], optional: [...selectors, "unscoped_label"], nodes: targets },
  anyRule: { nodes: targets },
  child: { mandatory: ["name"], optional: rewriting },
  parent: { optional: rewriting },
  bare: {},
  named: { mandatory: ["name"] },
  default: { optional: ["caps", "ram"] },
  report: {
    optional: ["ids", "requested", "provided", "session_args", "child_caps", "child_ram", "init_caps", "init_ram",
      "delay_ms", "buffer"],
  },
  heartbeat: { optional: ["rate_ms"] },
  preserve: { mandatory: ["name"], optional: ["preserve"] },
  start: {
    mandatory: ["name"], optional: ["ld", "caps", "ram", "priority", "managing_system", "version"],
    nodes: {
      binary: "named", heartbeat: "childHeartbeat", affinity: "affinity", exit: "exit", provides: "services",
      route: "route", config: "anything", resource: "quantum",
    },
    once: {
      binary: "first", heartbeat: "first", affinity: "first", exit: "first", provides: "first", route: "first",
      config: "first",
    },
  },
  childHeartbeat: { optional: ["restart_after_skipped"] },
  affinity: { optional: ["xpos", "ypos", "width", "height"] },
  exit: { optional: ["propagate"] },
  quantum: { mandatory: ["name"], optional: ["quantum"] },
};

/** Where the findings about one init go. */
interface Reading {
  readonly findings: Findings;
  /** Path of the init. */
  readonly component: string;
  /** What reads the configuration, for the messages. */
  readonly reader: string;
}

/**
 * Adds a finding for each part of an init configuration that init does not understand. What a component's own `config`
 * contains is that component's business; `binary` is the program that reads this one, which may know more than init.
 */
export function findUnknown(config: Tree, binary: string, component: string, findings: Findings): void {
  const reader = binary === "init" ? "init" : `init (the reader here is ${shown(binary)}, which may know more)`;
  checkShape(config, "config", { findings, component, reader });
}

/** Recurses no deeper than the table, which has four levels. */
function checkShape(node: Tree, shapeName: string, reading: Reading): void {
  const shape = shapes[shapeName];
  if (!shape) return;
  const { findings, component, reader } = reading;
  const say = (at: Tree["at"], message: string): void => findings.add("GN005", "note", at, message, component);
  for (const { name, at } of node.attributes) {
    if (!shape.mandatory?.includes(name) && !shape.optional?.includes(name)) {
      say(at, `The attribute ${shown(name)} of ${shown(node.type)} is unknown to ${reader}, which ignores it. `
        + "Remove or correct it.");
    }
  }
  for (const name of shape.mandatory ?? []) {
    if (attribute(node, name)) continue;
    const stops = shapeName === "start" ? " init stops reading its configuration here." : "";
    findings.add("GN006", stops ? "error" : "warning", node.at,
      `The node ${shown(node.type)} has no ${name}.${stops} Add the attribute.`, component);
  }
  if (node.text !== "") {
    say(node.at, `The text ${shown(node.text)} in ${shown(node.type)} is ignored by ${reader}. Remove it.`);
  }
  checkNodes(node, shape, reading);
}

function checkNodes(node: Tree, shape: Shape, reading: Reading): void {
  const { findings, component, reader } = reading;
  const seen = new Map<string, number>();
  for (const child of node.children) {
    const inner = Object.hasOwn(shape.nodes ?? {}, child.type) ? shape.nodes![child.type] : undefined;
    if (inner === undefined) {
      findings.add("GN005", "note", child.at, `The node ${shown(child.type)} in ${shown(node.type)} is unknown to `
        + `${reader}, which ignores it. Remove or correct it.`, component);
      continue;
    }
    const count = (seen.get(child.type) ?? 0) + 1;
    seen.set(child.type, count);
    const counts = Object.hasOwn(shape.once ?? {}, child.type) ? shape.once![child.type] : undefined;
    if (counts !== undefined && count === 2) {
      findings.add("GN005", "warning", child.at,
        `The node ${shown(node.type)} has more than one ${shown(child.type)}: only the ${counts} one counts. `
        + "Join them.", component);
    }
    checkShape(child, inner, reading);
  }
}
