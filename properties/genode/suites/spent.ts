import { nested } from "../../../model/genode/systems/nested.ts";
import { genodeSuite } from "../suite.ts";

export const genodeSpent = genodeSuite({
  name: "genode-spent",
  claim: "An inner init that has spent what its component donated keeps the request until it can pass it on.",
  system: nested,
  traces: 2000,
  operations: ["Pass a creation on", "Pass an upgrade on"],
  background: [
    "Open a session", "Upgrade a session", "Allocate RAM", "Deliver a session capability", "Collect a session",
    "Confirm an upgrade", "Take the answer from above",
  ],
  sees: ["a session agrees with the one above it"],
  elsewhere: { "genode-passing-on": ["Pass an upgrade on / the init runs"] },
});
