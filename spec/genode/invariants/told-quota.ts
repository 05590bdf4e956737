import { capsAvailable, ramAvailable, related } from "../accounts.ts";
import { lowerQuota } from "../operations/lower-quota.ts";
import { transferQuota } from "../operations/transfer-quota.ts";
import { code, invariant, told } from "../world.ts";

export const toldQuota = invariant({
  name: "answers about transfers are true",
  claim: "A transfer is INVALID only between accounts without relation, EXCEEDED only beyond what may leave the account, and "
    + "a component is asked to yield only what it uses.",
  why: "A parent that misreads a transfer believes that it has quota which it has not.",
  sources: [code("repos/base/include/base/quota_transfer.h")],
  permits: {
    "another answer was given": ({ step }) => !told(step, "INVALID", "EXCEEDED", "yield request"),
    "the accounts have no relation": ({ step, before }) => transferQuota.told(step, "INVALID", ({ component, to }) => step.refused
      && !related(before.component[component.id]!.account!, before.account[to.id]!)),
    "it is more than may leave": ({ step, before }) => transferQuota.told(step, "EXCEEDED", ({ component, ram, caps }) => {
      const from = before.component[component.id]!.account!;
      return step.refused && (ram.value > Math.min(ramAvailable(from), from.ram_limit - from.ram_initial)
        || caps.value > Math.min(capsAvailable(from), from.caps_limit - from.caps_initial));
    }),
    "nothing could be taken": ({ step, before, after }) => lowerQuota.told(step, "yield request") && !step.refused
      && before.account.every(({ ram_limit }, i) => ram_limit === after.account[i]!.ram_limit),
  },
  guards: ["Lower a component's quota / answer yield request in place of ok / the component has something unused"],
  seen: {
    "a transfer was refused": ({ step }) => transferQuota.told(step, "EXCEEDED"),
    "a transfer was made": ({ step }) => transferQuota.ended(step, "the account is another one"),
  },
});
