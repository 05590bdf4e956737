import { code, invariant } from "../world.ts";

export const ownersKnowTheirObjects = invariant({
  name: "owners know their objects",
  claim: "A component has a name for each object that it owns, as long as the object exists.",
  why: "An owner that lost the name can neither pass the object on nor dissolve it.",
  sources: [code("repos/base/include/base/rpc_server.h")],
  each: "object",
  holds: ({ id, exists, owner }, { name }) => !exists || name.some(({ holder, object }) => holder!.id === owner!.id && object?.id === id),
  guards: ["Forget a capability / drop check / the name is in use, for an object of somebody else"],
  seen: { "an object exists": ({ object }) => object.some(({ exists }) => exists) },
});

export const oneNameAnObject = invariant({
  name: "one object has one name in a capability space",
  claim: "No component has two names for one object, so that receiving a capability again can be noticed.",
  why: "A component that compares capabilities would take one object for two.",
  sources: [code("repos/base-hw/src/core/kernel/object.h")],
  each: "name",
  holds: (name, world) => name.object === null
    || !world.name.some((other) => other.id !== name.id && other.holder!.id === name.holder!.id && other.object?.id === name.object!.id),
  guards: ["a capability gets a second name at the receiver"],
  seen: { "a component knows an object of another": ({ name }) => name.some(({ holder, object }) => object !== null && object.owner!.id !== holder!.id) },
});
