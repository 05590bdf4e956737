/** What a call between address spaces and its reply take on a platform. */
import { type Exact, ratio } from "../../src/timing/exact.ts";
import { type Cost, type Figure, type Profile, citation, costOf } from "./profile.ts";

/** In the unit of the profile: microseconds, or cycles where nothing says how fast its clock is. */
export interface CallCosts {
  readonly call: Exact;
  readonly reply: Exact;
}

/** What a call and a reply take, and where that is from; null where the profile has no such figures. */
export function callCosts(profile: Profile): { readonly costs: CallCosts; readonly says: string } | null {
  const inUnit = (cycles: Exact): Exact => profile.clockMHz === null ? cycles : cycles.div(ratio(profile.clockMHz));
  for (const kind of ["worst case", "typical"] as const) {
    const [call, reply, both] = [costOf(profile, "ipc call", kind), costOf(profile, "ipc reply", kind), costOf(profile, "ipc round trip", kind)];
    if ("cycles" in call && "cycles" in reply) return { costs: { call: inUnit(call.cycles), reply: inUnit(reply.cycles) }, says: said(kind, call, reply) };
    // Where only both together were measured, it does not matter for a bound which half is whose.
    if ("cycles" in both) return { costs: { call: inUnit(both.cycles).div(2), reply: inUnit(both.cycles).div(2) }, says: said(kind, both) };
  }
  return null;
}

function said(kind: Figure["kind"], ...costs: readonly Cost[]): string {
  const sources = [...new Set(costs.flatMap(({ figures }) => figures.map(({ figure }) => citation(figure))))];
  const cycles = costs.map(({ cycles: one }) => one.toFraction()).join(" + ");
  return `${cycles} cycles, ${kind === "typical" ? "typical and no worst case: the bounds hold as long as calls take no longer" : "a worst case"}; ${sources.join("; ")}`;
}
