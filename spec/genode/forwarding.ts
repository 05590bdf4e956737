/**
 * Service forwarding: an init that offers services of its children to its own parent's other children. The policy
 * that fits the client's label best names the child.
 * Sources: Genode `repos/os/src/lib/sandbox/server.cc`, `repos/os/include/os/session_policy.h`, at ffb059da (26.04).
 */
import type { ForwardPolicy, InitConfig, Start } from "./config.ts";
import { provides, startsNamed } from "./directory.ts";
import { fits, heededInPolicy, isCloser, isForSomebody } from "./selectors.ts";

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
  if (policy === undefined) return { kind: "denied", why: `no policy for ${service} fits the label` };
  return serve(init, service, label, policy);
};

/** What a policy does with a request for `service`: its child is looked up by its own name, not through the aliases. */
export const serve = (init: InitConfig, service: string, label: string, policy: ForwardPolicy): Forwarded => {
  if (policy.child === undefined) return { kind: "denied", why: `the policy for ${service} in line ${policy.at.line} has no child` };
  // Of two versions of a child the one that was registered first serves.
  const child = startsNamed(init, policy.child).find((one) => provides(one, service));
  return child === undefined ? { kind: "pending", why: `the policy's child does not provide ${service}`, policy }
    : { kind: "child", child, label: policy.label ?? label, policy };
};

/**
 * The best fitting policy: `label` beats all, then the longer `label_prefix`, then the longer `label_suffix`, then
 * the earlier node; the first default policy comes last. A policy without a selector that init evaluates fits nobody.
 */
export const policyFor = (policies: readonly ForwardPolicy[], label: string): ForwardPolicy | undefined => {
  let best: ForwardPolicy | undefined;
  for (const policy of policies) {
    const selector = heededInPolicy(policy.selector);
    if (policy.isDefault || !isForSomebody(selector) || !fits(selector, label)) continue;
    if (best === undefined || isCloser(selector, best.selector)) best = policy;
  }
  return best ?? policies.find((policy) => policy.isDefault);
};
