/**
 * A rehearsal inside a helper: the right text is run before any mutant, and tells which traces reach which sentences, and which swaps
 * of steps make no difference.
 */
import { type CampaignOptions, comparingSwaps, namesLearned, recordReached } from "../engine/index.ts";
import type { Loaded } from "./load.ts";
import type { Rehearsal } from "./protocol.ts";

/** Runs the right text in the traces from `first` up to `last`. */
export function rehearse({ model }: Loaded, options: CampaignOptions, first: number, last: number): Rehearsal {
  const compared = comparingSwaps(model);
  const { bits, taken, failure } = recordReached(compared.model, options, first, last);
  return {
    same: compared.same(), differing: compared.differing(), reached: bits, taken, names: namesLearned(model),
    ...(failure === null ? {} : { failed: failure.violation.claim }),
  };
}
