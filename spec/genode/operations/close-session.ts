import { oneOf } from "../../../src/language/index.ts";
import { forget, runs, settle, vanish } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const closeSession = operation({
  name: "Close a session",
  summary: "A client gives a session up and is to get its donation back.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::close")],
  concerns: ["sessions", "passing-on"], alongside: ["capabilities", "isolation"],
  by: "component",
  asks: { session: oneOf("session") },
  look: (_world, _args, facts) => ({ cost: facts.sessionCost }),

  checks: [
    { unless: "the client runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the client's own, and none of its environment", answer: "DONE",
      holds: ({ component, session }) => session.client?.id === component.id && !session.environment },
    { unless: "no component below relies on it", holds: ({ session }) => session.downstream === null, answer: "not now" },
    { unless: "the server has answered the create request", answer: "not now",
      holds: ({ session }) => session.phase !== "create requested" },
    { unless: "the session is not being closed already", answer: "PENDING",
      holds: ({ session }) => session.phase !== "living.close requested" },
  ],

  cases: [
    { when: "the session was never made", holds: ({ session }) => session.within("failed"), answer: "DONE",
      then: {
        "the donation comes back, unless it has been spent": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
    { when: "the service is inside the init", holds: ({ session }) => session.within("living") && session.kind === "local",
      answer: "DONE",
      then: {
        "the donation comes back, unless it has been spent": ({ session, cost }) => settle(session, cost),
        "the session is gone, and the id is free again": ({ session }) => vanish(session),
      } },
    { when: "the service is elsewhere", holds: ({ session }) => session.within("living") && session.kind !== "local",
      answer: "PENDING",
      then: {
        "the session is to be closed": ({ session }) => session.take("request close"),
        "a sibling finds the request in its ROM": ({ session }) => session.kind === "child" && session.take("offer close"),
      } },
  ],
});
