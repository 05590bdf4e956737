/**
 * A helper's share of a search, with its counterexample told in words.
 */
import type { Exploration, ExploreOptions, Model, Watch } from "../engine/index.ts";
import { noSuchMemory } from "./refusal.ts";
import type { Questions, Search } from "./protocol.ts";
import { recordedTrace } from "./telling.ts";

type Explore = Questions["explore"];

/** By the sentences, or by their code, which must be understood then. */
export function exploreShare(
  model: Model, search: Search, event: (progress: Explore["event"]) => void, watch: Watch,
  searching: (model: Model, options: ExploreOptions) => Exploration,
): Explore["answer"] {
  const options = { ...search, watch, progress: (states: number, depth: number) => event({ states, depth }) };
  const exploration = shareOf(model, options, searching);
  const { failure } = exploration;
  return failure === null ? { exploration }
    : { exploration, told: recordedTrace(model, failure.steps, failure.violation, watch, undefined, failure.loop) };
}

function shareOf(model: Model, options: ExploreOptions, searching: (model: Model, options: ExploreOptions) => Exploration): Exploration {
  try {
    return searching(model, options);
  } catch (error) {
    throw noSuchMemory(error, options.bytesMost);
  }
}
