/**
 * A helper's share of a search, with its counterexample told in words.
 */
import { type Exploration, type ExploreOptions, type Model, type Watch, explore, exploreByCode } from "../../engine/index.ts";
import { noSuchMemory } from "../refusal.ts";
import type { Questions, Search } from "./protocol.ts";
import { recordedTrace } from "./telling.ts";

type Explore = Questions["explore"];

export function exploreShare(
  model: Model, search: Search, event: (progress: Explore["event"]) => void, watch: Watch,
): Explore["answer"] {
  return told(model, search, event, watch, explore);
}

/** As `exploreShare`, but with the code of the sentences; null where some of them are not understood. */
export function shareByCode(
  model: Model, search: Search, event: (progress: Explore["event"]) => void, watch: Watch,
): Explore["answer"] | null {
  return told(model, search, event, watch, exploreByCode);
}

function told<E extends Exploration | null>(
  model: Model, search: Search, event: (progress: Explore["event"]) => void, watch: Watch,
  searching: (model: Model, options: ExploreOptions) => E,
): Explore["answer"] | (null extends E ? null : never) {
  const exploration = shareOf(model, { ...search, watch, progress: (states, depth) => event({ states, depth }) }, searching);
  if (exploration === null) return null as never;
  const { failure } = exploration;
  return failure === null ? { exploration }
    : { exploration, told: recordedTrace(model, failure.steps, failure.violation, watch) };
}

function shareOf<E>(model: Model, options: ExploreOptions, searching: (model: Model, options: ExploreOptions) => E): E {
  try {
    return searching(model, options);
  } catch (error) {
    throw noSuchMemory(error, options.bytesMost);
  }
}
