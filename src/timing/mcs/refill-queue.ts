/**
 * The refills of a scheduling context of seL4-MCS: what of a budget may be used from when on. It behaves as the kernel's
 * `src/kernel/sporadic.c` and the callers of it at seL4/seL4@1326364 do (August 2026), written anew from what they do; left out
 * is what the kernel does when times come near the end of 64 bits. Times and amounts are whole ticks.
 */
import { TimingRefusal, asFound } from "../refusal.ts";

/** An amount that may be used from a time on. */
export interface Refill {
  readonly time: number;
  readonly amount: number;
}

export interface RefillSettings {
  /** Above 0 and at most the period; equal to it means round robin: there is always budget, and a timeslice of it. */
  readonly budget: number;
  readonly period: number;
  /** Most refills in the list, at least 2. */
  readonly maxRefills: number;
  /** Now. */
  readonly at: number;
}

/** Most budgets that one charge can use: more is no overrun, but a mistake of units. */
const overrunMost = 1000;

export class RefillQueue {
  /** In order, the head first; of a round robin context what may be used and what was used. */
  private list: Refill[];
  private settings: RefillSettings;
  /** Least amount of a head: two times what the kernel takes at worst, to enter it and to leave; 0 of a kernel that costs nothing. */
  readonly minBudget: number;
  private now: number;

  /** A context that is configured while it is idle: the whole budget at once (`refill_new`). */
  constructor(given: RefillSettings & { readonly minBudget: number }) {
    this.minBudget = wholeNumber(given.minBudget, "minBudget", 0);
    this.now = wholeNumber(given.at, "at", 0);
    this.settings = this.checked(given);
    this.list = this.withUsed({ time: this.now, amount: this.settings.budget });
  }

  get refills(): readonly Refill[] {
    return this.list;
  }

  get head(): Refill {
    return this.list[0]!;
  }

  /** Always the budget. */
  get sum(): number {
    return this.list.reduce((all, { amount }) => all + amount, 0);
  }

  get isRoundRobin(): boolean {
    return this.settings.budget === this.settings.period;
  }

  /** Whether the head may be used now. */
  isReady(at: number): boolean {
    return this.head.time <= at;
  }

  /** Whether the head is enough to enter and leave the kernel after some use. */
  isSufficient(usage = 0): boolean {
    return this.head.amount - usage >= Math.max(1, this.minBudget);
  }

  /**
   * A running context is configured anew (`refill_update`): the list is cut to its head, and what the new budget has more comes
   * one new period later, so that no window of a period sees more than a budget.
   */
  update(given: RefillSettings): void {
    this.settings = this.checked(given);
    this.now = given.at;
    const { budget, period } = this.settings;
    if (this.isRoundRobin) {
      this.list = this.withUsed({ time: this.now, amount: budget });
      return;
    }
    const time = this.isReady(this.now) ? this.now : this.head.time;
    const amount = Math.min(this.head.amount, budget);
    this.list = [{ time, amount }, ...(amount < budget ? [{ time: time + period, amount: budget - amount }] : [])];
  }

  /**
   * What has been used up to now is charged (`refill_budget_check`, and for round robin the callers of it): it comes back one
   * period after the time of its refill. Use beyond the head is an overrun and is taken from what comes next.
   */
  charge(at: number, usage: number): void {
    wholeNumber(at, "at", this.now);
    wholeNumber(usage, "usage", 0);
    if (!this.isReady(at)) throw new TimingRefusal("precondition", "at",
      `is ${at}: nothing may be used before ${this.head.time}, when the head is ready`);
    const { budget, period } = this.settings;
    if (usage > overrunMost * budget) throw new TimingRefusal("too large", "usage",
      `is ${usage}, more than ${overrunMost} budgets of ${budget}`);
    if (this.list.at(-1)!.time + (usage / budget + 2) * period > Number.MAX_SAFE_INTEGER) throw new TimingRefusal("too large", "usage",
      `is ${usage}: its refill would come at a time that is not exact`);
    this.now = at;
    if (this.isRoundRobin) return this.chargeTimeslice(usage);
    let left = usage;
    while (this.head.amount <= left) {
      left -= this.head.amount;
      const { time, amount } = this.list.shift()!;
      this.schedule({ time: time + period, amount });
    }
    if (left > 0) {
      const { time, amount } = this.head;
      this.list[0] = { time: time + left, amount: amount - left };
      this.schedule({ time: time + period, amount: left });
    }
    while (this.head.amount < this.minBudget) this.delayHead();
  }

  /**
   * A head that is ready counts from now, and takes in what it reaches; one that is not ready stays, and so does everything of
   * a round robin context (`refill_unblock_check`). When that is asked decides what a context is:
   * - with the flag `sporadic`, as its thread wakes: by a message, a reply, a signal, a restart, or as it is bound to the
   *   context, unless the context is the current one (`endpoint.c`, `notification.c`, `doReplyTransfer`, `restart`,
   *   `schedContext_bindTCB`). A preemption does not move the head, so that budget that was waited with comes back in time.
   * - without it, of constant bandwidth, whenever the processor is switched to the context from another one
   *   (`switchSchedContext`), so that time that others took is not made up for.
   */
  unblock(at: number): void {
    this.now = wholeNumber(at, "at", this.now);
    if (this.isRoundRobin || !this.isReady(at)) return;
    let [head, next] = [{ time: at, amount: this.head.amount }, 1];
    for (; next < this.list.length && this.list[next]!.time <= head.time + head.amount; next += 1)
      head = { time: at, amount: head.amount + this.list[next]!.amount };
    this.list.splice(0, next, head);
  }

  private chargeTimeslice(usage: number): void {
    const [left, used] = this.list as [Refill, Refill];
    const ends = !this.isSufficient(usage);
    this.list = ends ? [{ ...left, amount: this.sum }, { ...used, amount: 0 }]
      : [{ ...left, amount: left.amount - usage }, { ...used, amount: used.amount + usage }];
  }

  /** Puts what was used at the end: into the last refill where that reaches it, and, delaying that one, where the list is full. */
  private schedule(used: Refill): void {
    const last = this.list.at(-1);
    if (last === undefined) this.list.push(used);
    else if (last.time + last.amount >= used.time) this.list[this.list.length - 1] = { time: last.time, amount: last.amount + used.amount };
    else if (this.list.length < this.settings.maxRefills) this.list.push(used);
    else this.list[this.list.length - 1] = { time: used.time - last.amount, amount: last.amount + used.amount };
  }

  /** A head that is too small goes to the next refill, which comes so much earlier that it ends when it did. */
  private delayHead(): void {
    const { amount } = this.list.shift()!;
    this.list[0] = { time: this.head.time - amount, amount: this.head.amount + amount };
  }

  /** A round robin context has a second refill, in which the use of the timeslice is counted. */
  private withUsed(head: Refill): Refill[] {
    return this.isRoundRobin ? [head, { time: head.time, amount: 0 }] : [head];
  }

  private checked({ budget, period, maxRefills, at }: RefillSettings): RefillSettings {
    wholeNumber(at, "at", this.now);
    wholeNumber(period, "period", 1);
    wholeNumber(maxRefills, "maxRefills", 2);
    if (wholeNumber(budget, "budget", Math.max(1, this.minBudget)) > period)
      throw new TimingRefusal("out of range", "budget", `is ${budget}, above the period ${period}`);
    return { budget, period, maxRefills, at };
  }
}

/** A whole number of ticks of at least some; so small that sums of them are exact. */
function wholeNumber(value: number, field: string, least: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw new TimingRefusal("not a number", field,
    `is ${asFound(value)}; give a whole number of ticks`);
  if (value < least) throw new TimingRefusal("out of range", field, `is ${value}; it must be at least ${least}`);
  if (value > 2 ** 50) throw new TimingRefusal("too large", field, `is ${value}; at most 2^50 ticks are exact`);
  return value;
}
