import { code, invariant } from "../world.ts";

export const handedOutOnce = invariant({
  name: "a session is handed out once",
  claim: "At most one capability is ever delivered to the client for a session, and none before the session is available.",
  why: "A second capability would outlive the close of the first.",
  sources: [code("repos/base/src/lib/base/child.cc", "session_cap")],
  each: "session",
  holds: (session) => session.handed_out
    === (session.phase === "living.handed out" || session.phase === "living.upgrade requested" ? 1 : 0)
    || (session.phase === "living.close requested" && session.handed_out <= 1),
  guards: ["Pass a close on / drop step / nothing is left above, and the account of the init still holds the donation / the id is free again"],
  seen: { "a client has a session": ({ session }) => session.some(({ phase, environment }) => phase === "living.handed out" && !environment) },
});
