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
    "the holder made the object": ({ is, step }) => step.operation === "Create an RPC object"
      && step.args["component"].id === is.holder!.id && is.object!.owner!.id === is.holder!.id,
    "its owner delivered it to the init of a session": ({ is, step }) => step.operation === "Deliver a session capability"
      && step.args["object"].id === is.object!.id && step.args["component"].id === is.object!.owner!.id
      && step.args["session"].owner!.parent!.id === is.holder!.id,
    "it came with a session of the holder": ({ is, step }) => step.operation === "Collect a session"
      && step.args["session"].object?.id === is.object!.id
      && (step.args["session"].environment ? step.args["session"].owner!.parent : step.args["session"].client).id === is.holder!.id,
    "a component that holds it passed it along a session": ({ is, step, before }) => {
      if (step.operation !== "Delegate a capability") return false;
      const given = before.name[step.args["name"].id]!;
      const { client, server } = step.args["session"];
      const { phase } = before.session[step.args["session"].id]!;
      return (phase === "living.handed out" || phase === "living.upgrade requested") && given.object?.id === is.object!.id && given.holder!.id === step.args["component"].id
        && [client?.id, server?.id].includes(is.holder!.id) && [client?.id, server?.id].includes(given.holder!.id);
    },
  },
  guards: ["Deliver a session capability / drop check / the server owns the object"],
  seen: { "a capability was delegated": ({ step }) => step.outcome === "the object is new to the receiver" },
});
