import { confirmUpgrade } from "../operations/confirm-upgrade.ts";
import { type Served, byTheServer } from "../served.ts";
import { code, invariant } from "../world.ts";

export const phasesAreLegal = invariant({
  name: "sessions move along their phases",
  claim: "A session's phase changes only as the session protocol says, and only by whom it says.",
  why: "A session that is handed out without an answer, or answered twice, breaks both its client and its server.",
  sources: [code("repos/base/include/base/session_state.h")],
  changes: "session",
  columns: ["phase"],
  permits: {
    "it was requested": ({ was, is }) => was.phase === "unused" && (is.kind === "local" ? is.within("living") : is.phase === "create requested"),
    "its server answered the creation": ({ was, is, step }) => was.phase === "create requested"
      && (is.phase === "living.available" || is.within("failed"))
      && (was.kind === "parent" || (was.request === "create"
        && byTheServer.some((one) => one.where(step, ({ component }: Served) => component.id === was.server!.id)))),
    "the client took it": ({ was, is }) => was.phase === "living.available" && is.phase === "living.handed out",
    "it was upgraded": ({ was, is }) => was.phase === "living.handed out" && is.phase === "living.upgrade requested",
    "the upgrade was completed": ({ was, is }) => was.phase === "living.upgrade requested" && is.phase === "living.handed out",
    "it is to be closed": ({ was, is }) => is.phase === "living.close requested" && (was.within("living") || was.client === null),
    "it is over": ({ is }) => is.phase === "unused",
  },
  guards: ["Refuse a session / drop check / the session is the server's"],
  seen: { "a session was upgraded": ({ step }) => confirmUpgrade.accepted(step) },
});
