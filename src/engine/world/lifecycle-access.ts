/**
 * What `take`, `can` and `within` of a row know: the events and states of the lifecycles of its table by name.
 */
import { didYouMean } from "../../language/fault.ts";
import type { PlacedColumn } from "../../sentences/layout.ts";
import { type Lifecycle, noSuchEvent } from "../../sentences/lifecycle.ts";
import { raise } from "../stepping/noting.ts";

interface KnownEvent {
  readonly event: string;
  readonly place: number;
  /** By state: the next one, or `noSuchEvent`. */
  readonly next: Uint8Array;
  readonly lifecycle: Lifecycle;
  readonly where: string;
}

interface KnownState {
  readonly place: number;
  /** By leaf state: 1 where it is this state or nested in it. */
  readonly inside: Uint8Array;
}

export interface LifecycleWords {
  /** The names of all events, and of all states. */
  readonly events: readonly string[];
  readonly states: readonly string[];
  /** The event of that name; a name that no lifecycle of the table has is a fault. */
  readonly event: (name: string) => KnownEvent;
  /** The state of that name; a name that no lifecycle of the table has is a fault. */
  readonly state: (name: string) => KnownState;
  /** The state after an event; one that the state does not have is a fault. */
  readonly taken: (known: KnownEvent, state: number, id: number) => number;
}

/** Gathers the words of a table's lifecycles. */
export function lifecycleWords(table: string, columns: readonly PlacedColumn[]): LifecycleWords {
  const events = new Map<string, KnownEvent>();
  const states = new Map<string, KnownState>();
  for (const { lifecycle, name, place } of columns) {
    if (lifecycle === undefined) continue;
    const size = lifecycle.states.length;
    lifecycle.events.forEach((event, e) =>
      events.set(event, { event, place, next: lifecycle.next.slice(e * size, (e + 1) * size), lifecycle, where: `${table}.${name}` }));
    for (const leaf of lifecycle.states) for (const state of withParents(leaf)) if (!states.has(state))
      states.set(state, {
        place, inside: Uint8Array.from(lifecycle.states, (one) => one === state || one.startsWith(`${state}.`) ? 1 : 0),
      });
  }
  const unknown = (what: string, name: string, known: Iterable<string>): never => {
    raise(what === "event" ? "no such event" : "unknown name",
      `no lifecycle of "${table}" knows the ${what} "${name}"${didYouMean(name, known)}`);
  };
  return {
    events: [...events.keys()], states: [...states.keys()],
    event: (name) => events.get(name) ?? unknown("event", name, events.keys()),
    state: (name) => states.get(name) ?? unknown("state", name, states.keys()),
    taken({ event, next, lifecycle, where }, state, id) {
      const to = next[state]!;
      if (to === noSuchEvent) raise("no such event",
        `${where} of row ${id} is in state "${lifecycle.states[state]!}", which has no event "${event}"`);
      return to;
    },
  };
}

/** A state with the states that it is nested in: `alive.handed out`, `alive`. */
function withParents(leaf: string): string[] {
  const parts = leaf.split(".");
  return parts.map((_, i) => parts.slice(0, parts.length - i).join("."));
}
