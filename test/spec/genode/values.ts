/** Short ways to write configuration values in tests of the specification. */
import type { ForwardPolicy, InitConfig, LabelSelector, Rule, Start, Target } from "../../../spec/genode/config.ts";

export const at = { file: "test", line: 1, column: 1 };

export const parent = (rewriting: Partial<Target> = {}): Target => ({ kind: "parent", name: "", at, ...rewriting });
export const child = (name: string): Target => ({ kind: "child", name, at });
export const local: Target = { kind: "local", name: "", at };
export const anyChild: Target = { kind: "any-child", name: "", at };

export const service = (name: string, selector: LabelSelector, ...targets: readonly Target[]): Rule =>
  ({ kind: "service", service: name, selector, targets, at });
export const anyService = (...targets: readonly Target[]): Rule =>
  ({ kind: "any-service", service: "", selector: {}, targets, at });

export const start = (name: string, more: Partial<Start> = {}): Start => ({
  name, version: "", binary: name, ld: true, ram: 1024 * 1024, caps: 100, priority: 0, managingSystem: false,
  affinity: undefined, heartbeat: undefined, exitPropagates: false, provides: [], route: undefined, config: undefined,
  init: undefined, at, ...more,
});

export const server = (name: string, ...services: readonly string[]): Start =>
  start(name, { provides: services.map((one) => ({ name: one, at })) });

export const tree = { type: "config", attributes: [], children: [], text: "", at };

export const init = (starts: readonly Start[], more: Partial<InitConfig> = {}): InitConfig => ({
  path: "init", prioLevels: 0, verbose: false, affinitySpace: undefined,
  parentProvides: ["ROM", "PD", "CPU", "LOG"].map((name) => ({ name, at })), aliases: [], defaultRoute: undefined,
  defaultRam: undefined, defaultCaps: undefined, preserveRam: undefined, preserveCaps: undefined, forwards: [],
  heartbeatRateMs: undefined, hasReport: false, starts, tree, at, ...more,
});

export const policy = (selector: LabelSelector, to: string, label?: string): ForwardPolicy =>
  ({ isDefault: false, selector, child: to, label, at });
