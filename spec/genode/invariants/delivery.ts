import { code, invariant } from "../world.ts";

export const deliveryIsFaithful = invariant({
  name: "clients get what the server delivered",
  claim: "The capability that a server delivers is kept for the session, and the client that collects it has a name for it.",
  why: "A client with another session's capability reads another client's data.",
  sources: [code("repos/base/src/lib/base/child.cc", "deliver_session_cap, session_cap")],
  permits: {
    "nothing was delivered": ({ step }) => step.refused
      || !["Deliver a session capability", "Collect a session", "Take the answer from above"].includes(step.operation),
    "the capability is kept, and the init knows it": ({ step, after }) => step.operation === "Deliver a session capability"
      && step.args["session"].object?.id === step.args["object"].id && step.args["object"].exists
      && after.name.some(({ holder, object }) => holder!.id === step.args["session"].owner.parent.id && object?.id === step.args["object"].id),
    "the client has a name for it": ({ step, after }) => {
      const { object, environment, owner, client } = step.args["session"];
      const collector = environment ? owner.parent : client;
      return step.operation === "Collect a session" && (step.answer !== "OK" || object === null
        || after.name.some((name) => name.holder!.id === collector.id && name.object?.id === object.id));
    },
    "it is passed down": ({ step, before }) => step.operation === "Take the answer from above"
      && (step.args["session"].phase !== "living.available"
        || step.args["session"].object?.id === before.session[step.args["session"].id]!.upstream!.object?.id),
  },
  guards: ["Deliver a session capability / drop step / the client still wants the session / the capability is kept for the client"],
  seen: { "a capability was delivered": ({ step }) => step.operation === "Deliver a session capability" && !step.refused },
});
