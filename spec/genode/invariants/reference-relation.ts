import { related } from "../accounts.ts";
import { openSession } from "../operations/open-session.ts";
import { holderOf, initOf } from "../sessions.ts";
import { code, invariant } from "../world.ts";

export const alongTheReference = invariant({
  name: "quota moves along the reference relation",
  claim: "When an account's limit changes, the other side is its reference account, an account whose reference it is, "
    + "or a party of a session of its own that changed in this step.",
  why: "Otherwise two components without any relation could pay each other, and talk by it.",
  sources: [code("repos/base/src/core/include/account.h", "transfer_quota")],
  changes: "account",
  columns: ["ram_limit", "caps_limit"],
  permits: {
    "the other side is its reference account, or has it as reference": ({ was, is, before, after }) =>
      after.account.some((other, i) => (related(other, is) || related(before.account[i]!, was))
        && (other.ram_limit !== before.account[i]!.ram_limit || other.caps_limit !== before.account[i]!.caps_limit)),
    "the other side is a party of a session of its own": ({ is, before, after }) =>
      after.session.some((now, i) => {
        const old = before.session[i]!;
        const changed = now.phase !== old.phase || now.ram !== old.ram || now.caps !== old.caps;
        return changed && [now, old].some((session) => session.phase !== "unused"
          && [session.owner!.account!, initOf(session).account!, holderOf(session)].some(({ id }) => id === is.id));
      }),
  },
  guards: ["Transfer quota / drop check / one account is the reference of the other"],
  seen: { "quota went to a sibling": ({ step }) => openSession.told(step, "PENDING") },
});
