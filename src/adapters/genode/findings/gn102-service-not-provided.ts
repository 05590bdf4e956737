/** GN102: a target exists, but does not provide the service that is routed to it. */
import { childrenNamed, provides, providersOf, startsNamed } from "../../../../spec/genode/directory.ts";
import type { Rule, Target } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { RuleList, Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";
import { severityOfDeadTarget } from "./severity.ts";
import { isPolicyReached, isReached } from "./shadowed.ts";

export const serviceNotProvided: FindingKind = {
  code: "GN102",
  severities: ["error", "warning", "note"],
  title: "The target does not provide the service",
  page: page({
    means: `A rule for one service sends it to a child that does not list the service in its provides node, or to any
      child although no child lists it; or a forwarding policy does so. A warning when the rule is for certain labels only, or
      when no request can come to the policy, a note in a default route. Init goes by the provides nodes alone: a
      service that a component announces without having it declared is only an error message in the log.`,
    matters: `The target fails quietly and the rule, which is final for its service, denies the session. A forwarded
      request is kept pending for ever.`,
    wrong: `
+ start nic
  + binary pc_nic
+ start fetch
  + route | + service Nic | + child nic`,
    right: `
+ start nic
  + binary pc_nic
  + provides | + service Nic
+ start fetch
  + route | + service Nic | + child nic`,
    source: "Genode os/src/lib/sandbox/{child,route_model}.h at ffb059da (26.04).",
  }),
  find: ({ scopes, ruleLists }) => [...ruleLists.flatMap(inRules), ...scopes.flatMap(inForwards)],
};

function inRules(list: RuleList): readonly Finding[] {
  const { scope, component } = list;
  const found: Finding[] = [];
  for (const rule of list.rules) {
    for (const target of rule.targets) {
      const why = whyNot(scope, rule, target);
      if (why === undefined || !isReached(list, rule)) continue;
      const severity = rule.kind === "any-service" ? "note"
        : severityOfDeadTarget(list, rule, target.kind === "child" ? "warning" : "note");
      found.push(finding(serviceNotProvided.code, severity, target.at, `${list.title} sends ${why}`, component));
    }
  }
  return found;
}

function whyNot({ init }: Scope, rule: Rule, target: Target): string | undefined {
  if (target.kind === "any-child" && rule.kind === "service" && providersOf(init, rule.service).length === 0) {
    return `${rule.service} to any child, but no child provides it; add the provides node or correct the target`;
  }
  const children = target.kind === "child" ? childrenNamed(init, target.name) : [];
  const [child] = children;
  if (child === undefined) return undefined;
  if (rule.kind === "any-service") {
    if (children.some((one) => one.provides.length > 0)) return undefined;
    return `any service to ${shown(child.name)}, which provides none; declare its services or remove the target`;
  }
  if (children.some((one) => provides(one, rule.service))) return undefined;
  return `${rule.service} to ${shown(child.name)}, which does not provide it; `
    + `add "+ service ${rule.service}" to the provides node of ${shown(child.name)}, or correct the target`;
}

function inForwards(scope: Scope): readonly Finding[] {
  const { init } = scope;
  return init.forwards.flatMap((forwarding) => forwarding.policies.flatMap((policy) => {
    const { service } = forwarding;
    const children = policy.child === undefined ? [] : startsNamed(init, policy.child);
    const [child] = children;
    if (child === undefined || children.some((one) => provides(one, service))) return [];
    const message = `${service} is forwarded to ${shown(child.name)}, which does not provide it; requests stay `
      + `pending until it does: add "+ service ${service}" to its provides node, or correct the policy`;
    const severity = isPolicyReached(scope, forwarding, policy) ? "error" : "warning";
    return [finding(serviceNotProvided.code, severity, policy.at, message, init.path)];
  }));
}
