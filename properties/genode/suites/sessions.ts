import { siblings } from "../../../model/genode/systems/siblings.ts";
import { genodeSuite } from "../suite.ts";

export const genodeSessions = genodeSuite({
  concern: "sessions",
  claim: "Whatever a server and its clients do with their sessions, each request gets one answer and quota comes back.",
  system: siblings,
  sees: [
    "closing gives back what opening took", "quota moves along the reference relation", "clients get what the server delivered",
    "sessions move along their phases", "a session is handed out once", "servers are asked for what is pending",
    "a request ends with one answer or with one party", "the ids of client and server agree",
    "a reported success is a success", "refusal is told where there was a refusal", "denial has a reason",
    "an insufficient donation is told as such", "OUT_OF_RAM is told to who lacks RAM", "servers are told the truth about sessions",
    "what is done to a session moves it", "upgrades are noted for the server",
  ],
  elsewhere: {
    "genode-passing-on": [
      "Open a session / the component asks for itself",
      "Upgrade a session / no component below relies on it",
      "Close a session / no component below relies on it",
    ],
    "genode-capabilities": [
      "Invoke a capability / the object has an identity",
      "Invoke a capability / the callee is there to answer",
      "Deliver a session capability / the init's capability space has room",
      "Collect a session / the client's capability space has room",
      "Create an RPC object / no capability space still knows an object that was here before",
      "Create an RPC object / the component's capability space has room",
    ],
  },
});
