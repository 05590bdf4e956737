/** GN101: a target, alias or policy names a child that this init does not start. */
import { directoryOf } from "../../../../spec/genode/directory.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList, Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { didYouMean } from "./nearest.ts";
import { page } from "./page.ts";
import { severityOfDeadTarget } from "./severity.ts";

export const childUnknown: FindingKind = {
  code: "GN101",
  severities: ["error", "warning", "note"],
  title: "A route names a child that does not exist",
  page: page({
    means: `A child target, an alias or a forwarding policy names a component for which this init has neither a start
      node nor an alias. Such a target fails quietly, as if the child lacked the service. In a child's own route this
      is an error (a warning when the rule is for certain labels only, or when another target of it leads somewhere), in
      a default route a note.`,
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
      if (target.kind !== "child" || isKnown(scope, target.name)) continue;
      const what = rule.kind === "service" ? rule.service : "any service";
      const message = `${list.title} sends ${what} to child ${shown(target.name)}, ${advise(scope, target.name)}`;
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
    if (directoryOf(scope.init).starts.has(alias.child)) continue;
    const message = `alias ${shown(alias.name)} stands for child ${shown(alias.child)}, `
      + advise(scope, alias.child);
    found.push(finding(childUnknown.code, "error", alias.at, message, path));
  }
  for (const { service, policies } of forwards) {
    for (const policy of policies) {
      if (policy.child === "" || isKnown(scope, policy.child)) continue;
      const message = `the forwarded service ${service} goes to child ${shown(policy.child)}, `
        + advise(scope, policy.child);
      found.push(finding(childUnknown.code, "error", policy.at, message, path));
    }
  }
  return found;
}

const isKnown = ({ init }: Scope, name: string): boolean => {
  const { starts, aliases } = directoryOf(init);
  return starts.has(name) || aliases.has(name);
};

function advice({ init }: Scope, name: string, hinted: boolean): string {
  const { starts, aliases } = directoryOf(init);
  const known = hinted ? [...starts.keys(), ...aliases.keys()] : [];
  const hint = didYouMean(name, known, "add the start node or remove the target");
  return `but ${init.path} has no start or alias of that name; ${hint}`;
}
