/**
 * Where a session request can end, followed through nested inits: up through the routes of the outer inits, down
 * through forwarded services. Labels that a client chooses are unknown, so a label is a pattern here, and the answer
 * is the set of all possible ends.
 */
import type { ForwardPolicy, LabelSelector, Rule, Start, Target } from "../../../../spec/genode/config.ts";
import { childNamed, provides } from "../../../../spec/genode/directory.ts";
import { forward } from "../../../../spec/genode/forwarding.ts";
import { prefixed, separator } from "../../../../spec/genode/label.ts";
import { matches, resolve, rewrite, route, rulesOf } from "../../../../spec/genode/routing.ts";
import type { Context, Scope } from "./context.ts";

/** A label: exactly `text`, or, when open, `text` followed by anything. */
export interface Pattern {
  readonly text: string;
  readonly open: boolean;
}

/** Where a request ends. */
export type End =
  | { readonly kind: "component"; readonly scope: Scope; readonly start: Start; readonly rule: Rule | undefined }
  | { readonly kind: "outside"; readonly pattern: Pattern; readonly rule: Rule | undefined }
  | { readonly kind: "local" }
  | { readonly kind: "denied"; readonly scope: Scope; readonly start: Start; readonly why: string }
  | { readonly kind: "pending"; readonly scope: Scope; readonly why: string };

type Step =
  | { readonly go: "up"; readonly scope: Scope; readonly start: Start; readonly pattern: Pattern }
  | { readonly go: "down"; readonly scope: Scope; readonly start: Start; readonly pattern: Pattern };

/** Every label that a child can ask for itself. */
export const anyLabelOf = (start: Start): Pattern => ({ text: prefixed(start.name, ""), open: true });

/** The label after one more hop upwards, through the child `name`. */
export const hop = (name: string, pattern: Pattern): Pattern => ({ ...pattern, text: prefixed(name, pattern.text) });

/** All possible ends of a request of `start` for `service`; `rule` of an end is the first rule taken. */
export function ends(
  context: Context, scope: Scope, start: Start, service: string, pattern: Pattern,
): readonly End[] {
  const found: End[] = [];
  const seen = new Set<string>();
  const work: { readonly step: Step; readonly rule: Rule | undefined }[] = [];
  const visit = (step: Step, rule: Rule | undefined): void => {
    const key = `${step.go} ${step.scope.init.path} ${step.start.name} ${step.pattern.open} ${step.pattern.text}`;
    if (seen.has(key)) return;
    seen.add(key);
    work.push({ step, rule });
  };

  visit({ go: "up", scope, start, pattern }, undefined);
  for (const { step, rule } of work) {
    const nexts = step.go === "up" ? upwards(context, step, service) : downwards(context, step, service);
    for (const { next, rule: taken } of nexts) {
      const first = rule ?? taken;
      if ("go" in next) visit(next, first);
      else found.push(next.kind === "component" || next.kind === "outside" ? { ...next, rule: first } : next);
    }
  }
  return found;
}

interface Next {
  readonly next: Step | End;
  readonly rule: Rule | undefined;
}

function upwards(context: Context, { scope, start, pattern }: Step, service: string): readonly Next[] {
  if (!pattern.open) {
    const found = route(scope.init, start, service, pattern.text);
    if (found.kind === "denied") return [{ next: { kind: "denied", scope, start, why: found.why }, rule: found.rule }];
    if (found.kind === "local") return [{ next: { kind: "local" }, rule: undefined }];
    const label = { text: found.label, open: false };
    const next = found.kind === "parent" ? leave(scope, label) : enter(context, scope, found.child, label);
    return [{ next, rule: found.rule }];
  }

  const nexts: Next[] = [];
  for (const rule of rulesOf(start) ?? []) {
    if (rule.kind === "service" && rule.service !== service) continue;
    const narrowed = narrow(rule, start.name, pattern);
    if (narrowed === undefined) continue;
    const found = firstOf(rule, (target) => resolve(scope.init, rule, target, service, narrowed.pattern.text));
    if (found?.kind === "local") nexts.push({ next: { kind: "local" }, rule });
    if (found?.kind === "parent" || found?.kind === "child") {
      const label = rewritten(found.target, narrowed.pattern);
      const next = found.kind === "parent" ? leave(scope, label) : enter(context, scope, found.child, label);
      nexts.push({ next, rule });
    }
    if (narrowed.surely && (rule.kind === "service" || found !== undefined)) break;
  }
  const why = "no rule leads anywhere";
  return nexts.length > 0 ? nexts : [{ next: { kind: "denied", scope, start, why }, rule: undefined }];
}

function downwards(context: Context, { scope, pattern }: Step, service: string): readonly Next[] {
  const nexts: Next[] = [];
  const policies = scope.init.forwards.find((offered) => offered.service === service)?.policies ?? [];
  const add = (child: Start | undefined, label: Pattern): void => {
    if (child === undefined || !provides(child, service)) return;
    nexts.push({ next: enter(context, scope, child, label), rule: undefined });
  };
  if (pattern.open) {
    for (const policy of policies) add(childNamed(scope.init, policy.child), labelFor(policy, pattern));
  } else {
    const found = forward(scope.init, service, pattern.text);
    if (found.kind === "child") add(found.child, { text: found.label, open: false });
  }
  const why = `no forwarding of ${service} reaches a child`;
  return nexts.length > 0 ? nexts : [{ next: { kind: "pending", scope, why }, rule: undefined }];
}

const labelFor = (policy: ForwardPolicy, pattern: Pattern): Pattern =>
  policy.label === undefined ? pattern : { text: policy.label, open: false };

/** To the outer init, or out of the system. */
const leave = (scope: Scope, pattern: Pattern): Step | End => scope.outer === undefined
  ? { kind: "outside", pattern, rule: undefined }
  : { go: "up", ...scope.outer, pattern: hop(scope.outer.start.name, pattern) };

/** To a child: an inner init passes the request on to one of its own children. */
function enter(context: Context, scope: Scope, start: Start, pattern: Pattern): Step | End {
  const inner = start.init === undefined ? undefined : context.scopeOf.get(start.init);
  return inner === undefined
    ? { kind: "component", scope, start, rule: undefined }
    : { go: "down", scope: inner, start, pattern };
}

function firstOf<Found>(rule: Rule, look: (target: Target) => Found | undefined): Found | undefined {
  for (const target of rule.targets) {
    const found = look(target);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The labels of a pattern that a rule can match, and whether it surely matches all of them. */
function narrow(
  rule: Rule, childName: string, pattern: Pattern,
): { readonly pattern: Pattern; readonly surely: boolean } | undefined {
  let narrowed = pattern;
  let surely = true;
  for (const wanted of wantedBy(rule.selector, childName)) {
    if (wanted.text.startsWith(narrowed.text) && (!wanted.open || wanted.text !== narrowed.text)) {
      narrowed = wanted;
      surely = false;
    } else if (!wanted.open || !narrowed.text.startsWith(wanted.text)) return undefined;
  }
  if (!narrowed.open && !matches({ ...rule, kind: "any-service" }, childName, "", narrowed.text)) return undefined;
  if (rule.selector.labelLast !== undefined || rule.selector.labelSuffix !== undefined) surely = false;
  return { pattern: narrowed, surely };
}

/** The beginnings of a label, or whole labels, that a selector asks for. */
function wantedBy(selector: LabelSelector, childName: string): readonly Pattern[] {
  const wanted: Pattern[] = [];
  if (selector.unscopedLabel !== undefined) wanted.push({ text: selector.unscopedLabel.trim(), open: false });
  if (selector.label !== undefined) wanted.push({ text: prefixed(childName, selector.label.trim()), open: false });
  if (selector.labelPrefix !== undefined) {
    wanted.push({ text: prefixed(childName, selector.labelPrefix.trim()), open: true });
  }
  return wanted;
}

/** What the server sees of a pattern. */
function rewritten(target: Target, pattern: Pattern): Pattern {
  const isWhole = target.label !== undefined || (target.identity !== undefined && target.resource !== undefined);
  if (!pattern.open || isWhole) return { text: rewrite(target, pattern.text), open: false };
  if (target.identity === "") return { text: "", open: true };
  if (target.identity !== undefined) return { text: prefixed(target.identity, ""), open: true };
  if (target.resource === undefined && target.prependResource === undefined) return pattern;
  const end = pattern.text.lastIndexOf(separator);
  return { text: end < 0 ? "" : pattern.text.slice(0, end + separator.length), open: true };
}
