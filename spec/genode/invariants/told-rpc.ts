import { isBelow, runs } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const toldRpc = invariant({
  name: "answers about capabilities are true",
  claim: "A capability is invalid only where it is not held or its object is gone, and only a call downwards is never made.",
  why: "A component that takes a valid capability for an invalid one gives up a server that works.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc"), code("repos/base/src/lib/base/rpc_dispatch_loop.cc")],
  permits: {
    "another answer was given": ({ step }) => !["invalid capability", "invalid capability received", "IPC error", "never",
      "no channel", "same capability"].includes(step.answer),
    "the caller does not hold it": ({ step, before }) => step.answer === "invalid capability" && step.args["name"] !== undefined
      && runs(before.component[step.args["component"].id]!) && (before.name[step.args["name"].id]!.object === null || before.name[step.args["name"].id]!.holder!.id !== step.args["component"].id),
    "the server has not answered": ({ step, before }) => step.answer === "invalid capability" && step.args["session"] !== undefined
      && before.session[step.args["session"].id]!.phase !== "living.available"
      && !before.session[step.args["session"].id]!.within("failed"),
    "the object is gone": ({ step, before }) => (step.answer === "invalid capability received" || step.answer === "IPC error")
      && before.name[step.args["name"].id]!.object?.exists === false,
    "the callee is not there": ({ step, before }) => step.answer === "IPC error"
      && before.name[step.args["name"].id]!.object !== null && before.name[step.args["name"].id]!.object!.owner!.state !== "alive",
    "the callee is below": ({ step, before }) => step.answer === "never"
      && before.name[step.args["name"].id]!.object?.exists === true
      && isBelow(before.name[step.args["name"].id]!.object!.owner!, before.component[step.args["component"].id]!),
    "no session in use ties the two": ({ step, before }) => step.answer === "no channel"
      && (![before.session[step.args["session"].id]!.client?.id, before.session[step.args["session"].id]!.server?.id]
        .includes(step.args["component"].id) || before.session[step.args["session"].id]!.kind !== "child"
        || !["living.handed out", "living.upgrade requested"].includes(before.session[step.args["session"].id]!.phase)
        || before.session[step.args["session"].id]!.client === null),
    "the object is managed already": ({ step, before }) => step.answer === "same capability" && before.object[step.args["object"].id]!.exists,
  },
  guards: ["Invoke a capability / answer invalid capability in place of not now / the component runs"],
  seen: { "there was no channel": ({ step }) => step.answer === "no channel" },
});
