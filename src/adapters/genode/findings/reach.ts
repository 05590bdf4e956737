/**
 * Where a session request can end, followed through nested inits: up through the routes of the outer inits, down
 * through forwarded services. Labels that a client chooses are unknown, so a label is a pattern here, and the answer
 * is the set of all possible ends.
 *
 * A question is asked of the code or of every reading. By every reading the selectors of a rule hold as the code evaluates
 * them or as the book says, any child is each child that provides the service, a name is its alias and the child itself, and
 * spaces count or do not: the answer is the union, so that what it lacks cannot happen.
 */
import type { InitConfig, LabelSelector, Rule, Start, Target } from "../../../../spec/genode/config.ts";
import { directoryOf, provides, providersOf, startsNamed } from "../../../../spec/genode/directory.ts";
import { serve } from "../../../../spec/genode/forwarding.ts";
import { prefixed } from "../../../../spec/genode/label.ts";
import { binaryInstead, destinationOf, isFor, rulesOf, servedByInit, whyNoTarget } from "../../../../spec/genode/routing.ts";
import { heededInRule, readingsOfRule } from "../../../../spec/genode/selectors.ts";
import type { Context, Scope } from "./context.ts";
import { hop, narrow, rewritten, type Pattern } from "./pattern.ts";
import { policiesFor } from "./policies.ts";
import { shadowedRules } from "./shadowed.ts";

/** Whether a question is about what the code does, or about all that it could be read to do. */
export type Readings = "code" | "every";

/** Where a request ends. */
export type End =
  | { readonly kind: "component"; readonly scope: Scope; readonly start: Start; readonly rule: Rule | undefined }
  | { readonly kind: "outside"; readonly pattern: Pattern; readonly rule: Rule | undefined }
  | { readonly kind: "local" }
  | { readonly kind: "denied"; readonly scope: Scope; readonly start: Start; readonly why: string; readonly rule: Rule | undefined }
  | { readonly kind: "refused"; readonly scope: Scope; readonly why: string };

/** Beyond the last hop: a component that passes requests on, or one that they end at. */
export type Step =
  | { readonly go: "up"; readonly scope: Scope; readonly start: Start; readonly pattern: Pattern }
  | { readonly go: "down"; readonly scope: Scope; readonly start: Start; readonly pattern: Pattern };

/** Every label that a child can ask for itself. */
export const anyLabelOf = (start: Start): Pattern => ({ text: prefixed(start.name, ""), open: true });

/**
 * All possible ends of a request of `start` for `service`; `rule` of an end is the first rule taken. `onStep` sees each
 * init that the request passes.
 */
export function ends(
  context: Context, scope: Scope, start: Start, service: string, pattern: Pattern, readings: Readings, onStep?: (step: Step) => void,
): readonly End[] {
  const found: End[] = [];
  const seen = new Set<string>();
  const work: { readonly step: Step; readonly rule: Rule | undefined }[] = [];
  const visit = (step: Step, rule: Rule | undefined): void => {
    const { text, open, looseFrom } = step.pattern;
    const key = `${step.go} ${step.scope.init.path} ${step.start.name} ${step.start.version} ${open} ${looseFrom} ${text}`;
    if (seen.has(key)) return;
    seen.add(key);
    if (work.length > 0) onStep?.(step);
    work.push({ step, rule });
  };

  visit({ go: "up", scope, start, pattern }, undefined);
  for (const { step, rule } of work) {
    const nexts = step.go === "up" ? upwards(context, step, service, readings) : downwards(context, step, service, readings);
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

function upwards(context: Context, { scope, start, pattern }: Step, service: string, readings: Readings): readonly Next[] {
  if (!pattern.open) {
    if (servedByInit(start, service, pattern.text) !== undefined) return [{ next: { kind: "local" }, rule: undefined }];
    const renamed = binaryInstead(start, service, pattern.text);
    const asked = { text: renamed ?? "", open: false };
    if (renamed !== undefined) return upwards(context, { go: "up", scope, start, pattern: asked }, service, readings);
  }

  const nexts: Next[] = [];
  const rules = rulesOf(start);
  let dead: { readonly rule: Rule; readonly why: string } | undefined;
  for (const rule of rules ?? []) {
    if (!isFor(rule, service) || isPassedBy(context, rules!, rule)) continue;
    const taken = takenBy(rule, start.name, pattern, readings);
    if (taken.length === 0) continue;

    const found = serversOf(scope.init, rule, service, readings);
    for (const { target, to, child } of found.places) for (const { pattern: narrowed } of taken) {
      const label = rewritten(target, narrowed);
      const next = to === "local" ? { kind: "local" as const } : to === "parent" ? leave(scope, label) : enter(context, scope, child!, label);
      nexts.push({ next, rule });
    }
    const surely = taken.every((one) => one.surely);
    if (surely && found.surely) break;
    if (surely && rule.kind === "service") {
      dead = { rule, why: whyNoTarget(scope.init, rule, service) };
      break;
    }
  }
  const why = dead?.why ?? (rules === undefined ? "the child has no route, and no default-route precedes it" : "no rule is left that matches");
  return nexts.length > 0 ? nexts : [{ next: { kind: "denied", scope, start, why, rule: dead?.rule }, rule: undefined }];
}

/** Whether an earlier rule for the same service takes all requests of a rule, by every reading. */
function isPassedBy({ listOf }: Context, rules: readonly Rule[], rule: Rule): boolean {
  const list = listOf.get(rules);
  const by = list === undefined ? undefined : shadowedRules(list).get(rule);
  return by !== undefined && by.kind === "service" && readingsOfRule(by.selector).length === 1;
}

/** What a rule takes of a pattern, by one reading of its selectors or by several. */
function takenBy(rule: Rule, childName: string, pattern: Pattern, readings: Readings): readonly { pattern: Pattern; surely: boolean }[] {
  const selectors: readonly LabelSelector[] = readings === "code" ? [heededInRule(rule.selector)] : readingsOfRule(rule.selector);
  const taken = selectors.flatMap((selector) => narrow(selector, childName, pattern, readings === "every") ?? []);
  return taken.length === selectors.length ? taken : taken.map((one) => ({ ...one, surely: false }));
}

interface Place {
  readonly target: Target;
  readonly to: "parent" | "local" | "child";
  readonly child?: Start;
}

/** The servers to which the targets of a rule can lead, in order, up to the first one that is there surely. */
function serversOf(
  init: InitConfig, rule: Rule, service: string, readings: Readings,
): { readonly places: readonly Place[]; readonly surely: boolean } {
  const places: Place[] = [];
  for (const target of rule.targets) {
    const found = destinationOf(init, target, service);
    if (found !== undefined && found.children === undefined) places.push({ target, to: found.to });
    const children = readings === "code" ? found?.children ?? [] : candidates(init, target, service);
    if (readings === "every" || children.length === 1) places.push(...children.map((child) => ({ target, to: "child" as const, child })));
    // A program's own services are not in the file, and any child fails when another one offers the service.
    const isAmbiguous = children.length > 1 || (readings === "every" && found?.to === "local");
    if (found !== undefined && !isAmbiguous) return { places, surely: true };
  }
  return { places, surely: false };
}

/** All children that a target can mean, whatever its name is taken for. */
function candidates(init: InitConfig, { kind, name }: Target, service: string): readonly Start[] {
  if (kind === "any-child") return providersOf(init, service);
  if (kind !== "child") return [];
  const alias = directoryOf(init).aliases.get(name);
  const named = [...startsNamed(init, name), ...(alias === undefined ? [] : startsNamed(init, alias))];
  return named.filter((child) => provides(child, service));
}

function downwards(context: Context, { scope, pattern }: Step, service: string, readings: Readings): readonly Next[] {
  const offered = scope.init.forwards.find((forwarding) => forwarding.service === service);
  const refuse = (why: string): readonly Next[] => [{ next: { kind: "refused", scope, why }, rule: undefined }];
  if (offered === undefined) return refuse(`no service node offers ${service}`);
  const nexts: Next[] = [];
  let why = `no policy for ${service} fits the label`;
  for (const policy of policiesFor(offered.policies, pattern, readings)) {
    const found = serve(scope.init, service, "", policy);
    if (found.kind !== "child") why = found.why;
    const label = policy.label === undefined ? pattern : { text: policy.label, open: false };
    const children = readings === "code" || found.kind !== "child" ? found.kind === "child" ? [found.child] : []
      : startsNamed(scope.init, policy.child!).filter((child) => provides(child, service));
    for (const child of children) nexts.push({ next: enter(context, scope, child, label), rule: undefined });
  }
  return nexts.length > 0 ? nexts : refuse(why);
}

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
