import type { World } from "../../../src/language/index.ts";
import { collectSession } from "../operations/collect-session.ts";
import { createObject } from "../operations/create-object.ts";
import { delegateCapability } from "../operations/delegate-capability.ts";
import { invokeCapability } from "../operations/invoke-capability.ts";
import { isBelow, runs } from "../sessions.ts";
import { code, invariant, told } from "../world.ts";
import type { Component, Name, Tables } from "../world.ts";

/** The object that a name stood for. */
const objectOf = (before: World<Tables>, name: Name) => before.name[name.id]!.object;

/** Whether a name was the component's own, and stood for an object. */
const isHeld = (before: World<Tables>, { component, name }: Call) =>
  objectOf(before, name) !== null && before.name[name.id]!.holder!.id === component.id;

interface Call { readonly component: Component; readonly name: Name }

export const toldRpc = invariant({
  name: "answers about capabilities are true",
  claim: "A capability is invalid only where it is not held or its object is gone, and a call is not made only if the callee is a descendant of the caller.",
  why: "A component that takes a valid capability for an invalid one gives up a server that works.",
  sources: [code("repos/base-hw/src/core/kernel/ipc_node.cc"), code("repos/base/src/lib/base/rpc_dispatch_loop.cc")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "invalid capability", "invalid capability received", "IPC error", "not called",
      "no channel", "same capability"),
    "the caller does not hold it": ({ step, before }) => [delegateCapability, invokeCapability].some((one) =>
      one.told(step, "invalid capability", (call: Call) => runs(before.component[call.component.id]!) && !isHeld(before, call))),
    "the server has not answered": ({ step, before }) => collectSession.told(step, "invalid capability", ({ session: { id } }) =>
      before.session[id]!.phase !== "living.available" && !before.session[id]!.within("failed")),
    "the object is gone": ({ step, before }) =>
      delegateCapability.told(step, "invalid capability received", ({ name }) => objectOf(before, name)?.exists === false)
      || invokeCapability.told(step, "IPC error", ({ name }) => objectOf(before, name)?.exists === false),
    "the callee is not there": ({ step, before }) => invokeCapability.told(step, "IPC error", ({ name }) =>
      objectOf(before, name) !== null && objectOf(before, name)!.owner!.state !== "alive"),
    "the callee is below": ({ step, before }) => invokeCapability.told(step, "not called", ({ component, name }) =>
      objectOf(before, name)?.exists === true && isBelow(objectOf(before, name)!.owner!, before.component[component.id]!)),
    "no session in use ties the two": ({ step, before }) => delegateCapability.told(step, "no channel", ({ component, session }) => {
      const { client, server, kind, phase } = before.session[session.id]!;
      return ![client?.id, server?.id].includes(component.id) || kind !== "child"
        || (phase !== "living.handed out" && phase !== "living.upgrade requested") || client === null;
    }),
    "the object is managed already": ({ step, before }) => createObject.told(step, "same capability", ({ object }) =>
      before.object[object.id]!.exists),
  },
  guards: ["Invoke a capability / answer invalid capability in place of not now / the component runs"],
  seen: { "there was no channel": ({ step }) => delegateCapability.told(step, "no channel") },
});
