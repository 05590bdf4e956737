/**
 * Looks for a trace that breaks a claim in fewer steps than one that is known, breadth first, and says how far it has looked: what it
 * finds is as short as any. Work is counted and never timed, so that the same is found everywhere; it comes to about a second.
 */
import { type Violation, type Watch, soundness } from "../claims/checking.ts";
import type { Model } from "../model.ts";
import type { Exploration, ExploreOptions } from "./exploration.ts";
import { explore, exploreByCode } from "./exploring.ts";
import { shorterPairOfRuns } from "./pairs-of-runs.ts";
import type { Found } from "./path-reconstruction.ts";

/** What a search for shorter traces has found. */
export interface Shorter {
  readonly found: Found | null;
  /** No trace of fewer steps breaks the claim. */
  readonly atLeast: number;
}

/** Memory for the states of a search. */
const bytesMost = 1 << 26;

/** Calls of one search, refused ones among them, by the sentences and by code: a claim over steps may be asked after each. */
const callsMost = 1 << 19;
const callsByCodeMost = 1 << 26;

/** Outcomes and claims of a specification for which code is made: for large ones that takes longer than a search may. */
const outcomesMost = 100;

/** Steps of a search by the sentences: a microsecond each in small states, 50 and more in large ones, of which operations look at much. */
const stepsMost = ({ now: { words } }: Model): number => 300_000 / (1 + (words.length / 50) ** 2);

/** Looks for traces of fewer than `size` steps; a smaller `share` of the work looks less far. */
export function shorterTraces(model: Model, wanted: Violation, size: number, share = 1, watch?: Watch): Shorter {
  if (size <= 1) return { found: null, atLeast: size };
  if (wanted.observer !== undefined) return wanted.claim === soundness ? { found: null, atLeast: 1 }
    : shorterPairOfRuns(model, wanted.claim, { size, bytesMost, callsMost: 2 * share * stepsMost(model) }, watch);
  const options: ExploreOptions = {
    depthMost: size - 1, bytesMost, symmetry: false, wanted, callsMost: share * callsMost, ...(watch === undefined ? {} : { watch }),
  };
  const bySentences = looked(explore(model, { ...options, stepsMost: share * stepsMost(model) }));
  const outcomes = model.claims.length + model.steppers.reduce((sum, one) => sum + one.outcomes.length, 0);
  if (outcomes > outcomesMost || bySentences.found !== null || bySentences.atLeast >= size) return bySentences;
  const byCode = exploreByCode(model, { ...options, callsMost: share * callsByCodeMost });
  // What the code says otherwise than the sentences do is no ground for anything.
  return byCode === null || byCode.disagreement !== undefined ? bySentences : looked(byCode);
}

/** All of a level was taken further before the next one was begun; where a search stopped there, some states were not looked at. */
function looked({ failure: found, stopped, depth }: Exploration): Shorter {
  if (stopped === null) return { found, atLeast: found?.steps.length ?? Infinity };
  return { found, atLeast: stopped === "depth" ? depth + 1 : Math.max(depth, 1) };
}
