import { runs } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const toldNotNow = invariant({
  name: "who must wait is told why",
  claim: "A close that is under way is PENDING and not put off, a component is incomplete only while its environment is, and "
    + "an operation without effect is one on what the caller does not own.",
  why: "A client that is put off asks again; one that knows that its close is pending waits for the signal.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::close, Child::try_start")],
  permits: {
    "another answer was given": ({ step }) => !["not now", "incomplete", "no effect"].includes(step.answer),
    "no close is under way": ({ step, before }) => step.answer === "not now"
      && (!["Close a session", "Pass a close on"].includes(step.operation)
        || before.session[step.args["session"].id]!.phase !== "living.close requested"
        || before.session[step.args["session"].id]!.kind !== "parent"
        || !runs(before.component[step.args["component"].id]!) || step.args["component"].parent === null
        || before.session[step.args["session"].id]!.owner!.parent!.id !== step.args["component"].id),
    "the environment is incomplete": ({ step, before }) => step.answer === "incomplete"
      && before.component[step.args["component"].id]!.state === "quota assigned"
      && runs(before.component[step.args["component"].parent.id]!),
    "the caller has no part in it": ({ step, before }) => step.answer === "no effect"
      && runs(before.component[step.args["component"].id]!),
  },
  seen: { "an environment was incomplete": ({ step }) => step.answer === "incomplete" },
});
