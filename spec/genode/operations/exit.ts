import { loseClient, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const exit = operation({
  name: "Exit",
  summary: "A component tells its parent that it is done; it is not started again.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "Child::exit")],
  concerns: ["sessions", "passing-on", "life"], alongside: ["isolation"],
  by: "component",
  look: (world, { component }, facts) => ({
    cost: facts.sessionCost,
    asked: world.session.filter((session) => session.client?.id === component.id && !session.environment),
  }),

  checks: [
    { unless: "the component runs under an init of this system", answer: "not now",
      holds: ({ component }) => runs(component) && component.parent !== null },
  ],

  cases: [{ when: "the component is done",
    then: {
      "all sessions that it has asked for are closed": ({ asked, cost }) => asked.forEach((session) => loseClient(session, cost)),
      "the component has exited": ({ component }) => { component.exited = true; },
    } }],
});
