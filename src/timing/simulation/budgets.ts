/** Which task spends of which budget. */
import type { Account } from "./accounts.ts";
import type { Model } from "./model.ts";

export class Budgets {
  /** The tasks of each account. */
  readonly owners: readonly (readonly number[])[];

  private readonly accounts: readonly Account[];
  private readonly accountOf: readonly number[];
  private readonly wakes: number[];

  constructor({ tasks, accountOf, accounts }: Model) {
    [this.accounts, this.accountOf] = [accounts(), accountOf];
    this.owners = this.accounts.map((_, a) => tasks.map((_task, t) => t).filter((t) => accountOf[t] === a));
    this.wakes = this.accounts.map(() => -1);
  }

  /** A task has something to do from now on, or no more. */
  activate(t: number, now: number): void {
    if (this.accountOf[t]! >= 0) this.accounts[this.accountOf[t]!]!.activate(now);
  }

  deactivate(t: number): void {
    if (this.accountOf[t]! >= 0) this.accounts[this.accountOf[t]!]!.deactivate();
  }

  begin(account: number, now: number): void {
    if (account >= 0) this.accounts[account]!.begin(now);
  }

  spend(account: number, used: number): void {
    if (account >= 0) this.accounts[account]!.spend(used);
  }

  /** How long an account pays without a break; without an account there is no end. */
  pays(account: number, now: number): number {
    return account < 0 ? Infinity : this.accounts[account]!.available(now);
  }

  /** When an empty account has something again; NaN where this was asked and answered already. */
  wake(account: number, now: number): number {
    const again = this.accounts[account]!.again(now);
    if (this.wakes[account] === again) return NaN;
    return this.wakes[account] = again;
  }
}
