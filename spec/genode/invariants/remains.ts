import { book, invariant } from "../world.ts";

export const nothingRemains = invariant({
  name: "nothing is left of a destroyed component",
  claim: "A component that is not there has no capability names, no dataspaces, no objects and no sessions, and nobody waits for it.",
  why: "What is left over is found by the component that comes next in its place.",
  sources: [book("Architecture, Component tree")],
  holds: ({ component, name, dataspace, object, session }) =>
    name.every(({ holder, object: known }) => known === null || holder!.state !== "initial")
    && dataspace.every(({ owner, size }) => size === 0 || owner!.state !== "initial")
    && object.every(({ owner, exists }) => !exists || owner!.state !== "initial")
    && session.every(({ phase, owner, server }) => phase === "unused"
      || (owner!.state !== "initial" && (server === null || server.state !== "initial")))
    && component.every(({ blocked_on, parent, state }) => (blocked_on === null || blocked_on.state !== "initial")
      && (parent === null || state === "initial" || parent.state !== "initial")),
  guards: ["Destroy a component / drop check / all sessions that it has asked for are closed"],
  seen: { "a component is not there": ({ component }) => component.some(({ state }) => state === "initial") },
});
