import { runs } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const toldSessionIds = invariant({
  name: "servers are told the truth about sessions",
  claim: "An id is unknown only to who is no party of the session, an answer is ignored only where nobody asked, and quota "
    + "is reported lost only where it was.",
  why: "A server that is told wrong keeps objects for sessions that do not exist, or drops those that do.",
  sources: [code("repos/base/src/lib/base/child.cc", "session_response")],
  permits: {
    "another answer was given": ({ step }) => !["unknown id", "ignored", "quota lost"].includes(step.answer),
    "it is no party": ({ step, before, after }) => {
      if (step.answer !== "unknown id") return false;
      const { client, server, environment } = after.session[step.args["session"].id]!;
      const id = step.args["component"].id;
      return step.refused && runs(before.component[id]!)
        && (step.operation === "Upgrade a session" ? client?.id !== id || environment : server?.id !== id);
    },
    "nobody asked": ({ step, after }) => step.answer === "ignored" && step.refused
      && after.session[step.args["session"].id]!.server?.id === step.args["component"].id,
    "the donation stayed where it was": ({ step, before, after }) => step.answer === "quota lost" && !step.refused
      && before.account.every(({ ram_limit, caps_limit }, i) =>
        ram_limit === after.account[i]!.ram_limit && caps_limit === after.account[i]!.caps_limit),
  },
  guards: ["Upgrade a session / drop check / the client runs"],
  seen: { "an answer was ignored": ({ step }) => step.answer === "ignored" },
});
