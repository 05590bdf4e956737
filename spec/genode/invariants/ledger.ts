import { booksBalance } from "../ledger.ts";
import { code, invariant } from "../world.ts";

export const ledgerBalances = invariant({
  name: "closing gives back what opening took",
  claim: "What an account has is what it was given, less what its component donated, plus what it holds for others: once its "
    + "sessions are closed, a component has its quota again.",
  why: "A client that loses quota on every session starves; one that gains quota starves others.",
  sources: [code("repos/base/src/lib/base/child.cc", "revert_quota_and_destroy")],
  holds: (world, facts) => booksBalance(world, facts),
  guards: ["Pass a creation on / drop check / a child of the init waits for a session that the parent of the init provides"],
  seen: {
    "a component has donated quota": ({ session }) =>
      session.some(({ client, environment, ram }) => client !== null && !environment && ram > 0),
  },
});
