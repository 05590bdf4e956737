import { lowerQuota } from "../operations/lower-quota.ts";
import { code, invariant } from "../world.ts";

export const neverBelowConfigured = invariant({
  name: "lowering stops at what is configured",
  claim: "When an init lowers a component's quota, the component keeps at least what is configured, and what the init notes "
    + "as assigned changes by what moved.",
  why: "A component below its configured quota starves although its configuration is met.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "_apply_resource_downgrade")],
  permits: {
    "nothing was lowered": ({ step }) => !lowerQuota.accepted(step),
    "it stays at or above what is configured": ({ step, before }) => lowerQuota.where(step, ({ component: is }) => {
      const was = before.component[is.id]!;
      return was.account!.exists && (was.configured_ram < was.assigned_ram || was.configured_caps < was.assigned_caps)
        && is.assigned_ram >= Math.min(was.assigned_ram, is.configured_ram)
        && is.assigned_caps >= Math.min(was.assigned_caps, is.configured_caps)
        && was.account!.ram_limit - is.account!.ram_limit === was.assigned_ram - is.assigned_ram
        && was.account!.caps_limit - is.account!.caps_limit === was.assigned_caps - is.assigned_caps;
    }),
  },
  guards: ["Lower a component's quota / drop check / less is configured than assigned"],
  seen: { "a quota was lowered": ({ step }) => lowerQuota.ended(step, "the component has something unused") },
});
