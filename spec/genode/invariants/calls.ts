import { code, invariant } from "../world.ts";

export const callsWaitForReplies = invariant({
  name: "a caller waits until it is answered",
  claim: "A component begins to wait when it calls, waits for the owner of the object that it called, and goes on when that "
    + "owner replies or is destroyed.",
  why: "A caller that goes on without an answer, or never goes on, has lost the call.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc")],
  changes: "component",
  columns: ["blocked_on"],
  permits: {
    "it called": ({ was, is, step, before }) => step.operation === "Invoke a capability" && step.args["component"].id === is.id
      && was.blocked_on === null && is.blocked_on !== null && is.blocked_on.id !== is.id
      && is.blocked_on.id === before.name[step.args["name"].id]!.object!.owner!.id,
    "it was answered": ({ was, is, step }) => step.operation === "Reply" && step.args["caller"].id === is.id
      && was.blocked_on!.id === step.args["component"].id && is.blocked_on === null,
    "one of the two was destroyed": ({ was, is, step }) => step.operation === "Destroy a component" && is.blocked_on === null
      && [was.blocked_on!.id, was.id].includes(step.args["component"].id),
  },
  guards: ["Invoke a capability / drop check / the object is another component's"],
  seen: { "a caller was answered": ({ step }) => step.operation === "Reply" && !step.refused },
});

export const callsTakeEffect = invariant({
  name: "calls, replies and names take effect",
  claim: "An accepted call makes the caller wait, a reply lets it go on, a dissolved object is gone, a forgotten name is "
    + "unused, and a transfer moves what it says.",
  why: "An operation that reports success and does nothing hides every later error.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc"), code("repos/base/src/core/include/account.h")],
  permits: {
    "another operation": ({ step }) => step.refused || !["Invoke a capability", "Reply", "Dissolve an RPC object",
      "Forget a capability", "Create an RPC object", "Transfer quota"].includes(step.operation),
    "the caller waits": ({ step }) => step.operation === "Invoke a capability" && step.args["component"].blocked_on !== null,
    "the caller goes on": ({ step }) => step.operation === "Reply" && step.args["caller"].blocked_on === null,
    "the object is gone": ({ step, after }) => step.operation === "Dissolve an RPC object" && !step.args["object"].exists
      && after.name.every(({ holder, object }) => object?.id !== step.args["object"].id || holder!.id !== step.args["component"].id),
    "the name is unused": ({ step }) => step.operation === "Forget a capability" && step.args["name"].object === null,
    "the object is there and named": ({ step, after }) => step.operation === "Create an RPC object" && step.args["object"].exists
      && after.name.some(({ holder, object }) => object?.id === step.args["object"].id && holder!.id === step.args["component"].id),
    "the quota moved": ({ step, before }) => step.operation === "Transfer quota"
      && (step.args["to"].id === step.args["component"].account.id
        || (step.args["to"].ram_limit === before.account[step.args["to"].id]!.ram_limit + step.args["ram"].value
          && step.args["to"].caps_limit === before.account[step.args["to"].id]!.caps_limit + step.args["caps"].value)),
  },
  guards: ["Transfer quota / drop step / the account is another one / the RAM moves"],
  seen: { "a capability was forgotten": ({ step }) => step.operation === "Forget a capability" && !step.refused },
});
