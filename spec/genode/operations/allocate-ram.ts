import { among, eitherOf, oneOf } from "../../../src/language/index.ts";
import { capsAvailable, ramAvailable } from "../accounts.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

/** RAM is allocated in pages of this many bytes. */
const page = 4096;

/** Bytes that must be left for meta data after an allocation; they are looked for, not charged. */
const slabBlock = 4096;

export const allocateRam = operation({
  name: "Allocate RAM",
  summary: "A component allocates a dataspace, which costs its size in pages and one capability.",
  sources: [code("repos/base/src/core/pd_session_component.cc", "alloc_ram")],
  concerns: ["sessions", "passing-on", "life", "quota", "capabilities"], alongside: ["spent", "isolation"],
  by: "component",
  asks: { dataspace: oneOf("dataspace"), size: among("ramAmounts"), memory: eitherOf("free", "exhausted") },
  look: (_world, { component, size }) => ({
    account: component.account!, rounded: Math.ceil(size.value / page) * page,
  }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "the place for it is the component's own and free", answer: "not now",
      holds: ({ component, dataspace }) => dataspace.owner!.id === component.id && dataspace.size === 0 },
    { unless: "the size is not zero", holds: ({ size }) => size.value > 0, answer: "DENIED" },
    { unless: "the component has the RAM", answer: "OUT_OF_RAM",
      holds: ({ account, rounded }) => ramAvailable(account) >= rounded + slabBlock },
    { unless: "the component has a capability left", holds: ({ account }) => capsAvailable(account) >= 1, answer: "OUT_OF_CAPS" },
  ],

  cases: [
    { when: "there is physical memory", holds: ({ memory }) => memory === "free",
      then: {
        "the RAM is charged": ({ account, rounded }) => { account.ram_used += rounded; },
        "a capability is charged": ({ account }) => { account.caps_used += 1; },
        "the dataspace is there": ({ dataspace, rounded }) => { dataspace.size = rounded; },
      } },
    { when: "physical memory is exhausted", holds: ({ memory }) => memory === "exhausted", answer: "OUT_OF_RAM",
      then: {
        "the RAM is charged": ({ account, rounded }) => { account.ram_used += rounded; },
        "a capability is charged": ({ account }) => { account.caps_used += 1; },
        "the RAM charge is taken back": ({ account, rounded }) => { account.ram_used -= rounded; },
        "the capability charge is taken back": ({ account }) => { account.caps_used -= 1; },
      } },
  ],
});
