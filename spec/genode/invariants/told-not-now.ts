import { closeSession } from "../operations/close-session.ts";
import { comeAlive } from "../operations/come-alive.ts";
import { dissolveObject } from "../operations/dissolve-object.ts";
import { forgetName } from "../operations/forget-name.ts";
import { freeRam } from "../operations/free-ram.ts";
import { passCloseOn } from "../operations/pass-close-on.ts";
import { runs } from "../sessions.ts";
import { code, invariant, told } from "../world.ts";
import type { Component, Session } from "../world.ts";

const isClosing = ({ phase, environment }: Session) => phase === "living.close requested" && !environment;

export const toldNotNow = invariant({
  name: "who must wait is told why",
  claim: "A close that is under way is PENDING, and is not put off. \"incomplete\" is reported only while an environment session is "
    + "missing, and \"no effect\" only if the caller does not own the object.",
  why: "A client that is put off asks again; one that knows that its close is pending waits for the signal.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::close, Child::try_start")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "not now", "incomplete", "no effect"),
    "no close is under way": ({ step, before }) => told(step, "not now")
      && !closeSession.where(step, ({ session: { id }, component }) => {
        const session = before.session[id]!;
        return session.downstream === null && session.client?.id === component.id
          && isClosing(session) && runs(before.component[component.id]!);
      })
      && !passCloseOn.where(step, ({ session, component }) => {
        const { phase, owner, upstream } = before.session[session.id]!;
        return phase === "living.close requested" && component.parent !== null && owner!.parent!.id === component.id
          && upstream !== null && isClosing(upstream) && runs(before.component[component.id]!);
      }),
    "the environment is incomplete": ({ step, before }) => comeAlive.told(step, "incomplete", ({ component: { id, parent } }) =>
      before.component[id]!.state === "quota assigned" && runs(before.component[parent!.id]!)),
    "the caller has no part in it": ({ step, before }) => [freeRam, dissolveObject, forgetName].some((one) =>
      one.told(step, "no effect", ({ component }: { component: Component }) => runs(before.component[component.id]!))),
  },
  guards: ["Forget a capability / drop check / the component runs"],
  seen: { "an environment was incomplete": ({ step }) => comeAlive.told(step, "incomplete") },
});
