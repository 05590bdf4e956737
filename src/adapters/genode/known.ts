/**
 * What init's configuration may contain, and a finding for everything else. The table restates Genode's schema
 * `os/src/init/init.hsd` (26.04) with what the code accepts beyond it: `version`, `generate_xml`, the target `local`,
 * label selectors of any-service, rewriting by any-child, parent-provides of any node type, and the older `resource` below
 * `start`.
 */
import type { Tree } from "../../../spec/genode/config.ts";
import { shown, type Findings } from "./codes.ts";
import { nearest } from "./findings/nearest.ts";
import { attribute } from "./values.ts";

/** What a node may have. */
interface Shape {
  readonly mandatory?: readonly string[];
  readonly optional?: readonly string[];
  /** The shape of each sub node by its type, and of those of any other type. */
  readonly nodes?: Readonly<Record<string, string>>;
  readonly others?: string;
  /** Types of which only one node counts; which one, init decides. */
  readonly once?: Readonly<Record<string, "first" | "last">>;
  /** Whether it decides where a session request goes, so that what is not understood in it leaves a doubt. */
  readonly routes?: boolean;
}

const targets = { parent: "target", "any-child": "target", child: "child", local: "target" };
const rules = { service: "rule", "any-service": "anyRule" };
const rewriting = ["label", "identity", "resource", "prepend_resource"];
const selectors = ["label", "label_prefix", "label_suffix", "label_last"];

const shapes: Readonly<Record<string, Shape>> = {
  config: {
    optional: ["prio_levels", "verbose", "ld_verbose", "version", "generate_xml"],
    nodes: {
      service: "forwarding", "affinity-space": "space", "parent-provides": "parentServices", alias: "alias",
      "default-route": "route", default: "default", report: "report", heartbeat: "heartbeat", resource: "preserve",
      start: "start",
    },
    once: { "parent-provides": "last", report: "last", heartbeat: "last" },
  },
  forwarding: { mandatory: ["name"], nodes: { policy: "policy", "default-policy": "defaultPolicy" }, routes: true },
  policy: { optional: selectors, nodes: { child: "child" }, once: { child: "first" }, routes: true },
  defaultPolicy: { nodes: { child: "child" }, once: { child: "first" }, routes: true },
  space: { mandatory: ["width", "height"] },
  services: { nodes: { service: "named" }, routes: true },
  parentServices: { others: "named", routes: true },
  alias: { mandatory: ["name", "child"], optional: ["version"], routes: true },
  route: { nodes: rules, routes: true },
  rule: { mandatory: ["name"], optional: [...selectors, "unscoped_label"], nodes: targets, routes: true },
  anyRule: { optional: [...selectors, "unscoped_label"], nodes: targets, routes: true },
  child: { mandatory: ["name"], optional: rewriting, routes: true },
  target: { optional: rewriting, routes: true },
  named: { mandatory: ["name"], routes: true },
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
  const { findings, component } = reading;
  for (const { name, at } of node.attributes) {
    if (!shape.mandatory?.includes(name) && !shape.optional?.includes(name))
      sayUnknown(shape, `attribute ${shown(name)} of ${shown(node.type)}`, name, attributesOf(shape), at, reading);
  }
  for (const name of shape.mandatory ?? []) {
    const given = attribute(node, name);
    if (given && (given.value !== "" || shapeName !== "start")) continue;
    const stops = shapeName === "start" ? " init stops reading its configuration here." : "";
    findings.add("GN006", stops ? "error" : "warning", node.at,
      `The node ${shown(node.type)} has no ${name}.${stops} Add ${given ? "it" : "the attribute"}.`, component);
  }
  if (node.text !== "") {
    findings.add("GN005", "note", node.at,
      `The text ${shown(node.text)} in ${shown(node.type)} is ignored by ${reading.reader}. Remove it.`, component);
  }
  checkNodes(node, shape, reading);
}

function checkNodes(node: Tree, shape: Shape, reading: Reading): void {
  const { findings, component } = reading;
  const seen = new Map<string, number>();
  for (const child of node.children) {
    const inner = Object.hasOwn(shape.nodes ?? {}, child.type) ? shape.nodes![child.type] : shape.others;
    if (inner === undefined) {
      sayUnknown(shape, `node ${shown(child.type)} in ${shown(node.type)}`, child.type, Object.keys(shape.nodes ?? {}), child.at, reading);
      continue;
    }
    const count = (seen.get(child.type) ?? 0) + 1;
    seen.set(child.type, count);
    const counts = Object.hasOwn(shape.once ?? {}, child.type) ? shape.once![child.type] : undefined;
    if (counts !== undefined && count === 2) {
      findings.doubt(child.at, `${shown(node.type)} has more than one ${shown(child.type)}`);
      findings.add("GN005", "warning", child.at,
        `The node ${shown(node.type)} has more than one ${shown(child.type)}: only the ${counts} one counts. `
        + "Join them.", component);
    }
    checkShape(child, inner, reading);
  }
}

const attributesOf = ({ mandatory = [], optional = [] }: Shape): readonly string[] => [...mandatory, ...optional];

/**
 * What is written almost like something that is known was meant to have an effect, which a warning says (of a target GN111
 * says it). Of what another program
 * than init makes of its configuration nothing is known anyway.
 */
function sayUnknown(
  shape: Shape, what: string, name: string, known: readonly string[], at: Tree["at"], { findings, component, reader }: Reading,
): void {
  if (shape.routes === true && reader === "init") findings.doubt(at, `the ${what} is not understood`);
  const meant = nearest(name, known).map(shown).join(" or ");
  findings.add("GN005", meant === "" || shape.nodes === targets ? "note" : "warning", at,
    `The ${what} is unknown to ${reader}, which ignores it. ${meant === "" ? "Remove or correct it." : `Did you mean ${meant}?`}`, component);
}
