import { crowded } from "../../../model/genode/systems/crowded.ts";
import { genodeSuite } from "../suite.ts";

export const genodeCapabilities = genodeSuite({
  concern: "capabilities",
  claim: "Capabilities come by introduction only, calls never go downwards, and a dissolved object is gone for everybody.",
  system: crowded,
  traces: 8000,
  sees: [
    "what is charged is there", "authority comes by introduction only", "one object has one name in a capability space",
    "owners know their objects", "a dead capability stays dead",
    "delegation never forges", "no call reaches a dissolved object", "a caller waits until it is answered",
    "calls, replies and names take effect", "no parent waits for its child", "OUT_OF_CAPS is told to who lacks capabilities",
    "answers about capabilities are true",
  ],
  elsewhere: {
    "genode-passing-on": [
      "Open a session / the component asks for itself",
    ],
    "genode-sessions": [
      "Open a session / a service inside the init can make its object from the RAM",
      "Open a session / a service inside the init can make its object from the caps",
      "Open a session / the service is inside the init",
      "Deliver a session capability / the client has vanished meanwhile",
      "Collect a session / the session was denied",
      "Collect a session / the server lacked RAM",
      "Collect a session / the server lacked caps",
    ],
  },
});
