/**
 * The configuration of an init, read in document order as init applies it: a `start` node sees the defaults that
 * precede it, and a later node with the same key replaces the earlier one.
 * Source: Genode `os/src/lib/sandbox/config_model.cc`, `library.cc`.
 */
import type { Affinity, Alias, Forwarding, InitConfig, Rule, Start, Tree } from "../../../spec/genode/config.ts";
import { isLevelCount, priorityLimit } from "../../../spec/genode/cpu.ts";
import { shown } from "./codes.ts";
import { findUnknown } from "./known.ts";
import { readForwarding, readParentServices, readRules } from "./route.ts";
import { isDeploy, readStart, updateStart } from "./start.ts";
import { booleanOf, numberOf, subNode, textOf, type ValueReading } from "./values.ts";

/** What a name of the configuration stands for. */
type Named = { readonly start: Start; readonly alias?: never } | { readonly alias: Alias; readonly start?: never };

/** What has been read of a configuration so far. */
interface SoFar {
  ram: number | undefined;
  caps: number | undefined;
  route: readonly Rule[] | undefined;
  affinitySpace: Affinity | undefined;
  preserveRam: number | undefined;
  preserveCaps: number | undefined;
  heartbeatRateMs: number | undefined;
  parentProvides: Tree | undefined;
  /** Start nodes and aliases by name and version, in the order in which they first came: they share one name space. */
  readonly named: Map<string, Named>;
  readonly forwards: Map<string, Forwarding>;
}

/**
 * Reads a `config` node with the component's path (`init`, or `init -> drivers`) and, through its start nodes, every init below
 * it; `binary` is the program that the configuration is for, usually init.
 * Recurses once for each nested init, of which the limit on nesting allows 32.
 */
export function readInit(config: Tree, binary: string, reading: ValueReading): InitConfig {
  const { component: path, findings } = reading;
  findUnknown(config, binary, path, findings);
  const soFar: SoFar = {
    ram: undefined, caps: undefined, route: undefined, affinitySpace: undefined, preserveRam: undefined,
    preserveCaps: undefined, heartbeatRateMs: undefined, parentProvides: undefined,
    named: new Map(), forwards: new Map(),
  };
  for (const node of config.children) readNode(node, soFar, reading);
  const named = [...soFar.named.values()];
  return {
    path,
    ...(binary === "init" ? {} : { program: binary }),
    prioLevels: readPrioLevels(config, reading),
    verbose: booleanOf(config, "verbose", false, reading),
    affinitySpace: soFar.affinitySpace,
    parentProvides: readParentServices(soFar.parentProvides),
    aliases: named.flatMap(({ alias }) => alias ?? []),
    defaultRoute: soFar.route,
    defaultRam: soFar.ram,
    defaultCaps: soFar.caps,
    preserveRam: soFar.preserveRam,
    preserveCaps: soFar.preserveCaps,
    forwards: [...soFar.forwards.values()],
    heartbeatRateMs: soFar.heartbeatRateMs,
    hasReport: subNode(config, "report") !== undefined,
    starts: named.flatMap(({ start }) => start ?? []),
    tree: config,
    at: config.at,
  };
}

function readNode(node: Tree, soFar: SoFar, reading: ValueReading): void {
  const { findings, component: path } = reading;
  switch (node.type) {
    case "parent-provides":
      soFar.parentProvides = node;
      break;
    case "default-route":
      soFar.route = readRules(node);
      break;
    case "default":
      soFar.ram = numberOf(node, "ram", "bytes", undefined, reading);
      soFar.caps = numberOf(node, "caps", "count", undefined, reading);
      break;
    case "affinity-space":
      soFar.affinitySpace = {
        x: 0, y: 0, width: numberOf(node, "width", "count", 1, reading),
        height: numberOf(node, "height", "count", 1, reading), at: node.at,
      };
      break;
    case "resource":
      readPreserve(node, soFar, reading);
      break;
    case "heartbeat":
      soFar.heartbeatRateMs = numberOf(node, "rate_ms", "count", 1000, reading);
      break;
    case "alias":
      setNamed(node, soFar, reading, () => ({ alias: { name: textOf(node, "name"), child: textOf(node, "child"), at: node.at } }));
      break;
    case "service":
      if (soFar.forwards.has(textOf(node, "name"))) findings.doubt(node.at, `the service ${shown(textOf(node, "name"))} is forwarded twice`);
      soFar.forwards.set(textOf(node, "name"), readForwarding(node, path, findings));
      break;
    case "start":
      addStart(node, soFar, reading);
      break;
  }
}

/**
 * Start nodes and aliases with one name and version are one thing for init: the later node updates the earlier of its kind,
 * and replaces one of the other kind, so that an alias makes way for a child, and a child is given up for an alias.
 */
function setNamed(node: Tree, { named }: SoFar, { findings }: ValueReading, read: (before: Start | undefined) => Named): void {
  const key = JSON.stringify([textOf(node, "name"), textOf(node, "version")]);
  const before = named.get(key);
  const next = read(before?.start);
  if (before !== undefined) {
    findings.doubt(node.at, `the ${node.type} ${shown(textOf(node, "name"))} has the name of the node in line ${(before.start ?? before.alias).at.line}`);
  }
  named.set(key, next);
}

/** Reads a start node and what its child configures. */
function addStart(node: Tree, soFar: SoFar, reading: ValueReading): void {
  const { findings, component } = reading;
  const path = `${component} -> ${textOf(node, "name")}`;
  const inner = { ...reading, component: path };
  const start = readStart(node, soFar, inner, (config, binary) => readInit(config, binary, inner));
  if (start.config && isDeploy(start.config)) {
    findings.add("GN002", "note", start.config.at,
      `The config of ${shown(start.name)} is a deploy file: its start nodes name packages and are not checked.`, path);
  }
  setNamed(node, soFar, reading, (created) => ({ start: created ? updateStart(created, start) : start }));
}

function readPreserve(node: Tree, soFar: SoFar, reading: ValueReading): void {
  const name = textOf(node, "name");
  if (name === "RAM") soFar.preserveRam = numberOf(node, "preserve", "bytes", undefined, reading);
  else if (name === "CAP") soFar.preserveCaps = numberOf(node, "preserve", "count", undefined, reading);
  else {
    reading.findings.add("GN004", "error", node.at,
      `The resource ${shown(name)} is neither RAM nor CAP: init fails on it. Correct the name.`, reading.component);
  }
}

/** init switches priorities off unless the number of levels is a power of two. */
function readPrioLevels(config: Tree, reading: ValueReading): number {
  const levels = numberOf(config, "prio_levels", "signed", 0, reading);
  if (isLevelCount(levels) && levels <= priorityLimit) return levels;
  const say = (why: string): void => reading.findings.add("GN004", "warning", config.at,
    `The number of priority levels, ${levels}, ${why}. Write a power of two such as 2, 4 or 8.`, reading.component);
  if (isLevelCount(levels)) say(`is more than the ${priorityLimit} priorities that there are: all components get the highest`);
  else say("is not a power of two: init switches priorities off");
  return isLevelCount(levels) ? levels : 0;
}
