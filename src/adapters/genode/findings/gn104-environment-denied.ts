/** GN104: a session that every component needs before its first instruction cannot be routed. */
import type { Start } from "../../../../spec/genode/config.ts";
import { directoryOf } from "../../../../spec/genode/directory.ts";
import { route, rulesOf } from "../../../../spec/genode/routing.ts";
import type { Finding, Place } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Context, type Scope } from "./context.ts";
import { environmentOf } from "./environment.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { ends, type End } from "./reach.ts";

export const environmentDenied: FindingKind = {
  code: "GN104",
  severities: ["error", "note"],
  title: "A component cannot be started: an environment session has no route",
  page: page({
    means: `Every component needs PD, CPU, LOG and the ROM with its binary, and unless "ld: no" is set, the ROM
      ld.lib.so. Their labels are not scoped: PD, CPU, LOG and the binary carry the child's name, the linker
      ld.lib.so. This finding says that the rules deny one of them, here or at an outer init, and why: no rule matches, the
      parent does not list the service, a route of its own replaces the default route, which init does not consult then, or init has a
      module of its own by that name.
      Components that suffer from one line share one finding.`,
    matters: `The component never starts. Init reports it as incomplete. A denied linker is survived by static binaries
      only; say "ld: no" for those. When the configuration of a running init is corrected, a component that is stuck ignores
      its corrected start node unless a server comes or goes; a new version restarts it (a note says so once).`,
    wrong: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer
  + route
    + service PD  | + parent
    + service CPU | + parent
    + service ROM | + parent`,
    right: `
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
+ start timer
  + route
    + service PD  | + parent
    + service CPU | + parent
    + service ROM | + parent
    + service LOG | + parent`,
    source: "Genode base/include/base/child.h, base/src/lib/base/child.cc at ffb059da (26.04).",
  }),
  find: (context) => {
    const found = [...causes(context).values()].map(say);
    const first = found[0];
    return first === undefined ? [] : [...found, finding(environmentDenied.code, "note", first,
      "a component that init has once tried in vain to start ignores its corrected start node in a new configuration, unless a "
        + "server comes or goes; give the start node another version then", context.system.path)];
  },
};

/** What denies environment sessions, and to whom. */
interface Cause {
  readonly at: Place;
  /** Why, and what to do about it, with the sessions named in between. */
  readonly why: (services: string) => string;
  readonly services: Set<string>;
  readonly clients: { readonly scope: Scope; readonly start: Start }[];
}

/** Components that suffer from one cause share a finding. */
function causes(context: Context): ReadonlyMap<string, Cause> {
  const found = new Map<string, Cause>();
  for (const scope of context.scopes.filter(isJudged)) for (const start of scope.init.starts) {
    // A default route that comes too late is another finding.
    if (rulesOf(start) === undefined && scope.init.defaultRoute !== undefined) continue;
    for (const { service, label, title } of environmentOf(start)) {
      const end = ends(context, scope, start, service, label, "code").find((one) => isFatal(scope, service, one));
      if (end === undefined) continue;
      const { key, at, why } = end.kind === "refused" ? refusal(end, start) : end.kind === "denied" ? denial(end, service, start) : own(start);
      const cause = found.get(key) ?? { at, why, services: new Set(), clients: [] };
      found.set(key, cause);
      cause.services.add(title);
      if (cause.clients.at(-1)?.start !== start) cause.clients.push({ scope, start });
    }
  }
  return found;
}

/** A module that init itself serves is no program. */
const isFatal = ({ init }: Scope, service: string, { kind }: End): boolean =>
  kind === "denied" || kind === "refused" || (kind === "local" && service === "ROM" && init.program === undefined);

type Told = Pick<Cause, "at" | "why"> & { readonly key: string };

const refusal = ({ scope, why }: End & { kind: "refused" }, { at }: Start): Told => ({
  key: `refused ${scope.init.path} ${why} ${at.line}:${at.column}`, at,
  why: (services) => `no route for ${services} (${why} in ${scope.init.path}); add a policy there, or route them to another server`,
});

const own = ({ name, at }: Start): Told => ({
  key: `own ${name} ${at.line}:${at.column}`, at,
  why: (services) => `by the name of ${services} init serves a module of its own, the inline configuration or the requests to a server; rename the component or its `
    + "binary",
});

/** The rule that denies a session, where it would be granted, and what would change that. */
function denial({ scope, start, why, rule }: End & { kind: "denied" }, service: string, client: Start): Told {
  const { init, parentProvidesAt: list } = scope;
  const path = pathOf(scope, start);
  const rules = (rulesOf(start) ?? []).filter((one) => rule === undefined ? one.kind === "any-service" : one === rule);
  const isParents = rules.length > 0 && rules.every(({ targets }) => targets.every(({ kind }) => kind === "parent"));
  if (isParents && list !== undefined && !directoryOf(init).parentServices.has(service)) return {
    key: `parent ${init.path}`, at: list,
    why: (services) => `the routes lead ${services} to the parent, and parent-provides of ${init.path} in line ${list.line} does not list `
      + "them; add them there",
  };
  const byDefault = start.defaultRoute?.[0];
  const isReplaced = start.route !== undefined && byDefault !== undefined
    && route(init, { ...start, route: undefined }, service, start === client ? start.name : "").kind !== "denied";
  const own = start.route === undefined ? "" : `, in the route of ${path}`;
  return {
    key: `denied ${path} ${isReplaced} ${client.at.line}:${client.at.column}`, at: client.at,
    why: (services) => isReplaced
      ? `no route for ${services} (${why}${own}): its own route replaces the default route, whose rules begin in line ${byDefault.at.line} and have `
        + "them; repeat those rules in it"
      : `no route for ${services} (${why}, in the route of ${path}); add rules for them, without label, label_prefix or label_suffix`,
  };
}

function say({ at, why, services, clients }: Cause): Finding {
  const names = clients.slice(0, 3).map(({ start }) => shown(start.name)).join(", ");
  const more = clients.length > 3 ? ` and ${clients.length - 3} more` : "";
  const { scope, start } = clients[0]!;
  return finding(environmentDenied.code, "error", at, `${names}${more} cannot start: ${why([...services].join(", "))}`, pathOf(scope, start),
    related(clients.filter((one) => one.start.at !== at).map((one) => [one.start.at, `${shown(one.start.name)} cannot start`])));
}

/** With an unknown parent somewhere on the way, nothing can be said. */
function isJudged(scope: Scope): boolean {
  for (let at: Scope | undefined = scope; at !== undefined; at = at.outer?.scope) if (!at.knowsParent) return false;
  return true;
}
