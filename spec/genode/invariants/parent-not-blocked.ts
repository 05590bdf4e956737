import { isBelow } from "../sessions.ts";
import { book, invariant } from "../world.ts";

export const parentNotBlocked = invariant({
  name: "no parent waits for its child",
  claim: "A component never waits for an answer from a component below it, at any depth.",
  why: "A child that does not answer could stop its parent, and with it every sibling.",
  sources: [book("Under the hood, Parent-child interaction in detail")],
  each: "component",
  holds: (component) => component.blocked_on === null || !isBelow(component.blocked_on, component),
  guards: ["Invoke a capability / drop check / the callee is not below the caller"],
  seen: { "a component waits for another": ({ component }) => component.some(({ blocked_on }) => blocked_on !== null) },
});
