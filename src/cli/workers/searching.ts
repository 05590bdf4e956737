/**
 * A helper's share of a search, with its counterexample told in words.
 */
import { type Model, type Watch, explore } from "../../engine/index.ts";
import { noSuchMemory } from "../refusal.ts";
import type { Questions, Search } from "./protocol.ts";
import { recordedTrace } from "./telling.ts";

type Explore = Questions["explore"];

export function exploreShare(
  model: Model, search: Search, event: (progress: Explore["event"]) => void, watch: Watch,
): Explore["answer"] {
  const exploration = shareOf(model, { ...search, watch, progress: (states, depth) => event({ states, depth }) });
  const { failure } = exploration;
  return failure === null ? { exploration }
    : { exploration, told: recordedTrace(model, failure.steps, failure.violation, watch) };
}

function shareOf(model: Model, options: Parameters<typeof explore>[1]): ReturnType<typeof explore> {
  try {
    return explore(model, options);
  } catch (error) {
    throw noSuchMemory(error, options.bytesMost);
  }
}
