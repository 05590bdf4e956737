/**
 * Who had to pay how much in a step, so that claims can judge the answers that speak of quota. All of it is read from
 * the state before the step.
 */
import type { Moment } from "../../src/language/index.ts";
import { capsAvailable, ramAvailable } from "./accounts.ts";
import { pdSession } from "./assignment.ts";
import type { Facts } from "./facts.ts";
import type { Account, Tables } from "./world.ts";

/** The account that had to pay, and the RAM and caps that it had to pay. */
export interface Bill {
  readonly payer: Account;
  readonly ram: number;
  readonly caps: number;
}

/** The bill of a step; undefined for operations in which nobody pays. */
export const billOf = ({ before, step }: Moment<Tables, Facts>): Bill | undefined => {
  const { wish, ram, caps, component, size } = step.args;
  const account = (id: number) => before.component[id]!.account!;
  switch (step.operation) {
    case "Open a session": return wish.environment
      ? { payer: account(before.component[wish.client]!.parent!.id), ram: wish.ram, caps: wish.caps }
      : { payer: account(wish.client), ram: ram.value, caps: caps.value };
    case "Upgrade a session": return { payer: account(component.id), ram: ram.value, caps: caps.value };
    case "Start a component": return { payer: account(component.parent.id), ...pdSession };
    case "Allocate RAM": return { payer: account(component.id), ram: size.value + 1, caps: 1 };
    case "Create an RPC object": return { payer: account(component.id), ram: 0, caps: 1 };
    default: return undefined;
  }
};

/** Whether the payer could not pay the RAM. What it was opened with, and what it uses, is not for paying. */
export const lacksRam = ({ payer, ram }: Bill, slack: number) =>
  ram > Math.min(ramAvailable(payer), payer.ram_limit - payer.ram_initial) - slack;

/** Whether the payer could not pay the caps. */
export const lacksCaps = ({ payer, caps }: Bill) =>
  caps > capsAvailable(payer) || caps > payer.caps_limit - payer.caps_initial;
