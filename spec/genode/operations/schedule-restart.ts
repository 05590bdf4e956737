import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const scheduleRestart = operation({
  name: "Schedule a restart",
  summary: "A component skipped too many heartbeats, or its configuration has a new version: its init is to restart it.",
  sources: [code("repos/os/src/lib/sandbox/heartbeat.h"), code("repos/os/src/lib/sandbox/child.h", "State")],
  concerns: ["life", "capabilities"], alongside: ["isolation"],
  asks: { component: oneOf("component") },

  checks: [
    { unless: "its init runs", holds: ({ component }) => component.parent !== null && runs(component.parent), answer: "not now" },
    { unless: "the component is alive or stuck", answer: "not now",
      holds: ({ component }) => component.state === "alive" || component.state === "stuck" },
  ],

  cases: [{ when: "it does not answer, or is to be replaced", answer: "restart",
    then: { "the component is to be restarted": ({ component }) => component.take("schedule restart") } }],
});
