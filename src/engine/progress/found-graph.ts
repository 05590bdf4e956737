/** The states that a search by the sentences has found, and the steps between them, taken once more call by call. */
import { everyCall } from "../search/call-enumeration.ts";
import type { Model } from "../model.ts";
import type { Packing } from "../search/packing.ts";
import { Unrepeatable } from "../search/path-reconstruction.ts";
import type { VisitedStates } from "../search/visited.ts";
import type { Exploration, ExploreOptions } from "../search/exploration.ts";
import { type FoundGraph, exploredClaims, progressOf } from "./deciding.ts";

/** What becomes of claims about progress among all states that a search has found, if it is asked for them. */
export function progressAmong(
  model: Model, packing: Packing, visited: VisitedStates, { bytesMost, wanted, team, watch }: ExploreOptions,
): Partial<Exploration> {
  if (wanted !== undefined || team !== undefined || exploredClaims(model).length === 0) return {};
  return progressOf(model, plainGraph(model, packing, visited), bytesMost - visited.bytes, watch);
}

/** The states of a search without symmetry, by one worker. */
function plainGraph(model: Model, packing: Packing, visited: VisitedStates): FoundGraph {
  const { now, steppers } = model;
  const packed = new Int32Array(packing.size);
  return {
    size: visited.size,
    load: (state) => {
      packing.unpack(visited.cells, state * visited.stride, now.words);
      return true;
    },
    expand: (tell) => {
      everyCall(model, now.words.slice(), (operation, args, choose) => {
        const stepper = steppers[operation]!;
        if (stepper.run(args, choose) < stepper.refusals) return false;
        const target = visited.numberOf(packed, packing.pack(now.words, packed, 0));
        if (target < 0) throw new Unrepeatable("a step leads to a state that the search did not find");
        tell(target, operation, args[0] ?? 0);
        return false;
      });
    },
  };
}
