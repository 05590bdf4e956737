import { code, invariant } from "../world.ts";

export const requestsMatchPhases = invariant({
  name: "servers are asked for what is pending",
  claim: "A server's session_requests ROM holds a session exactly while its creation, upgrade or close is pending there.",
  why: "A request that is missing is never answered; one that is left over is answered twice.",
  sources: [code("repos/base/src/lib/base/session_state.cc", "generate_session_request")],
  each: "session",
  holds: ({ kind, phase, request }) => request === (kind !== "child" ? "none"
    : phase === "create requested" ? "create"
    : phase === "living.upgrade requested" ? "upgrade"
    : phase === "living.close requested" ? "close" : "none"),
  guards: ["The platform answers / drop check / the session is served above the topmost init"],
  seen: {
    "a server is asked to create a session": ({ session }) => session.some(({ request }) => request === "create"),
    "a server is asked to close a session": ({ session }) => session.some(({ request }) => request === "close"),
  },
});
