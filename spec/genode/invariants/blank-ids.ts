import { code, invariant } from "../world.ts";

export const unusedIdsAreBlank = invariant({
  name: "the ids of client and server agree",
  claim: "An unused id has no attributes; a session served by a sibling records that server; a forwarded session and the one that "
    + "serves it refer to each other.",
  why: "An id that is forgotten on one side only stays occupied, and the next request under it is denied.",
  sources: [code("repos/base/include/base/session_state.h"), code("repos/base/src/lib/base/child.cc")],
  each: "session",
  holds: ({ id, phase, client, server, kind, wish, ram, caps, object, upstream, downstream, upgrade_ram, upgrade_caps }) =>
    (phase !== "unused" || (client === null && server === null && wish + ram + caps + upgrade_ram + upgrade_caps === 0
      && object === null && upstream === null && downstream === null))
    && (server !== null) === (kind === "child")
    && (upstream === null || upstream.downstream?.id === id) && (downstream === null || downstream.upstream?.id === id)
    && (upgrade_ram + upgrade_caps === 0 || phase === "living.upgrade requested" || phase === "living.close requested"),
  guards: ["The platform answers / drop step / an upgrade is asked for / the amounts are forgotten"],
  seen: { "a session is in use": ({ session }) => session.some(({ phase }) => phase !== "unused") },
});
