import { closeSession } from "../operations/close-session.ts";
import { collectSession } from "../operations/collect-session.ts";
import { openSession } from "../operations/open-session.ts";
import { passCloseOn } from "../operations/pass-close-on.ts";
import { passCreationOn } from "../operations/pass-creation-on.ts";
import { passUpgradeOn } from "../operations/pass-upgrade-on.ts";
import { takeAnswerFromAbove } from "../operations/take-answer-from-above.ts";
import { upgradeSession } from "../operations/upgrade-session.ts";
import { runs } from "../sessions.ts";
import { book, invariant, told } from "../world.ts";
import type { Session } from "../world.ts";

const pending = ["create requested", "living.upgrade requested", "living.close requested"];
const settled = ["living.available", "living.handed out", "living.close requested"];
const maybePending = [upgradeSession, closeSession, passCloseOn];
const waits = ({ session }: { session: Session }) => pending.includes(session.phase);

export const toldSuccess = invariant({
  name: "a reported success is a success",
  claim: "An operation reports success only if no check refused it: OK only if the session exists, PENDING only if it is waiting.",
  why: "Who believes a false success goes on with a session that does not exist.",
  sources: [book("Architecture, Services and sessions")],
  permits: {
    "no success was told": ({ step }) => !told(step, "ok", "OK", "PENDING", "DONE", "restart", "stuck"),
    "the step was taken": ({ step }) => !step.refused && told(step, "ok", "restart", "stuck"),
    "the session is gone": ({ step }) => !step.refused && [closeSession, passCloseOn].some((one) =>
      one.told(step, "DONE", ({ session }) => session.phase === "unused")),
    "the session is there": ({ step, after }) => !step.refused && (
      openSession.told(step, "OK", ({ wish }) => after.session.some((one) => one.wish === wish.number && one.phase === "living.handed out"))
      || collectSession.told(step, "OK", ({ session }) => session.phase === "living.handed out")
      || [upgradeSession, takeAnswerFromAbove, passUpgradeOn].some((one) =>
        one.told(step, "OK", ({ session }: { session: Session }) => settled.includes(session.phase)))),
    "the session waits": ({ step, after }) => maybePending.some((one) => one.told(step, "PENDING", waits)) || (!step.refused && (
      openSession.told(step, "PENDING", ({ wish }) => after.session.some((one) => one.wish === wish.number && one.phase === "create requested"))
      || [passCreationOn, passUpgradeOn].some((one) => one.told(step, "PENDING", waits)))),
    "there is nothing to upgrade": ({ step, before }) => upgradeSession.told(step, "PENDING", ({ component, session }) =>
      step.refused && runs(before.component[component.id]!) && session.phase !== "living.handed out"),
    "there is nothing to close": ({ step, before }) => closeSession.told(step, "DONE", ({ component, session }) =>
      step.refused && runs(before.component[component.id]!) && (session.environment || session.client?.id !== component.id)),
  },
  guards: ["Close a session / drop check / the client runs"],
  seen: { "a session was pending": ({ step }) => told(step, "PENDING") && !step.refused },
});
