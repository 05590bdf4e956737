import { oneOf } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const confirmUpgrade = operation({
  name: "Confirm an upgrade",
  summary: "A server answers that it has taken the added quota into account.",
  sources: [code("repos/base/src/lib/base/child.cc", "Child::session_response")],
  concerns: ["sessions", "passing-on"], alongside: ["spent", "isolation"],
  by: "component",
  asks: { session: oneOf("session") },

  checks: [
    { unless: "the server runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the session is the server's", answer: "unknown id",
      holds: ({ component, session }) => session.server?.id === component.id },
    { unless: "the server was asked to upgrade it", holds: ({ session }) => session.request === "upgrade", answer: "ignored" },
  ],

  cases: [{ when: "the server has taken the quota",
    then: {
      "the request leaves the server's ROM": ({ session }) => session.take("withdraw"),
      "the amounts are forgotten": ({ session }) => {
        session.upgrade_ram = 0;
        session.upgrade_caps = 0;
      },
      "the client has the session as before": ({ session }) => session.take("complete upgrade"),
    } }],
});
