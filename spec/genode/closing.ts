/** What an account is after its protection domain is gone: no account. */
import type { Account } from "./world.ts";

/** Closes an account whose limits have been paid out. */
export const closeAccount = (account: Account) => {
  account.exists = false;
  account.reference = null;
  account.ram_used = 0;
  account.ram_initial = 0;
  account.ram_granted = 0;
  account.ram_given = 0;
  account.caps_used = 0;
  account.caps_initial = 0;
  account.caps_granted = 0;
  account.caps_given = 0;
};
