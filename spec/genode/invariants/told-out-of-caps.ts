import { billOf, lacksCaps } from "../asked.ts";
import { nameFor } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const toldOutOfCaps = invariant({
  name: "OUT_OF_CAPS is told to who lacks capabilities",
  claim: "OUT_OF_CAPS is answered only where the payer has fewer unused caps than it was to pay, or a capability space is full.",
  why: "A client that is told so asks its parent for more and tries again, for ever if that was not the reason.",
  sources: [code("repos/base/include/base/quota_guard.h"), code("repos/base/src/lib/base/rpc_cap_alloc.cc")],
  permits: {
    "another answer was given": ({ step }) => step.answer !== "OUT_OF_CAPS",
    "the payer lacks caps": (moment) => {
      const bill = billOf(moment);
      return bill !== undefined && moment.step.refused && lacksCaps(bill);
    },
    "the capability space is full": ({ step, before }) => step.refused && step.args["component"] !== undefined
      && before.component.some((one) => nameFor(before, one, null) === null),
    "the collector's capability space is full": ({ step, before }) => step.refused && step.operation === "Collect a session"
      && nameFor(before, step.args["session"].owner, null) === null,
  },
  guards: ["Collect a session / answer OUT_OF_CAPS in place of invalid capability / the server has answered"],
  seen: { "somebody was out of caps": ({ step }) => step.answer === "OUT_OF_CAPS" },
});
