import { book, invariant } from "../world.ts";

export const parentNotBlocked = invariant({
  name: "no parent waits for its child",
  claim: "A component never waits for an answer from a component below it, at any depth.",
  why: "A child that does not answer could stop its parent, and with it every sibling.",
  sources: [book("Under the hood, Parent-child interaction in detail")],
  each: "component",
  holds: (component) => {
    for (let above = component.blocked_on?.parent ?? null; above !== null; above = above.parent)
      if (above.id === component.id) return false;
    return true;
  },
  seen: { "a component waits for another": ({ component }) => component.some(({ blocked_on }) => blocked_on !== null) },
});
