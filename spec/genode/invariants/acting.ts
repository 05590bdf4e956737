import { runs } from "../sessions.ts";
import { book, invariant } from "../world.ts";

/** Operations that an init carries out on a component, and not the component itself. */
const byTheInit = ["Start a component", "Come alive", "Schedule a restart", "Give a component up",
  "Evaluate the dependencies of a component", "Raise a component's quota", "Lower a component's quota"];

/** Operations of which nobody in the system is the author. */
const byNobody = ["The platform answers", "Configure quota", "Destroy a component"];

export const onlyTheLivingAct = invariant({
  name: "only what runs acts",
  claim: "A component that acts is alive, has not exited and does not wait for an answer; what is done to a component is done "
    + "by its init, for which the same holds.",
  why: "An operation by a component that is gone or blocked happens on nobody's authority.",
  sources: [book("Architecture, Component tree")],
  permits: {
    "nothing was done": ({ step }) => step.refused,
    "nobody in the system did it": ({ step }) => byNobody.includes(step.operation)
      || (step.operation === "Give a component up" && step.args["because"] === "its init is gone"),
    "its init did it, and runs": ({ step, before }) => byTheInit.includes(step.operation)
      && step.args["component"].parent !== null && runs(before.component[step.args["component"].parent.id]!),
    "the component did it, and runs": ({ step, before }) => !byTheInit.includes(step.operation) && !byNobody.includes(step.operation)
      && step.args["component"] !== undefined && runs(before.component[step.args["component"].id]!),
    "who asks or collects runs": ({ step, before }) => {
      if (step.operation !== "Open a session" && step.operation !== "Collect a session") return false;
      const { wish, session } = step.args;
      const owner = before.component[wish?.client ?? session.owner.id]!;
      if (!(wish ?? before.session[session.id]!).environment) return runs(owner);
      return runs(owner.parent!) && (wish === undefined || owner.state === "quota assigned");
    },
  },
  guards: ["Free RAM / drop check / the component runs"],
  seen: { "somebody did not run": ({ step }) => step.refused && step.outcome.endsWith("runs") },
});
