/** Which policies of a forwarded service a request with a label that is known in part can meet. */
import type { ForwardPolicy } from "../../../../spec/genode/config.ts";
import { lastElement, trimmed } from "../../../../spec/genode/label.ts";
import { heededInPolicy, isCloser, isForSomebody, isPlainPolicy } from "../../../../spec/genode/selectors.ts";
import { narrowPolicy, type Pattern } from "./pattern.ts";
import type { Readings } from "./reach.ts";

const canEndWith = (last: string | undefined, pattern: Pattern): boolean =>
  last === undefined || pattern.open || trimmed(lastElement(pattern.text)) === trimmed(last);

/**
 * The policies that a label of the pattern can be served by: those that fit some label, but for those that always give way
 * to a closer or an earlier one; and the default policy, unless another one surely fits. By every reading, a policy with
 * selectors that the code does not evaluate may also fit for what they say, and never surely.
 */
export function policiesFor(policies: readonly ForwardPolicy[], pattern: Pattern, readings: Readings): readonly ForwardPolicy[] {
  const fitting: { readonly policy: ForwardPolicy; readonly surely: boolean }[] = [];
  let best: ForwardPolicy | undefined;
  for (const policy of policies) {
    if (policy.isDefault) continue;
    const isPlain = isPlainPolicy(policy.selector);
    const selector = heededInPolicy(policy.selector);
    if (!isForSomebody(selector) && (readings === "code" || isPlain || !canEndWith(policy.selector.labelLast, pattern))) continue;
    const taken = narrowPolicy(selector, pattern);
    if (taken === undefined) continue;
    const surely = taken.surely && (readings === "code" || isPlain);
    fitting.push({ policy, surely });
    if (surely && (best === undefined || isCloser(selector, best.selector))) best = policy;
  }
  const fallback = policies.find(({ isDefault }) => isDefault);
  if (best === undefined) return [...fitting.map(({ policy }) => policy), ...(fallback === undefined ? [] : [fallback])];
  // What fits surely takes all that nothing closer takes; of equally close ones the earlier wins.
  const bestAt = fitting.findIndex(({ policy }) => policy === best);
  return fitting.filter(({ policy }, at) => policy === best || isCloser(policy.selector, best.selector)
    || (at < bestAt && !isCloser(best.selector, policy.selector)) || (readings === "every" && !isPlainPolicy(policy.selector)))
    .map(({ policy }) => policy);
}
