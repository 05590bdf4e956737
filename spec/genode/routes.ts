/**
 * Routing while the system runs: of the places to which init's rules send a request, the first one that is there now.
 * Which places those are, and in which order, `routing.ts` says; here counts who lives.
 */
import type { World } from "../../src/language/index.ts";
import type { Way, Wish } from "./facts.ts";
import type { Component, Tables } from "./world.ts";

/** Where a request goes now. */
export interface Destination {
  readonly to: "local" | "parent" | "child" | "nowhere";
  readonly server: Component | null;
}

const nowhere: Destination = { to: "nowhere", server: null };

/** Whether the component's services can be routed to: it has been started, and its init has not given it up. */
export const offersServices = (component: Component) =>
  component.state === "quota assigned" || component.state === "alive" || component.state === "stuck";

/** Where the wish goes now; `nowhere` when no way leads to a living service. */
export const destinationOf = (world: World<Tables>, wish: Wish): Destination => {
  for (const way of wish.ways) {
    const found = follow(world, way);
    if (found !== nowhere) return found;
  }
  return nowhere;
};

const follow = (world: World<Tables>, { to, servers }: Way): Destination => {
  if (to === "local" || to === "parent") return { to, server: null };
  const living = servers.map((number) => world.component[number]!).filter(offersServices);
  // With two living candidates `any-child` is ambiguous, and this way fails.
  return living.length === 1 ? { to: "child", server: living[0]! } : nowhere;
};
