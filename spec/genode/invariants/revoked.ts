import { createObject } from "../operations/create-object.ts";
import { invokeCapability } from "../operations/invoke-capability.ts";
import { code, invariant } from "../world.ts";

export const deadStaysDead = invariant({
  name: "a dead capability stays dead",
  claim: "An identity comes into being only where no capability space has a name for what was there before.",
  why: "A name that is left over would give its holder authority over the new object.",
  sources: [code("repos/base-hw/src/core/kernel/object.h")],
  changes: "object",
  columns: ["exists"],
  permits: {
    "the identity was destroyed": ({ is }) => !is.exists,
    "nobody knew it": ({ is, before }) => before.name.every(({ object }) => object?.id !== is.id),
  },
  guards: ["Create an RPC object / drop check / no capability space still knows an object that was here before"],
  seen: { "an object was made": ({ step }) => createObject.accepted(step) },
});

export const revocationIsFinal = invariant({
  name: "no call reaches a dissolved object",
  claim: "A call is accepted only for an object that exists at a component that is alive, through a name that the caller holds.",
  why: "A call that arrives after the object is gone runs on freed memory in the server.",
  sources: [code("repos/base/include/base/object_pool.h")],
  permits: {
    "nothing was called": ({ step }) => !invokeCapability.accepted(step),
    "the object is there and the caller holds it": ({ step, before }) => invokeCapability.where(step, (call) => {
      const { object, holder } = before.name[call.name.id]!;
      return object !== null && object.exists && holder!.id === call.component.id
        && object.owner!.state === "alive" && before.component[call.component.id]!.blocked_on === null;
    }),
  },
  guards: ["Invoke a capability / drop check / the callee is there to answer"],
  seen: { "a call was refused because the object was gone": ({ step }) => invokeCapability.ended(step, "the object has an identity") },
});
