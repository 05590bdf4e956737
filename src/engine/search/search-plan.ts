/**
 * Where everything lies in the one memory of a search by code, for all workers: what each has of its own, then the set of states. All
 * workers make the same plan, each from what it has understood itself; a digest tells whether they have understood the same.
 */
import type { HostMemory } from "../../sentences/wasm/host.ts";
import { type Packing, packingOf } from "../../sentences/wasm/packing.ts";
import type { Watch } from "../claims/checking.ts";
import { type Places, type UnderstoodSearch, placesOf, understoodSearch } from "./compiled-search.ts";
import { hashWords } from "../world/digest.ts";
import type { ExploreOptions } from "./exploration.ts";
import { type StatesMemory, layOut, makeMemory } from "./found-states-memory.ts";
import type { Model } from "../model.ts";
import { type MeetingPlace, meetingPlace } from "./search-workers.ts";

/** What must be known of a model before memory for its search can be made; the same in every worker. */
export interface SearchNeeds {
  /** 32-bit words of a packed state. */
  readonly words: number;
  /** Bytes of what each worker has of its own. */
  readonly bytesEach: number;
  /** Differs where states are packed otherwise. */
  readonly digest: number;
}

/** What the workers of one search by code share; made once, handed to each. */
export interface CodeTeam extends MeetingPlace {
  readonly memory: HostMemory;
}

/** How large a search may become. */
type Limits = Pick<ExploreOptions, "bytesMost" | "statesMost">;

/** A search that one worker has understood. */
export interface PlannedSearch {
  readonly worker: number;
  readonly search: UnderstoodSearch;
  readonly places: Places;
  readonly packing: Packing;
  readonly needs: SearchNeeds;
}

/** Bytes of a state for which code is made: no system of larger states is searched to its end, however quick the search is. */
const stateBytesMost = 4096;

/** What was understood and not yet searched. */
const waiting = new WeakMap<Model, PlannedSearch>();

/**
 * What the search of a model by some workers needs, of which one has this number; null where something is not understood, or a state
 * is very large. What was understood waits for the search. `watch` is told what is understood.
 */
export function plan(model: Model, worker: number, watch?: Watch): SearchNeeds | null {
  const planned = understood(model, worker, watch);
  if (planned !== null) waiting.set(model, planned);
  return planned?.needs ?? null;
}

/** What one worker of a search has understood; each search asks anew, since what it takes for constant may have changed since. */
export function planned(model: Model, worker: number, watch?: Watch): PlannedSearch | null {
  const before = waiting.get(model);
  waiting.delete(model);
  return before?.worker === worker ? before : understood(model, worker, watch);
}

function understood(model: Model, worker: number, watch: Watch | undefined): PlannedSearch | null {
  const { now: { layout } } = model;
  if (layout.bytes > stateBytesMost) return null;
  const bytesEach = placesOf(model).end;
  const places = placesOf(model, worker * bytesEach);
  const search = understoodSearch(model, places, watch);
  if (search === null) return null;
  const packing = packingOf(layout, search.written);
  const digest = hashWords(Int32Array.from(packing.cells.flatMap(({ byte, bits, to, place }) => [byte, bits, to, place])), 0);
  return { worker, search, places, packing, needs: { words: packing.words, bytesEach, digest } };
}

/** Where the set of states of some workers lies. */
export function statesOf({ words, bytesEach }: SearchNeeds, workers: number, { bytesMost, statesMost = Infinity }: Limits): StatesMemory {
  return layOut({ words, workers, bytesMost, statesMost, from: workers * bytesEach });
}

/** Makes what some workers share. Throws a RangeError where the machine refuses so much memory. */
export function codeTeam(needs: SearchNeeds, workers: number, limits: Limits): CodeTeam {
  return { ...meetingPlace(workers), memory: makeMemory(statesOf(needs, workers, limits)) };
}
