/**
 * Routing: which server a session request of a child reaches, and under which label. This is the normative algorithm:
 * findings, flow analysis and the executable specification all ask it.
 *
 * Sources: Genode Foundations "System configuration"; `repos/os/src/lib/sandbox/{child.cc,route_model.h,utils.h}` of
 * Genode at ffb059da (26.04). What init does stands here; where the book says otherwise (label selectors that combine), the
 * analysis of information flow takes both (`selectors.ts`). Deviation: with an abandoned server still in its registry,
 * `any-child` of the code finds that one first and fails, although a living one exists.
 */
import type { InitConfig, Rule, Start, Target } from "./config.ts";
import { childrenNamed, directoryOf, provides, providersOf } from "./directory.ts";
import { lastElement, rewrite } from "./label.ts";
import { selects } from "./selectors.ts";

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
  return lastElement(label) === "session_requests" && binaryInstead(start, service, label) === undefined ? "session_requests" : undefined;
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
  isFor(rule, service) && selects(rule.selector, childName, label);

/** Whether a rule is for this service, whatever the label. */
export const isFor = (rule: Rule, service: string): boolean => rule.kind === "any-service" || rule.service === service;

/** Where a target leads for a service: to the parent, to init itself, or to those children that could serve it. */
export type Destination =
  | { readonly to: "parent" | "local"; readonly children?: never }
  | { readonly to: "child" | "any-child"; readonly children: readonly Start[] };

/** The destination of a target; undefined when nobody is there, and then the target fails quietly. */
export const destinationOf = (init: InitConfig, target: Target, service: string): Destination | undefined => {
  const { kind, name } = target;
  if (kind === "parent") return directoryOf(init).parentServices.has(service) ? { to: kind } : undefined;
  // init itself has no services for its children; a program that embeds the sandbox library may, and which is not in the file.
  if (kind === "local") return init.program === undefined ? undefined : { to: kind };
  if (kind === "other") return undefined;
  // Of two versions of a child the service that was registered last is found first.
  const children = kind === "any-child" ? providersOf(init, service)
    : childrenNamed(init, name).filter((child) => provides(child, service)).slice(-1);
  return children.length === 0 ? undefined : { to: kind, children };
};

/** The server that a target names, if it exists. More than one candidate for `any-child` is an ambiguity: the target fails. */
export const resolve = (
  init: InitConfig, rule: Rule, target: Target, service: string, label: string,
): Route | undefined => {
  const found = destinationOf(init, target, service);
  if (found === undefined) return undefined;
  if (found.children === undefined)
    return found.to === "local" ? { kind: "local", what: service } : { kind: "parent", label: rewrite(target, label), rule, target };
  const [child, ...others] = found.children;
  return child === undefined || others.length > 0 ? undefined : { kind: "child", child, label: rewrite(target, label), rule, target };
};

/** Why a rule that takes a request leads nowhere for the service. */
export const whyNoTarget = (init: InitConfig, rule: Rule, service: string): string => {
  if (rule.targets.length === 0) return "the rule has no target";
  const ambiguous = rule.targets.some((target) => target.kind === "any-child") && providersOf(init, service).length > 1;
  return ambiguous ? `more than one child provides ${service}` : `no target of the rule provides ${service}`;
};
