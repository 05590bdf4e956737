/** GN101: a target, alias or policy names a child that this init does not start. */
import { childrenNamed, directoryOf, startsNamed } from "../../../../spec/genode/directory.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList, Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { didYouMean } from "./nearest.ts";
import { page } from "./page.ts";
import { severityOfDeadTarget } from "./severity.ts";
import { isPolicyReached, isReached } from "./shadowed.ts";

export const childUnknown: FindingKind = {
  code: "GN101",
  severities: ["error", "warning", "note"],
  title: "A route names a child that does not exist",
  page: page({
    means: `A child target, an alias or a forwarding policy names a component for which this init has neither a start
      node nor an alias; a forwarding policy must name the start node itself, since init does not look up aliases there. Such
      a target fails quietly, as if the child lacked the service. In a child's own route this is an error (a warning when the
      rule is for certain labels only, or when another target of it leads somewhere), in a default route a note. An alias that
      stands for nobody is a warning; so is a policy that no request can come to.`,
    matters: `The client is denied the session and, with the standard library, stops for good. Init says nothing at
      the time the configuration is applied.`,
    wrong: `
+ start report_rom | + provides | + service Report
+ start shell
  + route
    + service Report | + child reports`,
    right: `
+ start report_rom | + provides | + service Report
+ start shell
  + route
    + service Report | + child report_rom`,
    source: "Genode os/src/lib/sandbox/child.cc at ffb059da (26.04); historical issue #1423.",
  }),
  find: ({ scopes, ruleLists }) => {
    let hinted = 0;
    const advise: Advise = (scope, name) => advice(scope, name, (hinted += 1) <= hintedMax);
    return [...ruleLists.flatMap((list) => inRules(list, advise)), ...scopes.flatMap((each) => inNames(each, advise))];
  },
};

/** Most findings that look for names written alike, which takes a look at all names. */
const hintedMax = 50;

type Advise = (scope: Scope, name: string) => string;

function inRules(list: RuleList, advise: Advise): readonly Finding[] {
  const { scope, component } = list;
  const found: Finding[] = [];
  for (const rule of list.rules) {
    for (const target of rule.targets) {
      if (target.kind !== "child" || childrenNamed(scope.init, target.name).length > 0 || !isReached(list, rule)) continue;
      const what = rule.kind === "service" ? rule.service : "any service";
      const alias = directoryOf(scope.init).aliases.get(target.name);
      const means = alias === undefined ? "" : `, an alias for child ${shown(alias)}`;
      const message = `${list.title} sends ${what} to child ${shown(target.name)}${means}, ${advise(scope, alias ?? target.name)}`;
      const severity = severityOfDeadTarget(list, rule, "warning");
      found.push(finding(childUnknown.code, severity, target.at, message, component));
    }
  }
  return found;
}

function inNames(scope: Scope, advise: Advise): readonly Finding[] {
  const { aliases, forwards, path } = scope.init;
  const found: Finding[] = [];
  for (const alias of aliases) {
    if (startsNamed(scope.init, alias.child).length > 0) continue;
    const message = `alias ${shown(alias.name)} stands for child ${shown(alias.child)}, `
      + advise(scope, alias.child);
    found.push(finding(childUnknown.code, "warning", alias.at, message, path));
  }
  for (const forwarding of forwards) {
    for (const policy of forwarding.policies) {
      if (policy.child === undefined || startsNamed(scope.init, policy.child).length > 0) continue;
      const alias = directoryOf(scope.init).aliases.get(policy.child);
      const why = alias === undefined ? advise(scope, policy.child)
        : `but policies do not look up aliases, so that requests stay pending for ever; name ${shown(alias)} itself`;
      const message = `the forwarded service ${forwarding.service} goes to child ${shown(policy.child)}, ${why}`;
      const severity = isPolicyReached(scope, forwarding, policy) ? "error" : "warning";
      found.push(finding(childUnknown.code, severity, policy.at, message, path));
    }
  }
  return found;
}

function advice({ init }: Scope, name: string, hinted: boolean): string {
  const { starts, aliases } = directoryOf(init);
  const living = [...aliases].filter(([, child]) => starts.has(child)).map(([alias]) => alias);
  const known = hinted ? [...starts.keys(), ...living] : [];
  const hint = didYouMean(name, known, "add the start node or remove the target");
  return `but ${init.path} has no start or alias of that name; ${hint}`;
}
