import { code, invariant } from "../world.ts";

export const oneNameAnObject = invariant({
  name: "one object has one name in a capability space",
  claim: "No component has two names for one object, so that receiving a capability again can be noticed.",
  why: "A component that compares capabilities would take one object for two.",
  sources: [code("repos/base-hw/src/core/kernel/object.h")],
  each: "name",
  holds: (name, world) => name.object === null
    || !world.name.some((other) => other.id !== name.id && other.holder!.id === name.holder!.id && other.object?.id === name.object!.id),
  seen: { "a component knows an object of another": ({ name }) => name.some(({ holder, object }) => object !== null && object.owner!.id !== holder!.id) },
});
