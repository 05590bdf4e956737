/**
 * The configuration of an init, read in document order as init applies it: a `start` node sees the defaults that
 * precede it, and a later node with the same key replaces the earlier one.
 * Source: Genode `os/src/lib/sandbox/config_model.cc`, `library.cc`.
 */
import type { Affinity, Alias, Forwarding, InitConfig, Rule, Start, Tree } from "../../../spec/genode/config.ts";
import { shown, type Findings } from "./codes.ts";
import { findUnknown } from "./known.ts";
import { readForwarding, readRules, readServices } from "./route.ts";
import { isDeploy, readStart, updateStart } from "./start.ts";
import { booleanOf, numberOf, subNode, textOf, type ValueReading } from "./values.ts";

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
  readonly starts: Map<string, Start>;
  readonly aliases: Map<string, Alias>;
  readonly forwards: Map<string, Forwarding>;
}

/**
 * Reads a `config` node with that path (`init`, or `init -> drivers`) and, through its start nodes, every init below
 * it; `binary` is the program that the configuration is for, usually init.
 * Recurses once for each nested init, of which the limit on nesting allows 32.
 */
export function readInit(config: Tree, binary: string, path: string, findings: Findings): InitConfig {
  const reading = { findings, component: path };
  findUnknown(config, binary, path, findings);
  const soFar: SoFar = {
    ram: undefined, caps: undefined, route: undefined, affinitySpace: undefined, preserveRam: undefined,
    preserveCaps: undefined, heartbeatRateMs: undefined, parentProvides: undefined,
    starts: new Map(), aliases: new Map(), forwards: new Map(),
  };
  for (const node of config.children) readNode(node, soFar, reading);
  return {
    path,
    prioLevels: readPrioLevels(config, reading),
    verbose: booleanOf(config, "verbose", false, reading),
    affinitySpace: soFar.affinitySpace,
    parentProvides: readServices(soFar.parentProvides),
    aliases: [...soFar.aliases.values()],
    defaultRoute: soFar.route,
    defaultRam: soFar.ram,
    defaultCaps: soFar.caps,
    preserveRam: soFar.preserveRam,
    preserveCaps: soFar.preserveCaps,
    forwards: [...soFar.forwards.values()],
    heartbeatRateMs: soFar.heartbeatRateMs,
    hasReport: subNode(config, "report") !== undefined,
    starts: [...soFar.starts.values()],
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
    case "alias": {
      const name = textOf(node, "name");
      soFar.aliases.set(name, { name, child: textOf(node, "child"), at: node.at });
      break;
    }
    case "service":
      soFar.forwards.set(textOf(node, "name"), readForwarding(node, path, findings));
      break;
    case "start":
      addStart(node, soFar, reading);
      break;
  }
}

/** Reads a start node and what its child configures. The key of a child is its name and version. */
function addStart(node: Tree, soFar: SoFar, { findings, component }: ValueReading): void {
  const path = `${component} -> ${textOf(node, "name")}`;
  const start = readStart(node, soFar, { findings, component: path },
    (config, binary) => readInit(config, binary, path, findings));
  if (start.config && isDeploy(start.config)) {
    findings.add("GN002", "note", start.config.at,
      `The config of ${shown(start.name)} is a deploy file: its start nodes name packages and are not checked.`, path);
  }
  const key = JSON.stringify([start.name, start.version]);
  const created = soFar.starts.get(key);
  soFar.starts.set(key, created ? updateStart(created, start) : start);
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

/** init switches priorities off unless the number of levels is a power of two below 64. */
function readPrioLevels(config: Tree, reading: ValueReading): number {
  const levels = numberOf(config, "prio_levels", "signed", 0, reading);
  if (levels >= 0 && levels < 64 && (levels & (levels - 1)) === 0) return levels;
  reading.findings.add("GN004", "warning", config.at,
    `The number of priority levels, ${levels}, is not a power of two below 64: init switches priorities off. `
    + "Write 2, 4, 8, 16 or 32.", reading.component);
  return 0;
}
