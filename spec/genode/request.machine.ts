/**
 * What the server reads about a session in its `session_requests` ROM.
 * Source: Genode `repos/base/src/lib/base/session_state.cc` (generate_session_request) at ffb059da.
 */
import { setup } from "xstate";
import { eventsNamed } from "../../src/language/index.ts";

export const requestMachine = setup({
  types: eventsNamed("offer create", "offer upgrade", "offer close", "withdraw"),
}).createMachine({
  id: "request",
  initial: "none",
  states: {
    "none": { on: { "offer create": "create", "offer upgrade": "upgrade", "offer close": "close" } },
    "create": { on: { "withdraw": "none" } },
    "upgrade": { on: { "withdraw": "none", "offer close": "close" } },
    "close": { on: { "withdraw": "none" } },
  },
});
