import { code, invariant } from "../world.ts";

export const accountsInBounds = invariant({
  name: "accounts stay in their bounds",
  claim: "No account uses more than its limit, and no limit falls below what the PD session was opened with.",
  why: "A protection domain below its initial limit could not give its session's donation back.",
  sources: [code("repos/base/src/core/include/account.h")],
  each: "account",
  holds: (account) => account.ram_used <= account.ram_limit && account.caps_used <= account.caps_limit
    && account.ram_initial <= account.ram_limit && account.caps_initial <= account.caps_limit
    && (account.exists || account.ram_limit + account.caps_limit + account.ram_used + account.caps_used === 0),
  guards: ["Raise a component's quota / drop check / the component has an account"],
  seen: { "a component uses RAM": ({ account }) => account.some(({ ram_used }) => ram_used > 0) },
});
