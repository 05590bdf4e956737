/**
 * Who had to pay how much in a step, so that claims can judge the answers that speak of quota. All of it is read from
 * the state before the step.
 */
import type { Moment } from "../../src/language/index.ts";
import { capsAvailable, ramAvailable } from "./accounts.ts";
import { pdSession } from "./assignment.ts";
import type { Facts } from "./facts.ts";
import { allocateRam } from "./operations/allocate-ram.ts";
import { createObject } from "./operations/create-object.ts";
import { openSession } from "./operations/open-session.ts";
import { startComponent } from "./operations/start-component.ts";
import { upgradeSession } from "./operations/upgrade-session.ts";
import type { Account, Component, Tables } from "./world.ts";

/** The account that had to pay, and the RAM and caps that it had to pay. */
export interface Bill {
  readonly payer: Account;
  readonly ram: number;
  readonly caps: number;
}

/** The bill of a step; undefined for operations in which nobody pays. */
export const billOf = ({ before, step }: Moment<Tables, Facts>): Bill | undefined => {
  const accountOf = ({ id }: Component) => before.component[id]!.account!;
  const opened = openSession.of(step);
  if (opened !== null) {
    const { wish, ram, caps } = opened;
    const client = before.component[wish.client]!;
    return wish.environment ? { payer: accountOf(client.parent!), ram: wish.ram, caps: wish.caps }
      : { payer: accountOf(client), ram: ram.value, caps: caps.value };
  }
  const upgraded = upgradeSession.of(step);
  if (upgraded !== null) return { payer: accountOf(upgraded.component), ram: upgraded.ram.value, caps: upgraded.caps.value };
  const started = startComponent.of(step);
  if (started !== null) return { payer: accountOf(started.component.parent!), ...pdSession };
  const allocated = allocateRam.of(step);
  if (allocated !== null) return { payer: accountOf(allocated.component), ram: allocated.size.value + 1, caps: 1 };
  const created = createObject.of(step);
  return created === null ? undefined : { payer: accountOf(created.component), ram: 0, caps: 1 };
};

/** Whether the payer could not pay the RAM. What it was opened with, and what it uses, is not for paying. */
export const lacksRam = ({ payer, ram }: Bill, slack: number) =>
  ram > Math.min(ramAvailable(payer), payer.ram_limit - payer.ram_initial) - slack;

/** Whether the payer could not pay the caps. */
export const lacksCaps = ({ payer, caps }: Bill) =>
  caps > capsAvailable(payer) || caps > payer.caps_limit - payer.caps_initial;
