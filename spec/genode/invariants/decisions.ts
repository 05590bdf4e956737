import { destinationOf } from "../routes.ts";
import { code, invariant } from "../world.ts";

export const decisionsTakeEffect = invariant({
  name: "decisions about components take effect",
  claim: "A component that exits has exited, one that is given up is abandoned, and who is told to be stuck or to be restarted "
    + "is so; the reason for giving it up holds.",
  why: "An init that believes to have stopped a component leaves it running.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "State")],
  permits: {
    "nothing was decided": ({ step }) => step.refused || !["Exit", "Give a component up", "Come alive", "Schedule a restart",
      "Evaluate the dependencies of a component"].includes(step.operation),
    "it exited, under an init of the system": ({ step }) => step.operation === "Exit" && step.args["component"].exited
      && step.args["component"].parent !== null,
    "it was given up for a reason that holds": ({ step, before }) => {
      const { id, state, parent } = step.args["component"];
      return step.operation === "Give a component up" && state === "abandoned"
        && (step.args["because"] !== "it must be restarted" || before.component[id]!.state === "restart scheduled")
        && (step.args["because"] !== "its init is gone" || parent.state === "abandoned");
    },
    "it came alive": ({ step }) => step.operation === "Come alive" && step.args["component"].state === "alive",
    "it is stuck": ({ step }) => step.answer === "stuck" && step.args["component"].state === "stuck",
    "it is to be restarted": ({ step }) => step.answer === "restart" && step.args["component"].state === "restart scheduled",
    "it was left alone, and nothing had changed for it": ({ step, before, facts }) => {
      const { id, state, exited } = before.component[step.args["component"].id]!;
      return step.answer === "ok" && !exited && step.operation.startsWith("Evaluate") && step.args["component"].state === state
        && (state === "stuck" || before.session.every(({ client, kind, wish, server }) => client?.id !== id || kind !== "child"
          || destinationOf(before, facts.wishes[wish]!).server?.id === server!.id));
    },
  },
  guards: ["Give a component up / drop check / the reason holds"],
  seen: { "a component exited": ({ step }) => step.operation === "Exit" && !step.refused },
});
