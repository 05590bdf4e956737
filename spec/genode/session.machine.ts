/**
 * The phases of a session as the client's parent sees them. A row that stands for no session is unused.
 * Source: Genode `repos/base/include/base/session_state.h` (Phase) at ffb059da.
 */
import { setup } from "xstate";
import { eventsNamed } from "../../src/language/index.ts";

export const sessionMachine = setup({
  types: eventsNamed(
    "request", "deny", "lack RAM", "lack caps", "become available", "hand out",
    "request upgrade", "complete upgrade", "request close", "complete close", "forget", "vanish",
  ),
}).createMachine({
  id: "session",
  initial: "unused",
  states: {
    "unused": { on: { "request": "create requested" } },
    "create requested": {
      on: {
        "become available": "living.available",
        "deny": "failed.denied",
        "lack RAM": "failed.insufficient RAM",
        "lack caps": "failed.insufficient caps",
        // The client vanished before the server answered.
        "request close": "living.close requested",
        "vanish": "unused",
      },
    },
    "living": {
      initial: "available",
      // A service inside the init, or a server that is destroyed, ends a session at once.
      on: { "vanish": "unused" },
      states: {
        "available": { on: { "hand out": "handed out", "request close": "close requested" } },
        "handed out": { on: { "request upgrade": "upgrade requested", "request close": "close requested" } },
        "upgrade requested": { on: { "complete upgrade": "handed out", "request close": "close requested" } },
        "close requested": { on: { "complete close": "#session.closed" } },
      },
    },
    "failed": {
      initial: "denied",
      on: { "forget": "unused" },
      states: { "denied": {}, "insufficient RAM": {}, "insufficient caps": {} },
    },
    "closed": { on: { "forget": "unused" } },
  },
});
