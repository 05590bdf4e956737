/** Budgets while they are spent and come back. All times are in ticks. */
import type { Budget } from "./system.ts";

export interface Terms {
  readonly kind: Budget["kind"];
  readonly budget: number;
  readonly period: number;
}

export abstract class Account {
  protected readonly terms: Terms;
  /** Tasks that have a job which is not away. */
  private active = 0;

  constructor(terms: Terms) {
    this.terms = terms;
  }

  /** What may be spent without a break from now on; it has to be asked again then. */
  abstract available(now: number): number;
  /** When an empty account has something again. */
  abstract again(now: number): number;
  /** Somebody begins to spend, or goes on. */
  abstract begin(now: number): void;
  abstract spend(amount: number): void;
  protected abstract wake(now: number): void;

  activate(now: number): void {
    if (this.active++ === 0) this.wake(now);
  }

  deactivate(): void {
    this.active--;
  }
}

export const accountOf = (terms: Terms): Account =>
  terms.kind === "sporadic" || terms.kind === "constant bandwidth" ? new Refills(terms) : new Periodic(terms);

/** Refills in the order of their times; together they are the budget. */
class Refills extends Account {
  private readonly refills: { time: number; amount: number }[] = [{ time: 0, amount: this.terms.budget }];

  available(now: number): number {
    const head = this.refills[0]!;
    return head.time <= now ? head.amount : 0;
  }

  again(): number {
    return this.refills[0]!.time;
  }

  spend(amount: number): void {
    const { refills, terms: { period } } = this;
    for (let left = amount; left > 0;) {
      const head = refills[0]!;
      const used = Math.min(left, head.amount);
      const back = head.time + period;
      left -= used;
      head.time += used;
      if ((head.amount -= used) === 0) refills.shift();
      const last = refills.at(-1);
      if (last !== undefined && last.time + last.amount >= back) last.amount += used;
      else refills.push({ time: back, amount: used });
    }
  }

  begin(now: number): void {
    if (this.terms.kind === "constant bandwidth") this.rebase(now);
  }

  protected wake(now: number): void {
    if (this.terms.kind === "sporadic") this.rebase(now);
  }

  /** What was there before counts from now on, so that what is spent comes back a period from here. */
  private rebase(now: number): void {
    const { refills } = this;
    const head = refills[0]!;
    if (head.time > now) return;
    head.time = now;
    while (refills.length > 1 && refills[1]!.time <= head.time + head.amount) head.amount += refills.splice(1, 1)[0]!.amount;
  }
}

/** Full at multiples of the period: looked up when asked, so that an idle budget makes no events. */
class Periodic extends Account {
  private level = this.terms.budget;
  private round = 0;

  available(now: number): number {
    const { budget, period } = this.terms;
    const round = Math.floor(now / period);
    if (round > this.round) [this.round, this.level] = [round, budget];
    return this.level === 0 ? 0 : Math.min(this.level, this.again(now) - now);
  }

  again(now: number): number {
    return (Math.floor(now / this.terms.period) + 1) * this.terms.period;
  }

  begin(): void {}

  /** What is spent until a refill is of the round before it. */
  spend(amount: number): void {
    this.level -= amount;
  }

  protected wake(now: number): void {
    const { kind, period } = this.terms;
    if (kind !== "polling") return;
    this.round = Math.floor(now / period);
    this.level = now % period === 0 ? this.terms.budget : 0;
  }
}
