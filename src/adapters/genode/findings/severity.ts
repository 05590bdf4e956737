/**
 * How grave a target is that leads nowhere, the same for all reasons.
 */
import type { Rule } from "../../../../spec/genode/config.ts";
import type { Severity } from "../../../language/report.ts";
import { leadsSomewhere, type RuleList, type Scope } from "./context.ts";

/**
 * An error when a child's own rule denies its service; a warning when the rule is for certain labels only; a note in a
 * default route. `rescued` applies when another target of the rule leads to a server, or when later rules can.
 */
export function severityOfDeadTarget({ scope, start }: RuleList, rule: Rule, rescued: Severity): Severity {
  if (start === undefined) return "note";
  if (rule.kind === "any-service") return rescued;
  if (hasServer(scope, rule)) return rescued;
  return Object.keys(rule.selector).length > 0 ? "warning" : "error";
}

const withServer = new WeakMap<Rule, boolean>();

/** Whether any target of the rule leads to a server; asked once for a rule, which can have many targets. */
function hasServer(scope: Scope, rule: Rule): boolean {
  const answer = withServer.get(rule)
    ?? rule.targets.some((target) => leadsSomewhere(scope, rule, target, rule.service));
  withServer.set(rule, answer);
  return answer;
}
