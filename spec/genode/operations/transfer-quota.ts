import { among, oneOf } from "../../../src/language/index.ts";
import { canPayCaps, canPayRam, grantCaps, grantRam, related } from "../accounts.ts";
import { runs } from "../sessions.ts";
import { code, operation } from "../world.ts";

export const transferQuota = operation({
  name: "Transfer quota",
  summary: "A component moves quota from its own account to its reference account, or to one whose reference account it is.",
  sources: [code("repos/base/src/core/include/account.h", "transfer_quota")],
  concerns: ["quota"], alongside: ["isolation"],
  by: "component",
  asks: { to: oneOf("account"), ram: among("ramAmounts"), caps: among("capAmounts") },
  look: (_world, { component }) => ({ from: component.account! }),

  checks: [
    { unless: "the component runs", holds: ({ component }) => runs(component), answer: "not now" },
    { unless: "one account is the reference of the other", answer: "INVALID",
      holds: ({ from, to }) => to.exists && (from.id === to.id || related(from, to)) },
    { unless: "the RAM may leave the account", answer: "EXCEEDED",
      holds: ({ from, to, ram }) => from.id === to.id || canPayRam(from, ram.value) },
    { unless: "the caps may leave the account", answer: "EXCEEDED",
      holds: ({ from, to, caps }) => from.id === to.id || canPayCaps(from, caps.value) },
  ],

  cases: [
    { when: "the account is another one", holds: ({ from, to }) => from.id !== to.id,
      then: {
        "the RAM moves": ({ from, to, ram }) => grantRam(from, to, ram.value),
        "the caps move": ({ from, to, caps }) => grantCaps(from, to, caps.value),
      } },
    { when: "the account is the component's own", holds: ({ from, to }) => from.id === to.id,
      then: {}, because: "a transfer to itself has no effect" },
  ],
});
