import { code, invariant } from "../world.ts";

export const passedOnSessionsAgree = invariant({
  name: "a session agrees with the one above it",
  claim: "A living init has a session for a component only while that component has its own, of which it passes on all but the cost "
    + "of one hop; the upper one is used, upgraded and closed only for the lower one.",
  why: "An init that keeps a session for nobody loses its quota bit by bit; one that closes it too early cuts its component off.",
  sources: [code("repos/base/include/base/service.h", "Parent_service")],
  each: "session",
  holds: ({ phase, wish, ram, caps, client, downstream }, _world, { wishes, sessionCost }) => {
    if (phase === "unused" || client === null || wishes[wish]!.onBehalfOf < 0) return true;
    if (downstream === null) return false;
    const below = downstream.phase;
    return ram + sessionCost + downstream.upgrade_ram === downstream.ram && caps + downstream.upgrade_caps === downstream.caps
      && (below === "create requested" || (phase !== "create requested" && phase !== "living.available" && !phase.startsWith("failed")))
      && !below.startsWith("failed")
      && (phase !== "living.close requested" || below === "living.close requested")
      && (phase !== "living.upgrade requested" || below === "living.upgrade requested" || below === "living.close requested");
  },
  guards: ["Close a session / drop check / no component below relies on it"],
  seen: { "an init has a session for a component": ({ session }) => session.some(({ downstream }) => downstream !== null) },
});
