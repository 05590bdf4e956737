import { invariant } from "cordon/spec/genode";

/** A claim that sounds right, and is not: run it to see why. */
export const onlyTheLivingAreCalled = invariant({
  name: "nobody waits for what does not run",
  claim: "A component that waits for an answer waits for a component that is alive.",
  why: "A caller without an answer stands still, and everybody who waits for it.",
  sources: [],
  each: "component",
  holds: ({ blocked_on }) => blocked_on === null || blocked_on.state === "alive",
  seen: { "a component waits for another": ({ component }) => component.some(({ blocked_on }) => blocked_on !== null) },
});
