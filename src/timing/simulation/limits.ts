/** How long a run may be, so that each ends and all its times are exact. */
import { TimingRefusal } from "../refusal.ts";
import { windowMost } from "../response/whole.ts";

/** Most events of one run. */
const eventsMost = 200_000_000;

export function refuseLong(events: number, now: number): void {
  if (events > eventsMost) throw new TimingRefusal("too large", "until", `takes more than ${eventsMost} events; simulate less time`);
  if (now > windowMost) throw new TimingRefusal("too large", "until",
    "leads to times of more than 2^50 ticks, which would not be exact; simulate less time, or use a coarser unit");
}
