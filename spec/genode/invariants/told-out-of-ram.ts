import { billOf, lacksRam } from "../asked.ts";
import { allocateRam } from "../operations/allocate-ram.ts";
import { code, invariant, told } from "../world.ts";

/** Bytes by which an allocation may miss, because of rounding to pages and of the meta data that is looked for. */
const allocationSlack = 8192;

export const toldOutOfRam = invariant({
  name: "OUT_OF_RAM is told to who lacks RAM",
  claim: "OUT_OF_RAM is answered only where the payer has less unused RAM than it was to pay, or memory is exhausted.",
  why: "A client that is told so asks its parent for more and tries again, for ever if that was not the reason.",
  sources: [code("repos/base/include/base/quota_guard.h"), code("repos/base/src/lib/base/component.cc")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "OUT_OF_RAM"),
    "the payer lacks RAM": (moment) => {
      const bill = billOf(moment);
      return bill !== undefined && moment.step.refused
        && lacksRam(bill, allocateRam.of(moment.step) !== null ? allocationSlack : 0);
    },
    "physical memory is exhausted": ({ step }) => allocateRam.accepted(step, ({ memory }) => memory === "exhausted"),
  },
  guards: ["Upgrade a session / answer OUT_OF_RAM in place of PENDING / the service is elsewhere"],
  seen: { "somebody was out of RAM": ({ step }) => told(step, "OUT_OF_RAM") && step.refused },
});
