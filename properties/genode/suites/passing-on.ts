import { nested } from "../../../model/genode/systems/nested.ts";
import { genodeSuite } from "../suite.ts";

export const genodePassingOn = genodeSuite({
  concern: "passing-on",
  claim: "An init inside an init passes requests, upgrades and closes on without losing sessions or quota.",
  system: nested,
  traces: 3000,
  sees: ["a session agrees with the one above it", "the ids of client and server agree", "clients get what the server delivered"],
  elsewhere: {
    "genode-spent": [
      "Pass a creation on / the account of the init still holds the donation",
      "Pass an upgrade on / the init has the added quota at hand",
    ],
    "genode-sessions": [
      "Open a session / a service inside the init can make its object from the RAM",
      "Open a session / a service inside the init can make its object from the caps",
    ],
    "genode-capabilities": [
      "Invoke a capability / the object has an identity",
      "Invoke a capability / the callee is there to answer",
      "Allocate RAM / the component has a capability left",
      "Deliver a session capability / the init's capability space has room",
      "Collect a session / the client's capability space has room",
    ],
  },
});
