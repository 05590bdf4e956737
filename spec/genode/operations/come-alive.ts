import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const comeAlive = operation({
  name: "Come alive",
  summary: "A component whose environment is complete begins to execute.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::try_start")],
  concerns: ["life", "quota"],
  asks: { component: oneOf("component") },

  look: (world, { component }, facts) => ({
    init: component.parent,
    complete: facts.wishes.every((wish) => wish.client !== component.id || !wish.required
      || world.session.some((session) => session.owner!.id === component.id && session.environment
        && session.wish === wish.number && session.phase === "living.handed out")),
  }),

  checks: [
    { unless: "its init runs", holds: ({ init }) => init !== null && runs(init), answer: "not now" },
    { unless: "it has its quota and is not alive yet", holds: ({ component }) => component.state === "quota assigned", answer: "not now" },
    { unless: "all sessions of its environment are there", holds: ({ complete }) => complete, answer: "incomplete" },
  ],

  cases: [{ when: "the environment is complete",
    then: { "the component executes": ({ component }) => component.take("come alive") } }],
});
