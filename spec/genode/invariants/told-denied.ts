import { destinationOf } from "../routes.ts";
import { freeId } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const toldDenied = invariant({
  name: "denial has a reason",
  claim: "DENIED is answered only where no route leads to the service, no id is free, nothing was asked for, or the server "
    + "denied it.",
  why: "A component that is denied stops for ever.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "_with_route")],
  permits: {
    "another answer was given": ({ step }) => step.answer !== "DENIED",
    "no route or no id": ({ step, before }) => step.operation === "Open a session" && step.refused
      && (destinationOf(before, step.args["wish"]).to === "nowhere" || freeId(before, step.args["wish"]) === null),
    "the PD session has no route": ({ step, facts }) => step.operation === "Start a component" && step.refused
      && !facts.pdRouted[step.args["component"].id]!,
    "nothing was to be allocated": ({ step }) => step.operation === "Allocate RAM" && step.refused && step.args["size"].value === 0,
    "the server denied it": ({ step, before }) => step.operation === "Collect a session"
      && before.session[step.args["session"].id]!.phase === "failed.denied",
    "it was denied further up": ({ step, after }) => !step.refused && step.args["session"] !== undefined
      && after.session[step.args["session"].id]!.phase === "failed.denied",
  },
  guards: ["Allocate RAM / answer DENIED in place of not now / the component runs"],
  seen: { "a request was denied": ({ step }) => step.answer === "DENIED" && step.operation === "Open a session" },
});
