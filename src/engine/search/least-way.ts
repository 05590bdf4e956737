/**
 * One way among all that lead to a state in as few steps: from its end, each state is the least from which a step leads to the next. Which
 * of several parents a state has in the set depends on who was first; this way does not, so that searches by any number of workers tell
 * the same counterexample. It takes every step of the search a second time, up to the state's depth, but looks nothing up in the set.
 */
import { Unrepeatable } from "./path-reconstruction.ts";
import type { SearchCode } from "./search-code.ts";
import type { Transitions } from "./transitions.ts";
import type { Model } from "../model.ts";

/** Whether one state comes before another, word by word. */
export function isLess(one: Int32Array, other: Int32Array): boolean {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at < one.length && one[at]! < other[at]!;
}

/** The states on the least way to a state, given by number. What the code and the sentences have counted is no good afterwards. */
export function leastWay(model: Model, code: SearchCode, transitions: Transitions, state: number): Int32Array[] {
  const depths = code.depths();
  const way = [code.stateOf(state)];
  for (let at = state; depths[at]! > 1;) {
    at = leastBefore(model, code, transitions, depths, at);
    way.push(code.stateOf(at));
  }
  return way.reverse();
}

/** The least state of the level before from which a step leads to a state. */
function leastBefore(model: Model, code: SearchCode, transitions: Transitions, depths: Int32Array, sought: number): number {
  const { exports } = code;
  const depth = depths[sought]! - 1;
  let least: Int32Array | null = null;
  let number = -1;
  exports.sought.value = sought;
  for (let state = depths.indexOf(depth); state >= 0; state = depths.indexOf(depth, state + 1)) {
    exports.load(state);
    if (least !== null && !isLess(code.before, least)) continue;
    exports.wasFound.value = 0;
    if (!code.expand.every((expand) => expand() === 0)) {
      // Some step is at fault here; the sentences say which others there are.
      model.now.words.set(code.before);
      model.before.words.set(code.before);
      transitions.takeAll();
    }
    if (exports.wasFound.value === 0) continue;
    least = code.before.slice();
    number = state;
  }
  exports.sought.value = -1;
  if (number < 0) throw new Unrepeatable("a state of the search cannot be reached again from the states before it");
  return number;
}
