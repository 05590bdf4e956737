import { code, invariant } from "../world.ts";
import { related } from "../accounts.ts";

export const alongTheReference = invariant({
  name: "quota moves along the reference relation",
  claim: "When an account's limit changes, the other side is its reference account, an account whose reference it is, "
    + "or a sibling with which it shares a session that changed in this step.",
  why: "Otherwise two components without any relation could pay each other, and talk by it.",
  sources: [code("repos/base/src/core/include/account.h", "transfer_quota")],
  changes: "account",
  columns: ["ram_limit", "caps_limit"],
  permits: {
    "the other side is its reference account, or has it as reference": ({ was, is, before, after }) =>
      after.account.some((other, i) => (related(other, is) || related(before.account[i]!, was))
        && (other.ram_limit !== before.account[i]!.ram_limit || other.caps_limit !== before.account[i]!.caps_limit)),
    "the other side is a sibling with whom it shares a session": ({ is, before, after }) =>
      after.session.some((session, i) => [session, before.session[i]!].some(({ phase, owner, server }) => phase !== "unused"
        && server !== null && (server.account!.id === is.id || owner!.account!.id === is.id || owner!.parent!.account!.id === is.id))),
  },
  seen: { "quota went to a sibling": ({ step }) => step.answer === "PENDING" && step.operation === "Open a session" },
});
