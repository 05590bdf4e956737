import { nested } from "../../../model/genode/systems/nested.ts";
import { genodeSuite } from "../suite.ts";

export const genodeSpent = genodeSuite({
  concern: "spent",
  claim: "An inner init that has spent what its component donated keeps the request until it can pass it on.",
  system: nested,
  traces: 2000,
  sees: ["a session agrees with the one above it"],
  elsewhere: { "genode-passing-on": ["Pass an upgrade on / the init runs"] },
});
