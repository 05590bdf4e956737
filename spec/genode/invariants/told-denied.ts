import { allocateRam } from "../operations/allocate-ram.ts";
import { collectSession } from "../operations/collect-session.ts";
import { openSession } from "../operations/open-session.ts";
import { passCreationOn } from "../operations/pass-creation-on.ts";
import { startComponent } from "../operations/start-component.ts";
import { takeAnswerFromAbove } from "../operations/take-answer-from-above.ts";
import { destinationOf } from "../routes.ts";
import { freeId } from "../sessions.ts";
import { code, invariant, told } from "../world.ts";

export const toldDenied = invariant({
  name: "denial has a reason",
  claim: "DENIED is answered only where no route leads to the service, no id is free, nothing was asked for, or the server "
    + "denied it.",
  why: "A component that is denied stops for ever.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "_with_route")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "DENIED"),
    "no route or no id": ({ step, before }) => openSession.refused(step, ({ wish }) =>
      destinationOf(before, wish).to === "nowhere" || freeId(before, wish) === null),
    "the PD session has no route": ({ step, facts }) => startComponent.refused(step, ({ component }) => !facts.pdRouted[component.id]!),
    "nothing was to be allocated": ({ step }) => allocateRam.refused(step, ({ size }) => size.value === 0),
    "the server denied it": ({ step, before }) => collectSession.where(step, ({ session }) =>
      before.session[session.id]!.phase === "failed.denied"),
    "it was denied further up": ({ step }) => [passCreationOn, takeAnswerFromAbove].some((one) =>
      one.accepted(step, ({ session }) => session.phase === "failed.denied")),
  },
  guards: ["Allocate RAM / answer DENIED in place of not now / the component runs"],
  seen: { "a request was denied": ({ step }) => openSession.told(step, "DENIED") },
});
