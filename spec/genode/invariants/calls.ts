import { createObject } from "../operations/create-object.ts";
import { destroyComponent } from "../operations/destroy-component.ts";
import { dissolveObject } from "../operations/dissolve-object.ts";
import { forgetName } from "../operations/forget-name.ts";
import { invokeCapability } from "../operations/invoke-capability.ts";
import { reply } from "../operations/reply.ts";
import { transferQuota } from "../operations/transfer-quota.ts";
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
    "it called": ({ was, is, step, before }) => invokeCapability.where(step, ({ component, name }) => component.id === is.id
      && was.blocked_on === null && is.blocked_on !== null && is.blocked_on.id !== is.id
      && is.blocked_on.id === before.name[name.id]!.object!.owner!.id),
    "it was answered": ({ was, is, step }) => reply.where(step, ({ component, caller }) => caller.id === is.id
      && was.blocked_on!.id === component.id && is.blocked_on === null),
    "one of the two was destroyed": ({ was, is, step }) => destroyComponent.where(step, ({ component }) => is.blocked_on === null
      && [was.blocked_on!.id, was.id].includes(component.id)),
  },
  guards: ["Invoke a capability / drop check / the object is another component's"],
  seen: { "a caller was answered": ({ step }) => reply.accepted(step) },
});

const withEffect = [invokeCapability, reply, dissolveObject, forgetName, createObject, transferQuota];

export const callsTakeEffect = invariant({
  name: "calls, replies and names take effect",
  claim: "An accepted call makes the caller wait, a reply lets it go on, a dissolved object is gone, a forgotten name is "
    + "unused, and a transfer moves what it says.",
  why: "An operation that reports success and does nothing hides every later error.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc"), code("repos/base/src/core/include/account.h")],
  permits: {
    "another operation": ({ step }) => !withEffect.some((operation) => operation.accepted(step)),
    "the caller waits": ({ step }) => invokeCapability.where(step, ({ component }) => component.blocked_on !== null),
    "the caller goes on": ({ step }) => reply.where(step, ({ caller }) => caller.blocked_on === null),
    "the object is gone": ({ step, after }) => dissolveObject.where(step, (gone) => !gone.object.exists
      && after.name.every(({ holder, object }) => object?.id !== gone.object.id || holder!.id !== gone.component.id)),
    "the name is unused": ({ step }) => forgetName.where(step, ({ name }) => name.object === null),
    "the object is there and named": ({ step, after }) => createObject.where(step, (made) => made.object.exists
      && after.name.some(({ holder, object }) => object?.id === made.object.id && holder!.id === made.component.id)),
    "the quota moved": ({ step, before }) => transferQuota.where(step, ({ component, to, ram, caps }) =>
      to.id === component.account!.id || (to.ram_limit === before.account[to.id]!.ram_limit + ram.value
        && to.caps_limit === before.account[to.id]!.caps_limit + caps.value)),
  },
  guards: ["Transfer quota / drop step / the account is another one / the RAM moves"],
  seen: { "a capability was forgotten": ({ step }) => forgetName.accepted(step) },
});
