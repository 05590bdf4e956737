/**
 * A short way to write Genode configurations as values, for the systems of our own suites. Targets of a rule are words:
 * `parent`, `any-child`, `local`, or the name of a child.
 */
import type { InitConfig, Rule, Start, Target, Tree } from "../../spec/genode/config.ts";

const at = { file: "this model", line: 1, column: 1 };
const blank = (type: string): Tree => ({ type, attributes: [], children: [], text: "", at });
const named = (names: readonly string[]) => names.map((name) => ({ name, at }));

const target = (word: string): Target => word === "parent" || word === "any-child" || word === "local"
  ? { kind: word, name: "", at }
  : { kind: "child", name: word, at };

/** A rule for one service, with targets in order. */
export const to = (service: string, ...targets: string[]): Rule =>
  ({ kind: "service", service, selector: {}, targets: targets.map(target), at });

/** The same rule for one label only. */
export const labelled = (rule: Rule, label: string): Rule => ({ ...rule, selector: { label } });

/** A rule for any service. */
export const otherwise = (...targets: string[]): Rule =>
  ({ kind: "any-service", service: "", selector: {}, targets: targets.map(target), at });

/** What differs between the start nodes of our systems. */
export interface StartText {
  readonly ram: number;
  readonly caps: number;
  readonly provides?: readonly string[];
  readonly route: readonly Rule[];
  /** Whether the component has an inline configuration. */
  readonly configured?: boolean;
  /** The configuration of a nested init. */
  readonly init?: InitConfig;
}

/** A start node. */
export const start = (name: string, { ram, caps, provides = [], route, configured = false, init }: StartText): Start => ({
  name, version: "", binary: name, ld: true, ram, caps, priority: 0, managingSystem: false, affinity: undefined,
  heartbeat: undefined, exitPropagates: false, provides: named(provides), route,
  config: configured || init !== undefined ? blank("config") : undefined, init, at,
});

/** An init with the services that its parent provides. */
export const init = (
  path: string, parentProvides: readonly string[], starts: readonly Start[], preserve?: { ram: number; caps: number },
): InitConfig => ({
  path, prioLevels: 0, verbose: false, affinitySpace: undefined, parentProvides: named(parentProvides), aliases: [],
  defaultRoute: undefined, defaultRam: undefined, defaultCaps: undefined,
  preserveRam: preserve?.ram, preserveCaps: preserve?.caps, forwards: [], heartbeatRateMs: undefined, hasReport: false,
  starts, tree: blank("config"), at: { ...at, file: path },
});

/** The services that core gives to every init. */
export const core = ["ROM", "PD", "CPU", "LOG", "RM"];

/** Bytes in a kibibyte and a mebibyte. */
export const kib = 1024;
export const mib = 1024 * 1024;
