import { oneOf } from "../../../src/language/index.ts";
import { destinationOf } from "../routes.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const evaluateDependencies = operation({
  name: "Evaluate the dependencies of a component",
  summary: "After servers came or went, an init routes every session of a component anew: a component whose routes "
    + "changed must be restarted, one without a route is stuck.",
  sources: [code("repos/os/src/lib/sandbox/child.cc", "Child::evaluate_dependencies")],
  concerns: ["life"],
  asks: { component: oneOf("component") },

  look: (world, { component }, facts) => {
    const routed = world.session.filter((session) => session.client?.id === component.id && session.kind === "child");
    const destinations = routed.map((session) => destinationOf(world, facts.wishes[session.wish]!));
    return {
      init: component.parent,
      lost: destinations.some(({ to }) => to === "nowhere"),
      moved: routed.some((session, i) => destinations[i]!.server?.id !== session.server!.id),
    };
  },

  checks: [
    { unless: "its init runs", holds: ({ init }) => init !== null && runs(init), answer: "not now" },
    { unless: "the component is there and has not exited", answer: "not now",
      holds: ({ component }) => !component.exited
        && (component.state === "quota assigned" || component.state === "alive" || component.state === "stuck") },
  ],

  cases: [
    { when: "a session has no route any more", holds: ({ component, lost }) => lost && component.state !== "stuck", answer: "stuck",
      then: { "the component is stuck": ({ component }) => component.take("lose its route") } },
    { when: "a session now leads elsewhere",
      holds: ({ component, lost, moved }) => !lost && moved && component.state === "alive", answer: "restart",
      then: { "the component is to be restarted": ({ component }) => component.take("schedule restart") } },
    { when: "a stuck component has all its routes again", holds: ({ component, lost }) => !lost && component.state === "stuck",
      answer: "restart",
      then: { "the component is to be restarted": ({ component }) => component.take("schedule restart") } },
    { when: "a session of the environment of a starting component leads elsewhere",
      holds: ({ component, lost, moved }) => !lost && moved && component.state === "quota assigned", answer: "stuck",
      then: { "the component is stuck": ({ component }) => component.take("lose its route") } },
    { when: "no route changed",
      holds: ({ component, lost, moved }) => component.state === "stuck" ? lost : !lost && !moved,
      then: {}, because: "a component whose routes are unchanged is left alone" },
  ],
});
