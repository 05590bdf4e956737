import { wake } from "../operations/wake.ts";
import { invariant, manual } from "../world.ts";

export const onlyTheAllowedWake = invariant({
  name: "only the allowed wake", claim: "A thread runs again only when one that may wake it has done so.",
  why: "Otherwise anybody could disturb anybody.", sources: [manual("4")],
  changes: "thread",
  permits: {
    "only its count changes": ({ was, is }) => is.state === was.state,
    "it blocks": ({ is }) => is.state === "blocked",
    "one that may wake it did so": ({ is, step, facts }) => {
      const woke = wake.of(step);
      return woke !== null && woke.other.id === is.id && facts.allowed.some(([from, to]) => from === woke.thread.id && to === is.id);
    },
  },
});
