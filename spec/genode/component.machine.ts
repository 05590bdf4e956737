/**
 * The life of a component under its init, as the sandbox library keeps it.
 * Source: Genode `repos/os/src/lib/sandbox/child.h` (State) at ffb059da; Foundations, "System configuration".
 */
import { setup } from "xstate";
import { eventsNamed } from "../../src/language/index.ts";

export const componentMachine = setup({
  types: eventsNamed("assign quota", "come alive", "lose its route", "schedule restart", "abandon", "destroy"),
}).createMachine({
  id: "component",
  initial: "initial",
  states: {
    "initial": { on: { "assign quota": "quota assigned" } },
    "quota assigned": { on: { "come alive": "alive", "lose its route": "stuck", "abandon": "abandoned" } },
    "alive": { on: { "lose its route": "stuck", "schedule restart": "restart scheduled", "abandon": "abandoned" } },
    "stuck": { on: { "schedule restart": "restart scheduled", "abandon": "abandoned" } },
    "restart scheduled": { on: { "abandon": "abandoned" } },
    "abandoned": { on: { "destroy": "initial" } },
  },
});
