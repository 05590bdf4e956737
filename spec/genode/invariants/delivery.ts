import { collectSession } from "../operations/collect-session.ts";
import { deliverSession } from "../operations/deliver-session.ts";
import { takeAnswerFromAbove } from "../operations/take-answer-from-above.ts";
import { initOf } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const deliveryIsFaithful = invariant({
  name: "clients get what the server delivered",
  claim: "The capability that a server delivers is kept for the session, and the client that collects it has a name for it.",
  why: "A client with another session's capability reads another client's data.",
  sources: [code("repos/base/src/lib/base/child.cc", "deliver_session_cap, session_cap")],
  permits: {
    "nothing was delivered": ({ step }) => ![deliverSession, collectSession, takeAnswerFromAbove].some((one) => one.accepted(step)),
    "the capability is kept, and the init knows it": ({ step, after }) => deliverSession.where(step, ({ session, object }) =>
      session.object?.id === object.id && object.exists
      && after.name.some((name) => name.holder!.id === initOf(session).id && name.object?.id === object.id)),
    "the client has a name for it": ({ step, after }) => collectSession.where(step, ({ session }) => {
      const { object, environment, client } = session;
      return !collectSession.told(step, "OK") || object === null || after.name.some((name) =>
        name.holder!.id === (environment ? initOf(session) : client!).id && name.object?.id === object.id);
    }),
    "it is passed down": ({ step, before }) => takeAnswerFromAbove.where(step, ({ session: { id, phase, object } }) =>
      phase !== "living.available" || object?.id === before.session[id]!.upstream!.object?.id),
  },
  guards: ["Deliver a session capability / drop step / the client still wants the session / the capability is kept for the client"],
  seen: { "a capability was delivered": ({ step }) => deliverSession.accepted(step) },
});
