import { effectiveCaps, effectiveRam } from "../quota.ts";
import { code, invariant } from "../world.ts";

export const wishesAreNoted = invariant({
  name: "what is asked of an init is noted",
  claim: "An init has noted what was configured and requested, and what it notes as assigned is what it transferred.",
  why: "A request that is forgotten blocks the component that waits for it.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "resource_request")],
  permits: {
    "nothing was asked": ({ step }) => step.refused || !["Configure quota", "Request resources", "Raise a component's quota", "Start a component"].includes(step.operation),
    "the configuration is noted": ({ step }) => step.operation === "Configure quota" && step.args["component"].configured && step.args["component"].parent !== null
      && step.args["component"].configured_ram === step.args["ram"].value
      && step.args["component"].configured_caps === step.args["caps"].value,
    "the request is noted": ({ step }) => step.operation === "Request resources"
      && step.args["component"].asked_ram === step.args["ram"].value && step.args["component"].asked_caps === step.args["caps"].value,
    "the quota was raised": ({ step, before }) => {
      const is = step.args["component"];
      const was = before.component[is.id]!;
      return step.operation === "Raise a component's quota" && was.account!.exists
        && (was.configured_ram > was.assigned_ram || was.configured_caps > was.assigned_caps)
        && is.assigned_ram - was.assigned_ram === is.account.ram_limit - was.account!.ram_limit
        && is.assigned_caps - was.assigned_caps === is.account.caps_limit - was.account!.caps_limit
        && (is.asked_ram + is.asked_caps === 0 || step.outcome === "the init has nothing to add");
    },
    "the start is noted": ({ step }) => {
      const { account, assigned_ram, assigned_caps, configured_ram, configured_caps } = step.args["component"];
      return step.operation === "Start a component" && assigned_ram <= configured_ram && assigned_caps <= configured_caps
        && account.ram_granted === effectiveRam(assigned_ram) && account.caps_granted === effectiveCaps(assigned_caps);
    },
  },
  guards: ["Configure quota / drop check / the component is configured"],
  seen: { "a quota was raised": ({ step }) => step.outcome === "the init has something to add" },
});
