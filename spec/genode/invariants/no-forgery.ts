import { code, invariant } from "../world.ts";

export const delegationIsFaithful = invariant({
  name: "delegation never forges",
  claim: "After a delegation the receiver has a name for the very object that the sender's name stands for, if it exists.",
  why: "A capability that turns into another one on its way is stolen authority.",
  sources: [code("repos/base-hw/src/core/kernel/thread.cc", "ipc_copy_msg")],
  permits: {
    "nothing was delegated": ({ step }) => step.operation !== "Delegate a capability" || step.refused,
    "the object does not exist any more": ({ step, before }) => step.answer === "invalid capability received" && !before.name[step.args["name"].id]!.object!.exists,
    "the receiver has a name for it": ({ step, before, after }) => {
      const object = before.name[step.args["name"].id]!.object!;
      const { client, server } = step.args["session"];
      const receiver = client.id === step.args["component"].id ? server : client;
      return after.name.some((name) => name.holder!.id === receiver.id && name.object?.id === object.id);
    },
  },
  guards: ["Delegate a capability / drop step / the object is new to the receiver / the receiver has a name for it"],
  seen: {
    "a known object was delegated again": ({ step }) => step.outcome === "the receiver knows the object already",
    "a capability without its object was delegated": ({ step }) => step.outcome === "the object is gone",
  },
});
