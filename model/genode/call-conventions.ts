/** How calls between components of Genode go, on the kernels that it runs on. */
import type { CallConventions } from "../../src/timing/chains/call-conventions.ts";

export const callConventions: CallConventions = {
  priority: {
    says: "every session is used by synchronous calls, and a call runs at its client's priority and on its time",
    checked: "assumed: donation, as on NOVA",
  },
  serving: {
    says: "for each request a server calls each of its own sessions once, and core takes no time of its own",
    checked: "assumed; core has no published figures",
  },
  // In NOVA as Genode extends it, a clone of the caller with a scheduling context of the same priority makes the call there (syscall.cpp).
  across: (kernel) => kernel === "NOVA"
    ? { carriesPriority: true, says: "carry their client's priority along", as: "NOVA does for Genode" }
    : { carriesPriority: false, says: "run at the priority of the server there, which those alone raise who wait on its processor",
      as: "Genode's base-hw kernel helps" },
};
