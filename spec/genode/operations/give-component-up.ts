import { eitherOf, oneOf } from "../../../src/language/index.ts";
import { loseClient, runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const giveComponentUp = operation({
  name: "Give a component up",
  summary: "An init abandons a component that its configuration no longer names or that must be restarted; the "
    + "components below an abandoned init go with it.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "Child::abandon"), code("repos/os/src/lib/sandbox/library.cc", "apply_config")],
  concerns: ["life", "quota"], alongside: ["isolation"],
  asks: { component: oneOf("component"), because: eitherOf("it is not configured any more", "it must be restarted", "its init is gone") },
  look: (world, { component }, facts) => ({
    init: component.parent, cost: facts.sessionCost,
    asked: world.session.filter((session) => session.client?.id === component.id),
  }),

  checks: [
    { unless: "the component is there", answer: "not now", holds: ({ component, init }) => init !== null && component.can("abandon") },
    { unless: "the reason holds", answer: "not now",
      holds: ({ component, init, because }) => because === "its init is gone" ? init!.state === "abandoned"
        : runs(init!) && (because === "it is not configured any more" || component.state === "restart scheduled") },
  ],

  cases: [
    { when: "the configuration does not name it any more", holds: ({ because }) => because === "it is not configured any more",
      then: {
        "all sessions that it has asked for are closed": ({ asked, cost }) => asked.forEach((session) => loseClient(session, cost)),
        "it will not be started again": ({ component }) => { component.configured = false; },
        "the component is abandoned": ({ component }) => component.take("abandon"),
      } },
    { when: "it must be restarted, or its init is gone", holds: ({ because }) => because !== "it is not configured any more",
      then: {
        "all sessions that it has asked for are closed": ({ asked, cost }) => asked.forEach((session) => loseClient(session, cost)),
        "the component is abandoned": ({ component }) => component.take("abandon"),
      } },
  ],
});
