import { upgradeSession } from "../operations/upgrade-session.ts";
import { type Served, byTheServer } from "../served.ts";
import { runs } from "../sessions.ts";
import { code, invariant, told } from "../world.ts";

export const toldSessionIds = invariant({
  name: "servers are told the truth about sessions",
  claim: "An id is unknown only to who is no party of the session, an answer is ignored only where nobody asked, and quota "
    + "is reported lost only where it was.",
  why: "A server that is told wrong keeps objects for sessions that do not exist, or drops those that do.",
  sources: [code("repos/base/src/lib/base/child.cc", "session_response")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "unknown id", "ignored", "quota lost"),
    "it is no party": ({ step, before }) => step.refused && (
      upgradeSession.told(step, "unknown id", ({ component: { id }, session: { client, environment } }) =>
        runs(before.component[id]!) && (client?.id !== id || environment))
      || byTheServer.some((one) => one.told(step, "unknown id", ({ component: { id }, session: { server } }: Served) =>
        runs(before.component[id]!) && server?.id !== id))),
    "nobody asked": ({ step }) => step.refused && byTheServer.some((one) =>
      one.told(step, "ignored", ({ component, session: { server } }: Served) => server?.id === component.id)),
    "the donation stayed where it was": ({ step, before, after }) => told(step, "quota lost") && !step.refused
      && before.account.every(({ ram_limit, caps_limit }, i) =>
        ram_limit === after.account[i]!.ram_limit && caps_limit === after.account[i]!.caps_limit),
  },
  guards: ["Upgrade a session / drop check / the client runs"],
  seen: { "an answer was ignored": ({ step }) => told(step, "ignored") },
});
