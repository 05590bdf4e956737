import { capsAvailable, ramAvailable, related } from "../accounts.ts";
import { code, invariant } from "../world.ts";

export const toldQuota = invariant({
  name: "answers about transfers are true",
  claim: "A transfer is INVALID only between accounts without relation, EXCEEDED only beyond what may leave the account, and "
    + "a component is asked to yield only what it uses.",
  why: "A parent that misreads a transfer believes that it has quota which it has not.",
  sources: [code("repos/base/include/base/quota_transfer.h")],
  permits: {
    "another answer was given": ({ step }) => !["INVALID", "EXCEEDED", "yield request"].includes(step.answer),
    "the accounts have no relation": ({ step, before }) => step.answer === "INVALID" && step.refused
      && !related(before.component[step.args["component"].id]!.account!, before.account[step.args["to"].id]!),
    "it is more than may leave": ({ step, before }) => {
      if (step.answer !== "EXCEEDED" || !step.refused) return false;
      const from = before.component[step.args["component"].id]!.account!;
      return step.args["ram"].value > Math.min(ramAvailable(from), from.ram_limit - from.ram_initial)
        || step.args["caps"].value > Math.min(capsAvailable(from), from.caps_limit - from.caps_initial);
    },
    "nothing could be taken": ({ step, before, after }) => step.answer === "yield request" && !step.refused
      && before.account.every(({ ram_limit }, i) => ram_limit === after.account[i]!.ram_limit),
  },
  guards: ["Lower a component's quota / answer yield request in place of ok / the component has something unused"],
  seen: {
    "a transfer was refused": ({ step }) => step.answer === "EXCEEDED",
    "a transfer was made": ({ step }) => step.outcome === "the account is another one",
  },
});
