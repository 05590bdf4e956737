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
    "no close is under way": ({ step, before }) => {
      if (step.answer !== "not now") return false;
      const session = before.session[step.args["session"]?.id ?? 0]!;
      const component = before.component[step.args["component"]?.id ?? 0]!;
      const closing = step.operation === "Close a session"
        ? session.downstream === null && session.client?.id === component.id ? session : null
        : step.operation === "Pass a close on" && session.phase === "living.close requested" && component.parent !== null
          && session.owner!.parent!.id === component.id ? session.upstream : null;
      return closing === null || closing.phase !== "living.close requested" || closing.environment || !runs(component);
    },
    "the environment is incomplete": ({ step, before }) => step.answer === "incomplete"
      && before.component[step.args["component"].id]!.state === "quota assigned"
      && runs(before.component[step.args["component"].parent.id]!),
    "the caller has no part in it": ({ step, before }) => step.answer === "no effect"
      && runs(before.component[step.args["component"].id]!),
  },
  guards: ["Forget a capability / drop check / the component runs"],
  seen: { "an environment was incomplete": ({ step }) => step.answer === "incomplete" },
});
