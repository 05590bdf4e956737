import { failover } from "../../../model/genode/systems/failover.ts";
import { genodeSuite } from "../suite.ts";

export const genodeLife = genodeSuite({
  concern: "life",
  claim: "Components start, lose their routes, are restarted and destroyed, and everything that they had returns.",
  system: failover,
  sees: ["destroying a component returns everything", "living components have accounts", "components come and go for a reason",
    "only what runs acts", "decisions about components take effect", "nothing is left of a destroyed component",
    "who must wait is told why"],
  elsewhere: {
    "genode-quota": [
      "Start a component / its PD session has a route",
      "Start a component / the init has the RAM of the PD session",
      "Start a component / the init has the caps of the PD session",
      "Destroy a component / no component below it is left",
    ],
    "genode-passing-on": [
      "Open a session / the component asks for itself",
    ],
    "genode-sessions": [
      "Open a session / a service inside the init can make its object from the RAM",
      "Open a session / a service inside the init can make its object from the caps",
      "Open a session / the service is inside the init",
      "Confirm a close / the server has spent the donation",
      "The platform answers / an upgrade is asked for",
    ],
    "genode-capabilities": [
      "Invoke a capability / the object has an identity",
      "Allocate RAM / the component has a capability left",
      "Deliver a session capability / the init's capability space has room",
      "Collect a session / the client's capability space has room",
    ],
  },
});
