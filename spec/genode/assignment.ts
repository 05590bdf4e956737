/**
 * How much an init can assign to a component now, and how much it can take back.
 * Source: Genode `repos/os/src/lib/sandbox/{child.cc,library.cc}` at ffb059da. Where the code notes the configured
 * quota as assigned although less was available, the intended rule stands here: what was given is what is noted.
 */
import { capsAvailable, ramAvailable } from "./accounts.ts";
import type { Facts } from "./facts.ts";
import { effectiveCaps, effectiveRam, environmentRam, environmentSessions, withheldCaps } from "./quota.ts";
import type { Component } from "./world.ts";

/** What the PD session costs: it becomes the initial limit of the component's account. */
export const pdSession = environmentSessions.find(({ session }) => session === "PD")!;

/** Bytes and caps that a component keeps at hand when quota is taken from it. */
export const keptRam = 16 * 1024;
export const keptCaps = 5;

/** RAM in bytes that the init can spend on its components. */
export const spareRam = (init: Component, facts: Facts) =>
  Math.max(0, Math.min(ramAvailable(init.account!), init.account!.ram_limit - init.account!.ram_initial)
    - facts.preservedRam[init.id]!);

/** Caps that the init can spend on its components. */
export const spareCaps = (init: Component, facts: Facts) =>
  Math.max(0, Math.min(capsAvailable(init.account!), init.account!.caps_limit - init.account!.caps_initial)
    - facts.preservedCaps[init.id]!);

/** What a starting component gets: what is configured less the cost of its environment, or all that is left. */
export const assignable = (component: Component, init: Component, facts: Facts) => {
  const ram = Math.min(effectiveRam(component.configured_ram), effectiveRam(spareRam(init, facts)));
  const caps = Math.min(effectiveCaps(component.configured_caps), effectiveCaps(spareCaps(init, facts)));
  return {
    ram, caps,
    assignedRam: Math.min(component.configured_ram, ram + environmentRam),
    assignedCaps: Math.min(component.configured_caps, caps + withheldCaps),
  };
};

/** What can be added to a component whose configured quota has grown. */
export const addable = (component: Component, init: Component, facts: Facts) => ({
  ram: Math.min(Math.max(0, component.configured_ram - component.assigned_ram), spareRam(init, facts)),
  caps: Math.min(Math.max(0, component.configured_caps - component.assigned_caps), spareCaps(init, facts)),
});

/** What can be taken from a component whose configured quota has shrunk: never more than that, never its last reserve. */
export const takeable = ({ account, assigned_ram, assigned_caps, configured_ram, configured_caps }: Component) => ({
  ram: Math.min(Math.max(0, assigned_ram - configured_ram),
    Math.max(0, Math.min(ramAvailable(account!) - keptRam, account!.ram_limit - account!.ram_initial))),
  caps: Math.min(Math.max(0, assigned_caps - configured_caps),
    Math.max(0, Math.min(capsAvailable(account!) - keptCaps, account!.caps_limit - account!.caps_initial))),
});
