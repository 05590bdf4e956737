/** Two runs of a trace, with and without the steps that an observer must not learn of, compared after each step. */
import type { Invariant } from "../../../src/language/index.ts";
import { wrapping } from "./plain-step.ts";
import type { Interpreter, PlainTraceStep } from "./plain-search.ts";
import { copyOf } from "./plain-world.ts";

/** The step after which an observer sees or is told something else, or at which the shorter run is at fault; null when none is. */
export function differsAt(one: Interpreter, two: Interpreter, trace: readonly PlainTraceStep[], { each, unseen }: Invariant, observer: number): number | null {
  const { hidden, view, hears } = unseen!;
  let [state, other] = [copyOf(one.initial), copyOf(two.initial)];
  let parted = false;
  for (const [i, { operation, args, choices }] of trace.entries()) {
    const first = one.step(state, operation, args, wrapping(choices));
    if (first.end.fault !== null) return i + 1;
    state = copyOf(one.now.state);
    const seer = one.now.rows[each!]![observer];
    if (hidden(seer, first.step, one.facts)) parted = true;
    else {
      const second = two.step(other, operation, args, wrapping(choices));
      if (second.end.fault !== null) return i + 1;
      other = copyOf(two.now.state);
      if (second.step.answer !== first.step.answer && hears(seer, first.step, one.facts)) return i + 1;
    }
    two.now.state = copyOf(other);
    const [here, there] = [view(seer, one.now.rows, one.facts), view(two.now.rows[each!]![observer], two.now.rows, two.facts)];
    if (parted && JSON.stringify(here) !== JSON.stringify(there)) return i + 1;
  }
  return null;
}
