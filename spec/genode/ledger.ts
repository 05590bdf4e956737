/**
 * What an account of a component that is no init must contain: its initial limit, what came by assignment and
 * transfer, less what it donated for its sessions, plus what it holds of the donations of its clients.
 */
import type { World } from "../../src/language/index.ts";
import type { Facts } from "./facts.ts";
import type { Component, Tables } from "./world.ts";

export const moneyOf = ({ id, account }: Component, world: World<Tables>, { sessionCost }: Facts) => {
  let ram = account!.ram_initial + account!.ram_granted - account!.ram_given;
  let caps = account!.caps_initial + account!.caps_granted - account!.caps_given;
  for (const session of world.session) {
    if (session.phase === "unused") continue;
    if (session.client !== null && session.owner!.id === id && !session.environment) {
      ram -= session.ram + sessionCost;
      caps -= session.caps;
    }
    if (session.server !== null && session.server.id === id) {
      ram += session.ram;
      caps += session.caps;
    }
  }
  return { balanced: ram === account!.ram_limit && caps === account!.caps_limit };
};
