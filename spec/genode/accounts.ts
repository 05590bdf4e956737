/**
 * The arithmetic of accounts: what can be paid, and how it moves. The same rules hold for RAM and for capabilities.
 * Source: Genode `repos/base/src/core/include/account.h`, `repos/base/include/base/quota_guard.h` at ffb059da.
 */
import type { Account } from "./world.ts";

/** Bytes that the account has and does not use. */
export const ramAvailable = (account: Account) => account.ram_limit - account.ram_used;

/** Capabilities that the account has and does not use. */
export const capsAvailable = (account: Account) => account.caps_limit - account.caps_used;

/** Whether `n` bytes may leave the account: they must be unused, and the initial limit is never given away. */
export const canPayRam = (account: Account, n: number) =>
  n <= account.ram_limit - account.ram_initial && n <= ramAvailable(account);

/** Whether `n` capabilities may leave the account, likewise. */
export const canPayCaps = (account: Account, n: number) =>
  n <= account.caps_limit - account.caps_initial && n <= capsAvailable(account);

/** Moves `n` bytes of limit from one account to another. */
export const moveRam = (from: Account, to: Account, n: number) => {
  from.ram_limit -= n;
  to.ram_limit += n;
};

/** Moves a limit of `n` capabilities from one account to another. */
export const moveCaps = (from: Account, to: Account, n: number) => {
  from.caps_limit -= n;
  to.caps_limit += n;
};

/** Opens an account with `n` bytes, which core uses for the protection domain itself. */
export const openRam = (from: Account, to: Account, n: number) => {
  moveRam(from, to, n);
  to.ram_initial = n;
  to.ram_used = n;
};

/** Opens an account with `n` capabilities, likewise. */
export const openCaps = (from: Account, to: Account, n: number) => {
  moveCaps(from, to, n);
  to.caps_initial = n;
  to.caps_used = n;
};

/** Whether one of two accounts is the reference account of the other: quota moves along this relation only. */
export const related = (a: Account, b: Account) => a.reference?.id === b.id || b.reference?.id === a.id;

/** Moves `n` bytes of limit for good, as an assignment or a transfer does, and books it on both sides. */
export const grantRam = (from: Account, to: Account, n: number) => {
  moveRam(from, to, n);
  bookRam(from, -n);
  bookRam(to, n);
};

/** Moves a limit of `n` capabilities for good, likewise. */
export const grantCaps = (from: Account, to: Account, n: number) => {
  moveCaps(from, to, n);
  bookCaps(from, -n);
  bookCaps(to, n);
};

/** Books `n` bytes as granted to the account, or given away by it when negative. */
export const bookRam = (account: Account, n: number) => {
  const balance = account.ram_granted - account.ram_given + n;
  account.ram_granted = Math.max(0, balance);
  account.ram_given = Math.max(0, -balance);
};

/** Books `n` capabilities, likewise. */
export const bookCaps = (account: Account, n: number) => {
  const balance = account.caps_granted - account.caps_given + n;
  account.caps_granted = Math.max(0, balance);
  account.caps_given = Math.max(0, -balance);
};
