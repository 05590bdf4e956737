import { partitions } from "../../../model/genode/systems/partitions.ts";
import { genodeSuite } from "../suite.ts";

export const genodeIsolation = genodeSuite({
  name: "genode-isolation",
  claim: "What happens in one partition is invisible in another to which no route leads.",
  system: partitions,
  traces: 1000,
  operations: [],
  background: [
    "Open a session", "Deliver a session capability", "Refuse a session", "Collect a session", "Upgrade a session",
    "Confirm an upgrade", "Close a session", "Confirm a close", "The platform answers", "Exit", "Schedule a restart",
    "Configure quota", "Raise a component's quota", "Lower a component's quota", "Request resources", "Transfer quota",
    "Allocate RAM", "Free RAM", "Create an RPC object", "Dissolve an RPC object", "Delegate a capability",
    "Forget a capability", "Invoke a capability", "Reply", "Give a component up", "Start a component", "Destroy a component",
  ],
  sees: ["partitions do not learn of each other"],
  elsewhere: {},
});
