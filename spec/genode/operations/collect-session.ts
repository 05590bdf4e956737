import { oneOf } from "../../../src/language/index.ts";
import { forget, handOut, initOf, nameFor, runs, settle } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const collectSession = operation({
  name: "Collect a session",
  summary: "After the signal, the client asks for the result of its request: the capability, or why there is none.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session_cap")],
  concerns: ["sessions", "passing-on", "life", "quota", "capabilities"], alongside: ["spent", "isolation"],
  asks: { session: oneOf("session") },

  look: (world, { session }, facts) => {
    // The parent collects the sessions of a component's environment in its place.
    const collector = session.environment ? initOf(session) : session.client;
    return {
      collector, cost: facts.sessionCost,
      name: collector === null ? null : nameFor(world, collector, session.object),
    };
  },

  checks: [
    { unless: "the client runs", holds: ({ collector }) => collector !== null && runs(collector), answer: "not now" },
    { unless: "the server has answered", answer: "invalid capability",
      holds: ({ session }) => session.phase === "living.available" || session.within("failed") },
    { unless: "the client's capability space has room", answer: "OUT_OF_CAPS",
      holds: ({ session, name }) => session.object === null || name !== null },
  ],

  cases: [
    { when: "the session is available", holds: ({ session }) => session.phase === "living.available", answer: "OK",
      then: {
        "the client gets the capability": ({ session }) => handOut(session),
        "the capability has a name in its capability space": ({ session, name }) => {
          if (session.object !== null) name!.object = session.object;
        },
      } },
    { when: "the session was denied", holds: ({ session }) => session.phase === "failed.denied", answer: "DENIED",
      then: {
        "the donation comes back, unless the server has spent it": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
    { when: "the server lacked RAM", answer: "INSUFFICIENT_RAM",
      holds: ({ session }) => session.phase === "failed.insufficient RAM",
      then: {
        "the donation comes back, unless the server has spent it": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
    { when: "the server lacked caps", answer: "INSUFFICIENT_CAPS",
      holds: ({ session }) => session.phase === "failed.insufficient caps",
      then: {
        "the donation comes back, unless the server has spent it": ({ session, cost }) => settle(session, cost),
        "the id is free again": ({ session }) => forget(session),
      } },
  ],
});
