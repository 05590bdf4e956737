import { comeAlive } from "../operations/come-alive.ts";
import { evaluateDependencies } from "../operations/evaluate-dependencies.ts";
import { exit } from "../operations/exit.ts";
import { giveComponentUp } from "../operations/give-component-up.ts";
import { scheduleRestart } from "../operations/schedule-restart.ts";
import { destinationOf } from "../routes.ts";
import { code, invariant } from "../world.ts";

export const decisionsTakeEffect = invariant({
  name: "decisions about components take effect",
  claim: "After an exit, a give-up, a stuck mark or a scheduled restart the component is in that state, and it is given up "
    + "only for a valid reason.",
  why: "An init that believes to have stopped a component leaves it running.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "State")],
  permits: {
    "nothing was decided": ({ step }) => ![exit, giveComponentUp, comeAlive, scheduleRestart, evaluateDependencies]
      .some((one) => one.accepted(step)),
    "it exited, under an init of the system": ({ step }) => exit.where(step, ({ component: { exited, parent } }) =>
      exited && parent !== null),
    "it was given up for a reason that holds": ({ step, before }) => giveComponentUp.where(step, ({ component: { id, state, parent }, because }) =>
      state === "abandoned"
      && (because !== "it must be restarted" || before.component[id]!.state === "restart scheduled")
      && (because !== "its init is gone" || parent!.state === "abandoned")),
    "it came alive": ({ step }) => comeAlive.where(step, ({ component }) => component.state === "alive"),
    "it is stuck": ({ step }) => evaluateDependencies.told(step, "stuck", ({ component }) => component.state === "stuck"),
    "it is to be restarted": ({ step }) => [scheduleRestart, evaluateDependencies].some((one) =>
      one.told(step, "restart", ({ component }) => component.state === "restart scheduled")),
    "it was left alone, and nothing had changed for it": ({ step, before, facts }) => evaluateDependencies.told(step, "ok", ({ component }) => {
      const { id, state, exited } = before.component[component.id]!;
      return !exited && component.state === state
        && (state === "stuck" || before.session.every(({ client, kind, wish, server }) => client?.id !== id || kind !== "child"
          || destinationOf(before, facts.wishes[wish]!).server?.id === server!.id));
    }),
  },
  guards: ["Give a component up / drop check / the reason holds"],
  seen: { "a component exited": ({ step }) => exit.accepted(step) },
});
