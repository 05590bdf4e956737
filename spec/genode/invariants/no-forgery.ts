import { delegateCapability } from "../operations/delegate-capability.ts";
import { code, invariant } from "../world.ts";

export const delegationIsFaithful = invariant({
  name: "delegation never forges",
  claim: "After a delegation the receiver has a name for the very object that the sender's name stands for, if it exists.",
  why: "A capability that turns into another one on its way is stolen authority.",
  sources: [code("repos/base-hw/src/core/kernel/thread.cc", "ipc_copy_msg")],
  permits: {
    "nothing was delegated": ({ step }) => !delegateCapability.accepted(step),
    "the object does not exist any more": ({ step, before }) => delegateCapability.told(step, "invalid capability received", ({ name }) =>
      !before.name[name.id]!.object!.exists),
    "the receiver has a name for it": ({ step, before, after }) => delegateCapability.where(step, (given) => {
      const object = before.name[given.name.id]!.object!;
      const { client, server } = given.session;
      const receiver = client!.id === given.component.id ? server! : client!;
      return after.name.some((name) => name.holder!.id === receiver.id && name.object?.id === object.id);
    }),
  },
  guards: ["Delegate a capability / drop step / the object is new to the receiver / the receiver has a name for it"],
  seen: {
    "a known object was delegated again": ({ step }) => delegateCapability.ended(step, "the receiver knows the object already"),
    "a capability without its object was delegated": ({ step }) => delegateCapability.ended(step, "the object is gone"),
  },
});
