/** Chains of calls over several processors as stretches: where each runs, at which priority, and what it has to ask for first. */
import { TimingRefusal } from "../refusal.ts";
import { priorityIn } from "../events/reading.ts";
import { type Chain, type ChainSet, type Thread, type TickChain, readChains } from "./chain.ts";

/** Where a thread runs. */
export interface Place {
  readonly processor: string;
  /**
   * Of its work for callers on other processors; unless given they carry their own along. On its own processor a call
   * always has its caller's. Lower is higher.
   */
  readonly priority?: number;
}

export type Places = Readonly<Record<string, Place>>;

/** A segment of a chain. */
export interface Stretch {
  readonly chain: TickChain;
  readonly work: number;
  readonly thread: Thread;
  /** The threads held while it runs, its own the last. */
  readonly held: readonly Thread[];
  readonly processor: string;
  /** Its priority while nobody lends it another one. */
  readonly base: number;
  /** The stretch before it, from which it asks for its thread; null for the first of a chain, or where it is a return. */
  readonly asksFrom: Stretch | null;
  /** Whether it has to be let in: it is no return. */
  readonly enters: boolean;
}

/** A stretch that holds a thread. */
export interface Holder {
  readonly stretch: Stretch;
  /** Whether who waits for the thread lends it a priority: nobody, all, or those alone who ask from its processor. */
  readonly lent: "by nobody" | "by all" | "there";
}

export interface PlacedChains {
  readonly set: ChainSet;
  readonly stretches: ReadonlyMap<TickChain, readonly Stretch[]>;
  /** The stretches that hold each thread. */
  readonly holders: ReadonlyMap<Thread, readonly Holder[]>;
  /** From a stretch to the call that it makes at its end. */
  readonly calls: ReadonlyMap<Stretch, Stretch>;
}

/** Reads chains and the places of their threads. Throws a `TimingRefusal` that names the field. */
export function readPlacedChains(given: readonly Chain[], places: Places): PlacedChains {
  const set = readChains(given);
  const priorities = new Map<string, number | undefined>();
  for (const [name, { processor, priority }] of Object.entries(places)) {
    const field = `places.${name}`;
    if (typeof processor !== "string" || processor === "") throw new TimingRefusal("missing", `${field}.processor`, "must be a name");
    priorities.set(name, priority === undefined ? undefined : priorityIn(priority, 0, `${field}.priority`));
  }
  const placeOf = ({ name }: Thread): Place => places[name!]!;
  const stretches = new Map(set.chains.map((chain, c) => {
    if (chain.call === "async") throw new TimingRefusal("precondition", `${chain.field}.call`, "is async; only synchronous calls are analysed across processors");
    given[c]!.segments.forEach(({ thread, priority }, s) => {
      const field = `${chain.field}.segments[${s}]`;
      if (thread === undefined) throw new TimingRefusal("missing", `${field}.thread`, "must be a name, so that it has a place");
      if (!priorities.has(thread)) throw new TimingRefusal("missing", `places.${thread}`, `is missing, and ${field} runs there`);
      if (priority !== undefined) throw new TimingRefusal("precondition", `${field}.priority`, "is given; a call has its caller's, or that of the place of its thread");
    });
    return [chain, stretchesOf(chain, placeOf)];
  }));
  const holders = new Map<Thread, Holder[]>();
  const calls = new Map<Stretch, Stretch>();
  for (const stretch of [...stretches.values()].flat()) {
    for (const [h, thread] of stretch.held.entries()) {
      const isThere = stretch.held.slice(h).every((inner) => placeOf(inner).processor === stretch.processor);
      const lent = !isThere ? "by nobody" : placeOf(thread).priority === undefined ? "by all" : "there";
      if (!holders.has(thread)) holders.set(thread, []);
      holders.get(thread)!.push({ stretch, lent });
    }
    if (stretch.asksFrom !== null) calls.set(stretch.asksFrom, stretch);
  }
  return { set, stretches, holders, calls };
}

function stretchesOf(chain: TickChain, placeOf: (thread: Thread) => Place): Stretch[] {
  const all: Stretch[] = [];
  for (const { work, thread, held } of chain.segments) {
    const before = all.at(-1);
    const enters = before === undefined || !before.held.includes(thread);
    let [processor, base] = [placeOf(held[0]!).processor, chain.priority];
    for (const { processor: there, priority } of held.map(placeOf)) if (there !== processor)
      [processor, base] = [there, priority ?? base];
    all.push({ chain, work, thread, held, processor, base, enters, asksFrom: enters ? before ?? null : null });
  }
  return all;
}
