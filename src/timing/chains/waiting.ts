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
export function waitedFor(own: readonly Stretch[], { stretches, placeOf }: PlacedChains): ReadonlySet<Stretch> {
  const [first] = own;
  const kept = first!.enters ? first!.held.slice(0, -1) : first!.held;
  const outside = kept.filter((thread) => own.every(({ held }) => held.includes(thread)));
  const others = [...stretches.values()].flat().filter(({ chain, held }) =>
    chain !== first!.chain && !outside.some((thread) => held.includes(thread)));
  const waits = guarantees(own, others, placeOf);
  const found = new Set(waits.keys());
  // The lowest priority at which somebody of these may have to wait for each processor.
  const lowest = new Map<string, number>();
  for (const [{ processor }, priority] of [...waits, ...own.map((one) => [one, one.base] as const)])
    lowest.set(processor, Math.max(priority, lowest.get(processor) ?? -Infinity));
  for (const [processor, priority] of lowest)
    for (const stretch of notBelow(priority, others, placeOf)) if (stretch.processor === processor) found.add(stretch);
  for (const stretch of own) found.delete(stretch);
  return found;
}

type PlaceOf = PlacedChains["placeOf"];

/** Whom the chain may wait for: each with the priority that it has at least while it is waited for. */
function guarantees(own: readonly Stretch[], others: readonly Stretch[], placeOf: PlaceOf): Map<Stretch, number> {
  const found = new Map<Stretch, number>();
  const users = usersOf(others);
  const next: Stretch[] = [];
  const waits = (stretch: Stretch, asking: number, from: string): void => {
    for (const holder of users.get(stretch.thread) ?? []) if (holder.chain !== stretch.chain) {
      const priority = isLent(from, stretch.thread, holder, placeOf) ? Math.min(holder.base, asking) : holder.base;
      if (priority <= (found.get(holder) ?? -Infinity)) continue;
      found.set(holder, priority);
      next.push(holder);
    }
  };
  for (const stretch of own) if (stretch.enters) {
    const { chain, asksFrom } = stretch;
    waits(stretch, asksFrom?.base ?? chain.priority, asksFrom?.processor ?? stretch.processor);
  }
  // A holder goes on to what it asks for from there: the stretches of its chain that are in while it is waited for.
  const after = new Map<Stretch, Stretch[]>();
  for (const stretch of others) if (stretch.asksFrom !== null) after.set(stretch.asksFrom, [stretch]);
  for (let stretch = next.pop(); stretch !== undefined; stretch = next.pop())
    for (const call of after.get(stretch) ?? []) waits(call, found.get(stretch)!, stretch.processor);
  return found;
}

function usersOf(stretches: readonly Stretch[]): Map<Thread, Stretch[]> {
  const users = new Map<Thread, Stretch[]>();
  for (const stretch of stretches) for (const thread of stretch.held) users.set(thread, [...users.get(thread) ?? [], stretch]);
  return users;
}

/** Whether who asks from a processor for a thread lends its priority to what the holder does: only where all of it is on one. */
function isLent(from: string, asked: Thread, { held, processor }: Stretch, placeOf: PlaceOf): boolean {
  const inner = held.slice(held.indexOf(asked)).map(placeOf);
  return (from === processor || inner[0]!.priority === undefined) && inner.every((place) => place.processor === processor);
}

/** What can run at a priority or above: its own, or one that is lent by what can run so and asks for what it holds. */
function notBelow(priority: number, others: readonly Stretch[], placeOf: PlaceOf): Set<Stretch> {
  const found = new Set(others.filter(({ base }) => base <= priority));
  const callers = new Map<Thread, Stretch[]>();
  for (const stretch of others) if (stretch.enters) callers.set(stretch.thread, [...callers.get(stretch.thread) ?? [], stretch]);
  const isRaised = (stretch: Stretch): boolean => stretch.held.some((thread) =>
    (callers.get(thread) ?? []).some(({ chain, asksFrom, processor }) => chain !== stretch.chain
      && (asksFrom === null ? chain.priority <= priority : found.has(asksFrom))
      && isLent(asksFrom?.processor ?? processor, thread, stretch, placeOf)));
  for (let before = -1; before !== found.size;) {
    before = found.size;
    for (const stretch of others) if (!found.has(stretch) && isRaised(stretch)) found.add(stretch);
  }
  return found;
}
