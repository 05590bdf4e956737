/**
 * What can run while a chain waits, on any processor: whom it waits for, whom these wait for, and what keeps each of them
 * from its processor. At every instant of its wait one of these runs, or the chain itself.
 */
import type { Thread } from "./chain.ts";
import type { PlacedChains, Stretch } from "./stretches.ts";

/**
 * The stretches of other chains that can run while a chain is in some of its stretches, one after the other, or asks for
 * their threads. A chain that shares a thread that is held all the time is kept out.
 */
export function waitedFor(own: readonly Stretch[], placed: PlacedChains): ReadonlySet<Stretch> {
  const [first] = own;
  const before = first!.enters ? first!.held.slice(0, -1) : first!.held;
  const kept = before.filter((thread) => own.every(({ held }) => held.includes(thread)));
  const others = new Others(placed, first!, kept);
  const waits = others.guarantees(own);
  const found = new Set(waits.keys());
  // The lowest priority at which somebody of these may have to wait for each processor.
  const lowest = new Map<string, number>();
  for (const [{ processor }, priority] of [...waits, ...own.map((one) => [one, one.base] as const)])
    lowest.set(processor, Math.max(priority, lowest.get(processor) ?? -Infinity));
  for (const [processor, priority] of lowest)
    for (const stretch of others.notBelow(priority)) if (stretch.processor === processor) found.add(stretch);
  return found;
}

/** Who asks for a thread: from which processor, and at which priority at least. */
interface Asking {
  readonly stretch: Stretch;
  readonly processor: string;
  readonly priority: number;
}

/** The stretches of other chains that hold no thread of those that are kept. */
class Others {
  private readonly placed: PlacedChains;
  private readonly own: Stretch["chain"];
  private readonly kept: readonly Thread[];

  constructor(placed: PlacedChains, { chain }: Stretch, kept: readonly Thread[]) {
    [this.placed, this.own, this.kept] = [placed, chain, kept];
  }

  /** Whom the chain may wait for: each with the priority that it has at least while it is waited for. */
  guarantees(own: readonly Stretch[]): Map<Stretch, number> {
    const found = new Map<Stretch, number>();
    const next: Stretch[] = [];
    const asked = new Asked();
    const wait = (asking: Asking): void => {
      if (asked.before(asking)) return;
      for (const { holder, isLent } of this.holders(asking)) {
        const priority = isLent ? Math.min(holder.base, asking.priority) : holder.base;
        if (priority <= (found.get(holder) ?? -Infinity)) continue;
        found.set(holder, priority);
        next.push(holder);
      }
    };
    for (const stretch of own) if (stretch.enters) wait(asksOf(stretch));
    // A holder goes on to what it asks for from there.
    for (let stretch = next.pop(); stretch !== undefined; stretch = next.pop()) {
      const call = this.placed.calls.get(stretch);
      if (call !== undefined) wait({ stretch: call, processor: stretch.processor, priority: found.get(stretch)! });
    }
    return found;
  }

  /** What can run at a priority or above: its own, or one that is lent by what can run so and asks for what it holds. */
  notBelow(priority: number): Set<Stretch> {
    const found = new Set<Stretch>();
    const asked = new Asked();
    const raise = (call: Stretch): void => {
      const asking = { ...asksOf(call), priority };
      if (!asked.before(asking)) for (const { holder, isLent } of this.holders(asking)) if (isLent) found.add(holder);
    };
    for (const [chain, stretches] of this.placed.stretches) {
      for (const stretch of stretches) if (stretch.base <= priority && this.has(stretch)) found.add(stretch);
      if (chain.priority <= priority && this.has(stretches[0]!)) raise(stretches[0]!);
    }
    // What is added while a set is walked is walked, too.
    for (const stretch of found) {
      const call = this.placed.calls.get(stretch);
      if (call !== undefined && this.has(call)) raise(call);
    }
    return found;
  }

  /** Who may have the thread that is asked for, and whether who asks lends its priority to what they do then. */
  private *holders({ stretch: { thread, chain }, processor }: Asking): Generator<{ readonly holder: Stretch; readonly isLent: boolean }> {
    for (const { stretch: holder, lent } of this.placed.holders.get(thread)!) if (holder.chain !== chain && this.has(holder))
      yield { holder, isLent: lent === "by all" || (lent === "there" && processor === holder.processor) };
  }

  private has({ chain, held }: Stretch): boolean {
    return chain !== this.own && !this.kept.some((thread) => held.includes(thread));
  }
}

const asksOf = (stretch: Stretch): Asking => ({
  stretch, processor: stretch.asksFrom?.processor ?? stretch.processor, priority: stretch.asksFrom?.base ?? stretch.chain.priority,
});

/** What was asked for already: by two chains at such a priority or below, nobody who asks is waited for who was not so far. */
class Asked {
  private readonly byThread = new Map<Thread, Asking[]>();

  before(asking: Asking): boolean {
    const { stretch: { thread, chain }, processor, priority } = asking;
    const all = this.byThread.get(thread) ?? [];
    const same = all.filter((one) => one.processor === processor && one.priority >= priority).map((one) => one.stretch.chain);
    if (same.includes(chain) || same.some((one) => one !== same[0])) return true;
    this.byThread.set(thread, [...all, asking]);
    return false;
  }
}
