/**
 * Service forwarding: an init that offers services of its children to its own parent's other children. The policy
 * that fits the client's label best names the child.
 * Sources: Genode `repos/os/src/lib/sandbox/server.cc`, `repos/os/include/os/session_policy.h`, at ffb059da (26.04).
 */
import type { ForwardPolicy, InitConfig, LabelSelector, Start } from "./config.ts";
import { childNamed, provides } from "./directory.ts";
import { lastElement } from "./label.ts";

/** What becomes of a session request that reaches an init as a server. */
export type Forwarded =
  | { readonly kind: "child"; readonly child: Start; readonly label: string; readonly policy: ForwardPolicy }
  | { readonly kind: "pending"; readonly why: string; readonly policy?: ForwardPolicy }
  | { readonly kind: "denied"; readonly why: string };

/** Forwards a request for `service` with the client's `label`. A request that waits is retried at every change. */
export const forward = (init: InitConfig, service: string, label: string): Forwarded => {
  const offered = init.forwards.find((forwarding) => forwarding.service === service);
  if (offered === undefined) return { kind: "pending", why: `no service node offers ${service}` };

  const policy = policyFor(offered.policies, label);
  if (policy === undefined) return { kind: "denied", why: "no policy fits the label" };

  const child = childNamed(init, policy.child);
  if (child === undefined || !provides(child, service)) {
    return { kind: "pending", why: `the policy's child does not provide ${service}`, policy };
  }
  return { kind: "child", child, label: policy.label ?? label, policy };
};

/**
 * The best fitting policy: `label` beats all, then the longer `label_prefix`, then the longer `label_suffix`, then
 * the earlier node; the default policy comes last. A policy without a selector fits nobody.
 */
export const policyFor = (policies: readonly ForwardPolicy[], label: string): ForwardPolicy | undefined => {
  let best: ForwardPolicy | undefined;
  for (const policy of policies) {
    if (policy.isDefault || !fits(policy.selector, label)) continue;
    if (best === undefined || isCloser(policy.selector, best.selector)) best = policy;
  }
  return best ?? policies.find((policy) => policy.isDefault);
};

/**
 * Deviation of the implementation: `label_last` is in the schema of policies but is not evaluated, so that a policy
 * with nothing else fits nobody.
 */
const fits = (selector: LabelSelector, label: string): boolean => {
  const { label: whole, labelPrefix, labelSuffix, labelLast } = selector;
  if (whole === undefined && labelPrefix === undefined && labelSuffix === undefined && labelLast === undefined) {
    return false;
  }
  return (whole === undefined || label === whole)
    && (labelPrefix === undefined || label.startsWith(labelPrefix))
    && (labelSuffix === undefined || label.endsWith(labelSuffix))
    && (labelLast === undefined || lastElement(label) === labelLast);
};

const isCloser = (left: LabelSelector, right: LabelSelector): boolean => {
  if (left.label !== undefined || right.label !== undefined) return right.label === undefined;
  const leftPrefix = left.labelPrefix?.length ?? 0;
  const rightPrefix = right.labelPrefix?.length ?? 0;
  if (leftPrefix !== rightPrefix) return leftPrefix > rightPrefix;
  return (left.labelSuffix?.length ?? 0) > (right.labelSuffix?.length ?? 0);
};
