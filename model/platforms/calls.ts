/** What chains of calls cost with a profile: a call and a reply for each hop, a notification for each one-way step. */
import type { Chain } from "../../src/timing/chains/index.ts";
import { type Exact, zero } from "../../src/timing/exact.ts";
import { type ChargedChain, chargeCalls } from "../../src/timing/kernel/index.ts";
import { type Bill, type Counted, billOf } from "./bill.ts";
import { type Figure, type Outcome, type Profile, costOf, microseconds } from "./profile.ts";

/** A chain with the kernel's part in its segments, in cycles; `cost` is its C. */
export interface CallCost extends ChargedChain {
  /** C in time; null without a clock. */
  readonly microseconds: Exact | null;
  /** What the kernel's part is made of. Where it has no figure for something, C is a lower bound. */
  readonly kernel: Bill;
  readonly isLowerBound: boolean;
}

/**
 * The C of chains whose segments are in cycles. A profile that has only the round trip is charged it with the call.
 * Errors: TimingRefusal as `chargeCalls` has them.
 */
export function callCost(profile: Profile, given: readonly Chain[], kind: Figure["kind"] = "typical"): CallCost[] {
  const cyclesOf = (outcome: Outcome): Exact | null => {
    const cost = costOf(profile, outcome, kind);
    return "cycles" in cost ? cost.cycles : null;
  };
  const [call, reply, whole] = [cyclesOf("ipc call"), cyclesOf("ipc reply"), cyclesOf("ipc round trip")];
  const inTwo = whole === null || (call !== null && reply !== null);
  const costs = { notify: cyclesOf("notify") ?? zero, ...inTwo ? { call: call ?? zero, reply: reply ?? zero } : { call: whole } };
  return chargeCalls(given, costs).map((charged) => {
    const { calls, replies, notifications } = charged.hops;
    const hops: readonly Counted[] = inTwo ? [{ outcome: "ipc call", times: calls }, { outcome: "ipc reply", times: replies }]
      : [{ outcome: "ipc round trip", times: calls }];
    const kernel = billOf(profile, [...hops, { outcome: "notify", times: notifications }], kind);
    return { ...charged, kernel, isLowerBound: kernel.notCovered.length > 0, microseconds: microseconds(profile, charged.cost) };
  });
}
