import { collectSession } from "../operations/collect-session.ts";
import { createObject } from "../operations/create-object.ts";
import { delegateCapability } from "../operations/delegate-capability.ts";
import { deliverSession } from "../operations/deliver-session.ts";
import { initOf } from "../sessions.ts";
import { book, invariant } from "../world.ts";

export const authorityByIntroduction = invariant({
  name: "authority comes by introduction only",
  claim: "A component gets a capability by making the object, as the init to which a server delivers it, with a session that "
    + "its parent arranged, or from somebody who holds it and with whom it shares a session.",
  why: "A component without a route must not be able to obtain a capability.",
  sources: [book("Architecture, Capability-based security")],
  changes: "name",
  columns: ["object"],
  permits: {
    "its holder gave it up, or is gone": ({ is, step }) => is.object === null && step.args["component"]?.id === is.holder!.id,
    "the holder made the object": ({ is, step }) => createObject.where(step, ({ component }) =>
      component.id === is.holder!.id && is.object!.owner!.id === is.holder!.id),
    "its owner delivered it to the init of a session": ({ is, step }) => deliverSession.where(step, ({ component, object, session }) =>
      object.id === is.object!.id && component.id === is.object!.owner!.id && initOf(session).id === is.holder!.id),
    "it came with a session of the holder": ({ is, step }) => collectSession.where(step, ({ session }) => session.object?.id === is.object!.id
      && (session.environment ? initOf(session) : session.client!).id === is.holder!.id),
    "a component that holds it passed it along a session": ({ is, step, before }) => delegateCapability.where(step, ({ component, name, session }) => {
      const given = before.name[name.id]!;
      const parties = [session.client?.id, session.server?.id];
      const { phase } = before.session[session.id]!;
      return (phase === "living.handed out" || phase === "living.upgrade requested") && given.object?.id === is.object!.id
        && given.holder!.id === component.id && parties.includes(is.holder!.id) && parties.includes(given.holder!.id);
    }),
  },
  guards: ["Deliver a session capability / drop check / the server owns the object"],
  seen: { "a capability was delegated": ({ step }) => delegateCapability.ended(step, "the object is new to the receiver") },
});
