import { book, invariant } from "../world.ts";

const pending = ["create requested", "living.upgrade requested", "living.close requested"];
const settled = ["living.available", "living.handed out", "living.close requested"];

export const toldSuccess = invariant({
  name: "success is told where there is success",
  claim: "A caller is told that it succeeded only where no check refused it, OK only where the session is there, and "
    + "PENDING only where the session waits for an answer.",
  why: "Who believes a false success goes on with a session that does not exist.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "no success was told": ({ step }) => !["ok", "OK", "PENDING", "DONE", "restart", "stuck"].includes(step.answer),
    "the step was taken": ({ step }) => !step.refused && (step.answer === "ok" || step.answer === "DONE"
      || step.answer === "restart" || step.answer === "stuck"),
    "the session is there": ({ step, after }) => !step.refused && step.answer === "OK"
      && (step.args["session"] === undefined
        ? after.session.some(({ wish, phase }) => wish === step.args["wish"].number && phase === "living.handed out")
        : settled.includes(after.session[step.args["session"].id]!.phase)),
    "the session waits": ({ step, after }) => step.answer === "PENDING"
      && (step.args["session"] === undefined
        ? after.session.some(({ wish, phase }) => wish === step.args["wish"].number && phase === "create requested")
        : pending.includes(after.session[step.args["session"].id]!.phase)),
    "there is nothing to upgrade": ({ step, after }) => step.refused && step.answer === "PENDING"
      && step.operation === "Upgrade a session" && after.session[step.args["session"].id]!.phase !== "living.handed out",
    "there is nothing to close": ({ step, after }) => step.refused && step.answer === "DONE"
      && (after.session[step.args["session"].id]!.environment
        || after.session[step.args["session"].id]!.client?.id !== step.args["component"].id),
  },
  seen: { "a session was pending": ({ step }) => step.answer === "PENDING" && !step.refused },
});
