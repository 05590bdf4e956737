import { eitherOf, oneOf } from "../../../src/language/index.ts";
import { forget, initOf, settle, vanish } from "../sessions.ts";
import { book, operation } from "../world.ts";

export const platformAnswers = operation({
  name: "The platform answers",
  summary: "Core, or whoever stands above the topmost init, answers one of its requests; the system cannot say how.",
  sources: [book("Architecture, Core: the root of the component tree")],
  concerns: ["sessions", "passing-on", "life", "quota"], alongside: ["isolation"],
  asks: { session: oneOf("session"), verdict: eitherOf("grant", "deny", "want more RAM", "want more caps") },
  look: (_world, _args, facts) => ({ cost: facts.sessionCost }),

  checks: [
    { unless: "the session is served above the topmost init", answer: "not now",
      holds: ({ session }) => session.kind === "parent" && session.phase !== "unused" && initOf(session).parent === null },
    { unless: "something is asked", answer: "not now",
      holds: ({ session }) => session.phase === "create requested" || session.phase === "living.upgrade requested"
        || session.phase === "living.close requested" },
  ],

  cases: [
    { when: "a session is asked for, and granted",
      holds: ({ session, verdict }) => session.phase === "create requested" && session.client !== null && verdict === "grant",
      then: { "the session is available": ({ session }) => session.take("become available") } },
    { when: "a session is asked for, and denied",
      holds: ({ session, verdict }) => session.phase === "create requested" && session.client !== null && verdict === "deny",
      then: { "the session is denied": ({ session }) => session.take("deny") } },
    { when: "a session is asked for, and the RAM does not suffice",
      holds: ({ session, verdict }) => session.phase === "create requested" && session.client !== null
        && verdict === "want more RAM",
      then: { "the session lacks RAM": ({ session }) => session.take("lack RAM") } },
    { when: "a session is asked for, and the caps do not suffice",
      holds: ({ session, verdict }) => session.phase === "create requested" && session.client !== null
        && verdict === "want more caps",
      then: { "the session lacks caps": ({ session }) => session.take("lack caps") } },
    { when: "the client has vanished before the answer",
      holds: ({ session }) => session.phase === "create requested" && session.client === null,
      then: {
        "the init gets the donation": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => vanish(session),
      } },
    { when: "an upgrade is asked for", holds: ({ session }) => session.phase === "living.upgrade requested",
      then: {
        "the amounts are forgotten": ({ session }) => {
          session.upgrade_ram = 0;
          session.upgrade_caps = 0;
        },
        "the client has the session as before": ({ session }) => session.take("complete upgrade"),
      } },
    { when: "a close is asked for", holds: ({ session }) => session.phase === "living.close requested",
      then: {
        "the session is closed": ({ session }) => session.take("complete close"),
        "the donation comes back": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
  ],
});
