import { among, oneOf } from "../../../src/language/index.ts";
import { code, operation } from "../world.ts";

export const configureQuota = operation({
  name: "Configure quota",
  summary: "A new configuration names another quota for a component; whoever writes init's configuration decides.",
  sources: [code("repos/os/src/lib/sandbox/config_model.cc")],
  concerns: ["quota"], alongside: ["isolation"],
  asks: { component: oneOf("component"), ram: among("ramAmounts"), caps: among("capAmounts") },

  checks: [
    { unless: "the component is configured", answer: "not now",
      holds: ({ component }) => component.configured && component.parent !== null },
  ],

  cases: [{ when: "the configuration changes",
    then: {
      "another RAM quota is configured": ({ component, ram }) => { component.configured_ram = ram.value; },
      "another cap quota is configured": ({ component, caps }) => { component.configured_caps = caps.value; },
    } }],
});
