import { runs } from "../sessions.ts";
import { book, invariant } from "../world.ts";

const pending = ["create requested", "living.upgrade requested", "living.close requested"];
const settled = ["living.available", "living.handed out", "living.close requested"];
const maybePending = ["Upgrade a session", "Close a session", "Pass a close on"];

export const toldSuccess = invariant({
  name: "success is told where there is success",
  claim: "Success is told only where no check refused, OK only of a session that is there, PENDING only of one that waits.",
  why: "Who believes a false success goes on with a session that does not exist.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "no success was told": ({ step }) => !["ok", "OK", "PENDING", "DONE", "restart", "stuck"].includes(step.answer),
    "the step was taken": ({ step }) => !step.refused && ["ok", "restart", "stuck"].includes(step.answer),
    "the session is gone": ({ step, after }) => !step.refused && step.answer === "DONE"
      && after.session[step.args["session"].id]!.phase === "unused",
    "the session is there": ({ step, after }) => !step.refused && step.answer === "OK"
      && (step.args["session"] === undefined
        ? after.session.some(({ wish, phase }) => wish === step.args["wish"].number && phase === "living.handed out")
        : settled.includes(after.session[step.args["session"].id]!.phase)
          && (step.operation !== "Collect a session" || after.session[step.args["session"].id]!.phase === "living.handed out")),
    "the session waits": ({ step, after }) => step.answer === "PENDING" && (!step.refused || maybePending.includes(step.operation))
      && (step.args["session"] === undefined
        ? after.session.some(({ wish, phase }) => wish === step.args["wish"].number && phase === "create requested")
        : pending.includes(after.session[step.args["session"].id]!.phase)),
    "there is nothing to upgrade": ({ step, before, after }) => step.refused && step.answer === "PENDING"
      && step.operation === "Upgrade a session" && runs(before.component[step.args["component"].id]!)
      && after.session[step.args["session"].id]!.phase !== "living.handed out",
    "there is nothing to close": ({ step, before, after }) => step.refused && step.answer === "DONE"
      && step.operation === "Close a session" && runs(before.component[step.args["component"].id]!)
      && (after.session[step.args["session"].id]!.environment
        || after.session[step.args["session"].id]!.client?.id !== step.args["component"].id),
  },
  guards: ["Close a session / drop check / the client runs"],
  seen: { "a session was pending": ({ step }) => step.answer === "PENDING" && !step.refused },
});
