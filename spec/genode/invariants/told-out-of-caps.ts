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
    "the capability space that was to know it is full": ({ step, before }) => {
      const { session, component } = step.args;
      const [client, server] = session === undefined ? [] : [session.client, session.server];
      const full = step.operation === "Create an RPC object" ? component
        : step.operation === "Deliver a session capability" ? session.owner.parent
        : step.operation === "Collect a session" ? (session.environment ? session.owner.parent : client)
        : step.operation === "Delegate a capability" ? (client?.id === component.id ? server : client) : null;
      return step.refused && full !== null && nameFor(before, before.component[full.id]!, null) === null;
    },
  },
  guards: ["Collect a session / answer OUT_OF_CAPS in place of invalid capability / the server has answered"],
  seen: { "somebody was out of caps": ({ step }) => step.answer === "OUT_OF_CAPS" },
});
