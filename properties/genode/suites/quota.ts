import { scarce } from "../../../model/genode/systems/scarce.ts";
import { genodeSuite } from "../suite.ts";

export const genodeQuota = genodeSuite({
  concern: "quota",
  claim: "RAM and caps are assigned, raised, lowered, transferred and used without being made or lost.",
  system: scarce,
  sees: [
    "RAM is neither made nor lost", "capabilities are neither made nor lost", "accounts stay in their bounds",
    "lowering stops at what is configured", "what is asked of an init is noted", "answers about transfers are true",
    "OUT_OF_RAM is told to who lacks RAM", "destroying a component returns everything",
  ],
  elsewhere: {
    "genode-sessions": [
      "Open a session / the service is a sibling's",
      "Open a session / a service inside the init can make its object from the RAM",
      "Open a session / a service inside the init can make its object from the caps",
      "The platform answers / an upgrade is asked for",
    ],
    "genode-capabilities": [
      "Collect a session / the client's capability space has room",
    ],
    "genode-passing-on": [
      "Pass a close on / the session above is served inside the outer init",
      "Pass a close on / nothing is left above, and the donation was lost there",
    ],
  },
});
