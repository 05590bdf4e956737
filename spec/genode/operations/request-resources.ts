import { among } from "../../../src/language/index.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const requestResources = operation({
  name: "Request resources",
  summary: "A component tells its parent which quota it lacks; the parent takes note, and the latest request counts.",
  sources: [code("repos/os/src/lib/sandbox/child.h", "resource_request")],
  concerns: ["quota"], alongside: ["isolation"],
  by: "component",
  asks: { ram: among("ramAmounts"), caps: among("capAmounts") },

  checks: [
    { unless: "the component runs under an init of this system", answer: "not now",
      holds: ({ component }) => runs(component) && component.parent !== null },
  ],

  cases: [{ when: "the parent takes note",
    then: {
      "the wanted RAM is noted": ({ component, ram }) => { component.asked_ram = ram.value; },
      "the wanted caps are noted": ({ component, caps }) => { component.asked_caps = caps.value; },
    } }],
});
