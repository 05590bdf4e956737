import { billOf, lacksCaps } from "../asked.ts";
import { collectSession } from "../operations/collect-session.ts";
import { createObject } from "../operations/create-object.ts";
import { delegateCapability } from "../operations/delegate-capability.ts";
import { deliverSession } from "../operations/deliver-session.ts";
import { initOf, nameFor } from "../sessions.ts";
import { code, invariant, told } from "../world.ts";
import type { Component } from "../world.ts";

export const toldOutOfCaps = invariant({
  name: "OUT_OF_CAPS is told to who lacks capabilities",
  claim: "OUT_OF_CAPS is answered only where the payer has fewer unused caps than it was to pay, or a capability space is full.",
  why: "A client that is told so asks its parent for more and tries again, for ever if that was not the reason.",
  sources: [code("repos/base/include/base/quota_guard.h"), code("repos/base/src/lib/base/rpc_cap_alloc.cc")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "OUT_OF_CAPS"),
    "the payer lacks caps": (moment) => {
      const bill = billOf(moment);
      return bill !== undefined && moment.step.refused && lacksCaps(bill);
    },
    "the capability space that was to know it is full": ({ step, before }) => {
      const isFull = (one: Component | null) => one !== null && nameFor(before, before.component[one.id]!, null) === null;
      return createObject.refused(step, ({ component }) => isFull(component))
        || deliverSession.refused(step, ({ session }) => isFull(initOf(session)))
        || collectSession.refused(step, ({ session }) => isFull(session.environment ? initOf(session) : session.client))
        || delegateCapability.refused(step, ({ component, session: { client, server } }) =>
          isFull(client?.id === component.id ? server : client));
    },
  },
  guards: ["Collect a session / answer OUT_OF_CAPS in place of invalid capability / the server has answered"],
  seen: { "somebody was out of caps": ({ step }) => told(step, "OUT_OF_CAPS") },
});
