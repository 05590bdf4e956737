/**
 * What every search for findings looks at: the inits of a system, outer before inner, and the rule lists in them.
 * It is built once for a system.
 */
import type { InitConfig, Rule, Start, Target, Tree } from "../../../../spec/genode/config.ts";
import { resolve } from "../../../../spec/genode/routing.ts";
import type { Place } from "../../../language/report.ts";
import type { FindingOptions } from "./options.ts";

/** One init, and the start node that runs it, unless it is the outermost. */
export interface Scope {
  readonly init: InitConfig;
  readonly outer: { readonly scope: Scope; readonly start: Start } | undefined;
  /** Whether `parent-provides` is given; without it nothing can be said about the parent's services. */
  readonly knowsParent: boolean;
  /** The node that lists the parent's services. */
  readonly parentProvidesAt: Place | undefined;
}

/** The rules of a child's own route, or of a default route (then without `start`). */
export interface RuleList {
  readonly scope: Scope;
  readonly start: Start | undefined;
  readonly rules: readonly Rule[];
  /** For messages: `the route of "timer"` or `the default route`. */
  readonly title: string;
  readonly component: string;
}

export interface Context {
  readonly system: InitConfig;
  readonly options: FindingOptions;
  readonly scopes: readonly Scope[];
  readonly scopeOf: ReadonlyMap<InitConfig, Scope>;
  readonly ruleLists: readonly RuleList[];
  readonly listsOf: ReadonlyMap<Scope, readonly RuleList[]>;
  /** The list of some rules, as a start node or an init holds them. */
  readonly listOf: ReadonlyMap<readonly Rule[], RuleList>;
}

export function contextOf(system: InitConfig, options: FindingOptions): Context {
  const scopes = scopesOf(system);
  const listsOf = new Map(scopes.map((scope) => [scope, ruleListsOf(scope)]));
  const ruleLists = [...listsOf.values()].flat();
  return {
    system,
    options,
    scopes,
    scopeOf: new Map(scopes.map((scope) => [scope.init, scope])),
    ruleLists,
    listsOf,
    listOf: new Map(ruleLists.map((list) => [list.rules, list])),
  };
}

/** The path of a component, such as `init -> drivers -> timer`. */
export const pathOf = (scope: Scope, start: Start): string => `${scope.init.path} -> ${start.name}`;

/** Whether a target leads to a server for `service`; targets at an unknown parent count as leading there. */
export const leadsSomewhere = (scope: Scope, rule: Rule, target: Target, service: string): boolean =>
  (target.kind === "parent" && !scope.knowsParent)
    || resolve(scope.init, rule, target, service, "") !== undefined;

/** The node of an init's configuration, or right below it, that stands at a place. */
export const nodeAt = (scope: Scope, place: Place): Tree | undefined => subNodes(scope.init).get(key(place));

/** The place of an attribute of a node, or of the node when it lacks the attribute. */
export function attributePlace(scope: Scope, node: Place, name: string): Place {
  return nodeAt(scope, node)?.attributes.find((attribute) => attribute.name === name)?.at ?? node;
}

/** The name that a node carries. */
export const nameOf = (node: Tree): string => node.attributes.find(({ name }) => name === "name")?.value ?? "";

/** The inits, outer before inner. Components that hold start nodes but are no init (`sequence`) are left out. */
function scopesOf(system: InitConfig): readonly Scope[] {
  const outermost = { init: system, outer: undefined, ...parentProvided(system) };
  const scopes: Scope[] = [outermost];
  for (const scope of scopes) {
    for (const start of scope.init.starts) {
      if (start.init === undefined || !isInit(start, start.init)) continue;
      scopes.push({ init: start.init, outer: { scope, start }, ...parentProvided(start.init) });
    }
  }
  return scopes;
}

/** Of several parent-provides the last one counts. */
function parentProvided({ tree }: InitConfig): Pick<Scope, "knowsParent" | "parentProvidesAt"> {
  const at = tree.children.findLast((node) => node.type === "parent-provides")?.at;
  return { knowsParent: at !== undefined, parentProvidesAt: at };
}

const isInit = (start: Start, init: InitConfig): boolean =>
  start.binary === "init" || parentProvided(init).knowsParent || init.defaultRoute !== undefined;

function ruleListsOf(scope: Scope): readonly RuleList[] {
  const { init } = scope;
  const lists: RuleList[] = [];
  if (init.defaultRoute !== undefined) {
    lists.push({ scope, start: undefined, rules: init.defaultRoute, title: "the default route", component: init.path });
  }
  for (const start of init.starts) {
    if (start.route === undefined) continue;
    const title = `the route of "${start.name}"`;
    lists.push({ scope, start, rules: start.route, title, component: pathOf(scope, start) });
  }
  return lists;
}

const nodes = new WeakMap<InitConfig, ReadonlyMap<string, Tree>>();

function subNodes(init: InitConfig): ReadonlyMap<string, Tree> {
  const before = nodes.get(init);
  if (before !== undefined) return before;
  const map = new Map([init.tree, ...init.tree.children].map((tree) => [key(tree.at), tree]));
  nodes.set(init, map);
  return map;
}

const key = (place: Place): string => `${place.line}:${place.column}`;
