/** GN107: an inner init passes a request to its parent, and the outer init has no route for it. */
import type { Rule } from "../../../../spec/genode/config.ts";
import { directoryOf } from "../../../../spec/genode/directory.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { Context, RuleList, Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { anyLabel, hop, type Pattern } from "./pattern.ts";
import { ends } from "./reach.ts";
import { isReached } from "./shadowed.ts";

export const deadAtOuter: FindingKind = {
  code: "GN107",
  severities: ["error", "warning", "note"],
  title: "A service of the parent is not routed by the outer init",
  page: page({
    means: `A nested init lists a service in parent-provides, but no label under which its children can ask for it has
      a route at the outer init. An error where a rule for exactly this service sends it to the parent and nowhere else
      (a warning when it is for certain labels only), a note where the nested init only lists it.`,
    matters: `parent-provides is a filter and not a promise: the outer init denies what its own rules do not lead
      anywhere, and the component below waits for ever.`,
    wrong: `
+ parent-provides
  + service ROM
+ start drivers
  + binary init
  + route
    + service ROM | + parent
  + config
    + parent-provides
      + service ROM
      + service Timer
    + start ps2
      + route | + service Timer | + parent`,
    right: `
+ parent-provides
  + service ROM
+ start timer | + provides | + service Timer
+ start drivers
  + binary init
  + route
    + service ROM   | + parent
    + service Timer | + child timer
  + config
    + parent-provides
      + service ROM
      + service Timer
    + start ps2
      + route | + service Timer | + parent`,
    source: "Genode os/src/lib/sandbox/{child,server}.cc at ffb059da (26.04).",
  }),
  find: (context) => {
    const found: Finding[] = [];
    for (const scope of context.scopes) {
      if (!isJudged(scope)) continue;
      const lists = context.listsOf.get(scope)!.filter(({ start }) => start !== undefined);
      const dead = deadServices(context, scope);
      for (const list of lists) found.push(...inRules(context, list, dead));
      found.push(...listed(scope, lists, dead));
    }
    return found;
  },
};

const isJudged = ({ knowsParent, outer }: Scope): boolean =>
  knowsParent && outer !== undefined && outer.scope.knowsParent;

/** Services of parent-provides that are dead for every label, with the reason. */
function deadServices(context: Context, scope: Scope): ReadonlyMap<string, string> {
  const dead = new Map<string, string>();
  for (const { name } of scope.init.parentProvides) {
    const why = deadFor(context, scope, name, anyLabel);
    if (why !== undefined) dead.set(name, why);
  }
  return dead;
}

/** The dead services of the list that no rule names; where a rule does, it has a finding of its own. */
function listed(
  { init }: Scope, lists: readonly RuleList[], dead: ReadonlyMap<string, string>,
): readonly Finding[] {
  const named = new Set(lists.flatMap((list) => list.rules.filter(isForParentAlone)).map((rule) => rule.service));
  return init.parentProvides.filter(({ name }) => dead.has(name) && !named.has(name)).map(({ name, at }) => {
    const message = `parent-provides of ${init.path} lists ${name}, but ${dead.get(name)}; `
      + `route it there, or remove it from the list`;
    return finding(deadAtOuter.code, "note", at, message, init.path);
  });
}

function inRules(
  context: Context, list: RuleList, dead: ReadonlyMap<string, string>,
): readonly Finding[] {
  const { scope, rules, title, component } = list;
  const found: Finding[] = [];
  for (const rule of rules.filter((one) => isForParentAlone(one) && isReached(list, one))) {
    const target = rule.targets[0]!;
    const why = dead.get(rule.service) ?? whenExact(context, scope, rule.service, target.label);
    if (why === undefined) continue;
    const severity = Object.keys(rule.selector).length > 0 ? "warning" : "error";
    const message = `${title} sends ${rule.service} to the parent, but ${why}; `
      + `add a rule there, or route it to a child of ${scope.init.path}`;
    found.push(finding(deadAtOuter.code, severity, target.at, message, component));
  }
  return found;
}

const isForParentAlone = (rule: Rule): boolean =>
  rule.kind === "service" && rule.targets.length === 1 && rule.targets[0]!.kind === "parent";

/** A target with a whole label asks the outer init for just that label. */
const whenExact = (context: Context, scope: Scope, service: string, label: string | undefined): string | undefined =>
  label === undefined || !directoryOf(scope.init).parentServices.has(service)
    ? undefined : deadFor(context, scope, service, { text: label, open: false });

function deadFor(context: Context, { outer }: Scope, service: string, label: Pattern): string | undefined {
  if (outer === undefined) return undefined;
  const found = ends(context, outer.scope, outer.start, service, hop(outer.start.name, label), "code");
  const first = found[0];
  if (first === undefined || !found.every((end) => end.kind === "denied" || end.kind === "refused")) return undefined;
  if (first.kind === "denied") {
    return `the route of ${shown(first.start.name)} in ${first.scope.init.path} denies ${service}`;
  }
  return first.kind === "refused" ? `${first.scope.init.path} does not forward it (${first.why})` : undefined;
}
