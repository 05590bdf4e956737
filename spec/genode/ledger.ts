/**
 * What the account of a component that is no init must contain: its initial limit, what came by assignment and
 * transfer, less what it donated for its sessions, plus what it holds of the donations of its clients.
 */
import type { World } from "../../src/language/index.ts";
import type { Facts } from "./facts.ts";
import type { Tables } from "./world.ts";

/** Whether the books of every component that is no init agree with its account. */
export const booksBalance = ({ component, session }: World<Tables>, { sessionCost, inits }: Facts) => {
  const ram = component.map(({ account }) => account!.ram_initial + account!.ram_granted - account!.ram_given);
  const caps = component.map(({ account }) => account!.caps_initial + account!.caps_granted - account!.caps_given);
  for (const one of session) {
    if (one.phase === "unused") continue;
    if (one.client !== null && !one.environment) {
      ram[one.client.id]! -= one.ram + sessionCost;
      caps[one.client.id]! -= one.caps;
    }
    if (one.server !== null) {
      ram[one.server.id]! += one.ram;
      caps[one.server.id]! += one.caps;
    }
  }
  return component.every(({ id, account }) => inits[id]!
    || (ram[id] === account!.ram_limit && caps[id] === account!.caps_limit));
};
