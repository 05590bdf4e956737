/**
 * Routing: which server a session request of a child reaches, and under which label. This is the normative algorithm:
 * findings, flow analysis and the executable specification all ask it.
 *
 * Sources: Genode Foundations "System configuration"; `repos/os/src/lib/sandbox/{child.cc,route_model.h,utils.h}` of
 * Genode at ffb059da (26.04). Where the implementation deviates from the book, the book's rule stands here and a
 * comment names the deviation.
 */
import type { InitConfig, LabelSelector, Rule, Start, Target } from "./config.ts";
import { childNamed, directoryOf, provides, providersOf } from "./directory.ts";
import { lastElement, rewrite, scopedLabel } from "./label.ts";

export { lastElement, prefix, prefixed, rewrite, scopedLabel } from "./label.ts";

/** Where a session request goes. `label` is what the server sees. */
export type Route =
  | { readonly kind: "local"; readonly what: string }
  | { readonly kind: "parent"; readonly label: string; readonly rule: Rule; readonly target: Target }
  | {
      readonly kind: "child"; readonly child: Start; readonly label: string;
      readonly rule: Rule; readonly target: Target;
    }
  | { readonly kind: "denied"; readonly why: string; readonly rule?: Rule };

/** The label of the ROM session for the dynamic linker, an environment session. */
export const linkerRom = "ld.lib.so";

/**
 * The route of a request of `start` for `service`. `label` carries the child's name in front (`prefixed`), except
 * for environment sessions: PD, CPU, LOG and the binary have the child's name as label, the linker `ld.lib.so`.
 */
export const route = (init: InitConfig, start: Start, service: string, label: string): Route => {
  const local = servedByInit(start, service, label);
  if (local !== undefined) return { kind: "local", what: local };
  const renamed = binaryInstead(start, service, label);
  if (renamed !== undefined) return route(init, start, service, renamed);

  const rules = rulesOf(start);
  if (rules === undefined) return { kind: "denied", why: "the child has no route, and no default-route precedes it" };

  for (const rule of rules) {
    if (!matches(rule, start.name, service, label)) continue;

    for (const target of rule.targets) {
      const found = resolve(init, rule, target, service, label);
      if (found !== undefined) return found;
    }
    // A rule for one service is final; a rule for any service lets the next rules try.
    if (rule.kind === "service") return { kind: "denied", why: whyNoTarget(init, rule, service), rule };
  }
  return { kind: "denied", why: "no rule is left that matches" };
};

/** Which ROM init serves itself, whatever the rules say: the inline configuration, and the requests to a server. */
export const servedByInit = (start: Start, service: string, label: string): string | undefined => {
  if (service !== "ROM") return undefined;
  if (lastElement(label) === "config" && start.config !== undefined) return "config";
  return lastElement(label) === "session_requests" ? "session_requests" : undefined;
};

/** The binary that is meant by a request under the child's name, or by a static child's request for the linker. */
export const binaryInstead = (start: Start, service: string, label: string): string | undefined => {
  if (service !== "ROM") return undefined;
  if (label === start.name && start.binary !== start.name) return start.binary;
  return label === linkerRom && !start.ld && start.binary !== linkerRom ? start.binary : undefined;
};

/** The rules that apply to a child: its own route, or else the default route that precedes its start node. */
export const rulesOf = (start: Start): readonly Rule[] | undefined => start.route ?? start.defaultRoute;

/** Whether a rule is for this service and this label. */
export const matches = (rule: Rule, childName: string, service: string, label: string): boolean =>
  (rule.kind === "any-service" || rule.service === service) && selects(rule.selector, childName, label);

/**
 * Whether every present selector holds; spaces around both sides do not count (since 25.08).
 * `label`, `label_prefix` and `label_suffix` look at the label as the child said it, hence never match an
 * environment session.
 *
 * Deviation of the implementation (`repos/os/src/lib/sandbox/utils.h`): there, a present `unscoped_label` makes
 * all other selectors ignored, and so does a present `label_last`. The book says that selectors combine.
 */
export const selects = (selector: LabelSelector, childName: string, label: string): boolean => {
  const { unscopedLabel, labelLast, label: whole, labelPrefix, labelSuffix } = selector;

  if (unscopedLabel !== undefined && label.trim() !== unscopedLabel.trim()) return false;
  if (labelLast !== undefined && lastElement(label).trim() !== labelLast.trim()) return false;
  if (whole === undefined && labelPrefix === undefined && labelSuffix === undefined) return true;

  const scoped = scopedLabel(childName, label);
  if (scoped === undefined) return false;
  const said = scoped.trim();
  return (whole === undefined || said === whole.trim())
    && (labelPrefix === undefined || said.startsWith(labelPrefix.trim()))
    && (labelSuffix === undefined || said.endsWith(labelSuffix.trim()));
};

/** The server that a target names, if it exists; a target that does not exist fails quietly. */
export const resolve = (
  init: InitConfig, rule: Rule, target: Target, service: string, label: string,
): Route | undefined => {
  if (target.kind === "parent") {
    if (!directoryOf(init).parentServices.has(service)) return undefined;
    return { kind: "parent", label: rewrite(target, label), rule, target };
  }
  // Only components that embed the sandbox library provide services of their own; which ones is not in the file.
  if (target.kind === "local") return { kind: "local", what: service };

  const child = serverChild(init, target, service);
  return child === undefined ? undefined : { kind: "child", child, label: rewrite(target, label), rule, target };
};

/**
 * The child that serves `service` for a `child` or `any-child` target. More than one candidate for `any-child` is
 * an ambiguity, and the target fails.
 *
 * Deviation of the implementation: with an abandoned server still in its registry, `any-child` finds that one first
 * and fails, although a living one exists.
 */
export const serverChild = (init: InitConfig, target: Target, service: string): Start | undefined => {
  if (target.kind === "any-child") {
    const candidates = providersOf(init, service);
    return candidates.length === 1 ? candidates[0] : undefined;
  }
  if (target.kind !== "child") return undefined;
  const child = childNamed(init, target.name);
  return child !== undefined && provides(child, service) ? child : undefined;
};

const whyNoTarget = (init: InitConfig, rule: Rule, service: string): string => {
  if (rule.targets.length === 0) return "the rule has no target";
  const ambiguous = rule.targets.some((target) => target.kind === "any-child") && providersOf(init, service).length > 1;
  return ambiguous ? `more than one child provides ${service}` : `no target of the rule provides ${service}`;
};
