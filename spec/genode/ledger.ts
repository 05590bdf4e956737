/**
 * The books of all accounts: what each must contain, given the protection domains and sessions that there are. Opening a
 * protection domain costs its parent the initial limit; a session costs its payer the donation and the cost of its meta
 * data, of which the init keeps the latter and the holder has the former.
 */
import type { World } from "../../src/language/index.ts";
import type { Facts } from "./facts.ts";
import { holderOf, initOf, payerOf } from "./sessions.ts";
import type { Tables } from "./world.ts";

/** Whether the books of every account agree with its limits. */
export const booksBalance = ({ account, session }: World<Tables>, { sessionCost }: Facts) => {
  const ram = account.map(({ ram_initial, ram_granted, ram_given }) => ram_initial + ram_granted - ram_given);
  const caps = account.map(({ caps_initial, caps_granted, caps_given }) => caps_initial + caps_granted - caps_given);
  for (const { reference, ram_initial, caps_initial } of account) if (reference !== null) {
    ram[reference.id]! -= ram_initial;
    caps[reference.id]! -= caps_initial;
  }
  for (const one of session) {
    if (one.phase === "unused") continue;
    const [payer, init, holder] = [payerOf(one).id, initOf(one).account!.id, holderOf(one).id];
    ram[payer]! -= one.ram + sessionCost;
    ram[init]! += sessionCost;
    ram[holder]! += one.ram;
    caps[payer]! -= one.caps;
    caps[holder]! += one.caps;
  }
  return account.every(({ id, ram_limit, caps_limit }) => ram[id] === ram_limit && caps[id] === caps_limit);
};
