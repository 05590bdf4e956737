import { configureQuota } from "../operations/configure-quota.ts";
import { raiseQuota } from "../operations/raise-quota.ts";
import { requestResources } from "../operations/request-resources.ts";
import { startComponent } from "../operations/start-component.ts";
import { effectiveCaps, effectiveRam } from "../quota.ts";
import { code, invariant } from "../world.ts";

export const wishesAreNoted = invariant({
  name: "what is asked of an init is noted",
  claim: "An init has noted what was configured and requested, and what it notes as assigned is what it transferred.",
  why: "A request that is forgotten blocks the component that waits for it.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "resource_request")],
  permits: {
    "nothing was asked": ({ step }) => ![configureQuota, requestResources, raiseQuota, startComponent].some((one) => one.accepted(step)),
    "the configuration is noted": ({ step }) => configureQuota.where(step, ({ component, ram, caps }) => component.configured
      && component.parent !== null && component.configured_ram === ram.value && component.configured_caps === caps.value),
    "the request is noted": ({ step }) => requestResources.where(step, ({ component, ram, caps }) =>
      component.asked_ram === ram.value && component.asked_caps === caps.value),
    "the quota was raised": ({ step, before }) => raiseQuota.where(step, ({ component: is }) => {
      const was = before.component[is.id]!;
      return was.account!.exists
        && (was.configured_ram > was.assigned_ram || was.configured_caps > was.assigned_caps)
        && is.assigned_ram - was.assigned_ram === is.account!.ram_limit - was.account!.ram_limit
        && is.assigned_caps - was.assigned_caps === is.account!.caps_limit - was.account!.caps_limit
        && (is.asked_ram + is.asked_caps === 0 || raiseQuota.ended(step, "the init has nothing to add"));
    }),
    "the start is noted": ({ step }) => startComponent.where(step, ({ component }) => {
      const { account, assigned_ram, assigned_caps, configured_ram, configured_caps } = component;
      return assigned_ram <= configured_ram && assigned_caps <= configured_caps
        && account!.ram_granted === effectiveRam(assigned_ram) && account!.caps_granted === effectiveCaps(assigned_caps);
    }),
  },
  guards: ["Configure quota / drop check / the component is configured"],
  seen: { "a quota was raised": ({ step }) => raiseQuota.ended(step, "the init has something to add") },
});
