/** The whole graph of states and calls of a small system, in words: for drawing and for other tools. */
import { everyCall } from "./call-enumeration.ts";
import type { ExploreOptions } from "./exploration.ts";
import { explore } from "./exploring.ts";
import { guarded } from "../stepping/guard.ts";
import type { Model } from "../model.ts";
import { differencesOf, sentenceOf } from "../traces/replay.ts";
import { symmetryOf } from "../symmetry/symmetry.ts";

export interface StateGraph {
  /** The initial state first. A label says how a state differs from it, a line each. */
  readonly states: readonly { readonly label: readonly string[] }[];
  readonly edges: readonly { readonly from: number; readonly to: number; readonly label: string }[];
}

/** The graph of a system; null when it has more states than `statesMost`, or the search does not come to its end. */
export function stateGraph(model: Model, options: Omit<ExploreOptions, "team" | "wanted" | "visited">): StateGraph | null {
  const found: Int32Array[] = [];
  const { exhaustive, symmetric } = explore(model, { ...options, visited: (words) => { found.push(words.slice()); } });
  if (!exhaustive) return null;
  const symmetry = symmetric ? symmetryOf(model.now.layout) : null;
  const numbers = new Map(found.map((words, number) => [words.join(), number]));
  const edges: { from: number; to: number; label: string }[] = [];
  const states = found.map((words, from) => {
    guarded(() => everyCall(model, words, (operation, args, choose, { answers }) => {
      const outcome = model.steppers[operation]!.run(args, choose);
      if (outcome < model.steppers[operation]!.refusals) return false;
      const to = numbers.get((symmetry?.canonical(model.now.words) ?? model.now.words).join())!;
      edges.push({ from, to, label: sentenceOf(model, { operation, args, choices: answers }, outcome) });
      return false;
    }));
    model.before.words.set(found[0]!);
    model.now.words.set(words);
    return { label: from === 0 ? ["the initial state"] : differencesOf(model).map((line) => line.replace(/: .* -> /, ": ")) };
  });
  return { states, edges };
}
