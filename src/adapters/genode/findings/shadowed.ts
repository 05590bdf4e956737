/**
 * Rules that no request can reach, because earlier ones take all of them. What a rule does wrong matters only where a
 * request can end at it.
 */
import type { Forwarding, ForwardPolicy, Rule, Start } from "../../../../spec/genode/config.ts";
import { provides } from "../../../../spec/genode/directory.ts";
import { policyFor } from "../../../../spec/genode/forwarding.ts";
import { prefixed, trimmed } from "../../../../spec/genode/label.ts";
import { binaryInstead, isFor, linkerRom } from "../../../../spec/genode/routing.ts";
import { heededInPolicy, heededInRule, isForSomebody, selects } from "../../../../spec/genode/selectors.ts";
import { leadsSomewhere, type RuleList, type Scope } from "./context.ts";
import { coveringRule, covers, noRules, remember, type EarlierRules } from "./covering.ts";

/** Most earlier rules for any service that are looked at for one route. */
const anyServiceMax = 32;

/** Most policies of a service of which each is tried against all others. */
const policiesMax = 1000;

/** What a client could say that no selector speaks of. */
const unheardOf = "\u{f0000}";

const shadows: WeakMap<RuleList, ReadonlyMap<Rule, Rule>> = new WeakMap();

/** The rules of a list that never take effect, each with the earlier rule that takes its requests. */
export function shadowedRules(list: RuleList): ReadonlyMap<Rule, Rule> {
  const found = shadows.get(list) ?? find(list);
  shadows.set(list, found);
  return found;
}

/** Whether a request of the child can end at the rule; for a default route, of some child. */
export function isReached(list: RuleList, rule: Rule): boolean {
  if (shadowedRules(list).has(rule)) return false;
  const { start } = list;
  if (start === undefined || rule.kind !== "service" || Object.keys(rule.selector).length > 0) return true;
  return requestsFor(start, rule.service).some((label) => !isTakenBefore(list, start, rule, label));
}

/** Whether a request can come to the policy: the service is offered outside, and no other policy always comes first. */
export function isPolicyReached({ outer }: Scope, { service, policies }: Forwarding, policy: ForwardPolicy): boolean {
  if (outer !== undefined && !provides(outer.start, service)) return false;
  const { label, labelPrefix = "", labelSuffix = "" } = policy.selector;
  if (!policy.isDefault && !isForSomebody(heededInPolicy(policy.selector))) return false;
  return policies.length > policiesMax || policyFor(policies, label ?? trimmed(labelPrefix) + unheardOf + trimmed(labelSuffix)) === policy;
}

function find({ scope, rules }: RuleList): ReadonlyMap<Rule, Rule> {
  const found = new Map<Rule, Rule>();
  const earlier = new Map<string, EarlierRules>();
  const anyService: Rule[] = [];
  for (const rule of rules) {
    const name = rule.kind === "service" ? rule.service : "";
    const before = earlier.get(name) ?? noRules();
    earlier.set(name, before);

    const selector = heededInRule(rule.selector);
    const by = rule.kind === "service" ? coveringRule(before, selector) ?? taken(scope, anyService, rule)
      : anyService.find((other) => covers(heededInRule(other.selector), selector) && offersAll(other, rule));
    if (by !== undefined) found.set(rule, by);
    else if (rule.kind === "service") remember(before, rule);
    else if (anyService.length < anyServiceMax) anyService.push(rule);
  }
  return found;
}

/** The rule for any service that already leads to a server of this rule's service. */
const taken = (scope: Scope, anyService: readonly Rule[], rule: Rule): Rule | undefined =>
  anyService.find((other) => covers(heededInRule(other.selector), heededInRule(rule.selector)) && leads(scope, other, rule.service));

const leads = (scope: Scope, rule: Rule, service: string): boolean =>
  rule.targets.some((target) => (target.kind !== "parent" || scope.knowsParent) && leadsSomewhere(scope, rule, target, service));

const offersAll = (other: Rule, rule: Rule): boolean => rule.targets.every((target) =>
  other.targets.some((offered) => offered.kind === target.kind && offered.name === target.name));

/** A label of the child's own for a service, and those under which init asks for its environment. */
function requestsFor(start: Start, service: string): readonly string[] {
  const { name } = start;
  const environment = service === "ROM" ? [name, linkerRom].map((label) => binaryInstead(start, service, label) ?? label)
    : ["PD", "CPU", "LOG"].includes(service) ? [name] : [];
  return [prefixed(name, unheardOf), ...environment];
}

/** Whether a rule before takes a request. Only the first rule without a selector is asked for a service: it shadows the rest. */
function isTakenBefore({ scope, rules }: RuleList, { name }: Start, rule: Rule, label: string): boolean {
  let anyServices = 0;
  for (const earlier of rules) {
    if (earlier === rule) return false;
    if (!isFor(earlier, rule.service) || !selects(earlier.selector, name, label)) continue;
    if (earlier.kind === "service") return true;
    anyServices += 1;
    if (anyServices <= anyServiceMax && leads(scope, earlier, rule.service)) return true;
  }
  return false;
}
