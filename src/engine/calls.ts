/** Takes the calls of a state one at a time: slower than an expansion, but it knows which call it is. */
import type { Choose } from "../language/operation.ts";
import { Branches } from "./branches.ts";
import type { Model } from "./model.ts";

/** One call, tried in the state that was put back before. `choose` goes through every combination of answers. */
export type TakeCall = (operation: number, args: readonly number[], choose: Choose, branches: Branches) => boolean;

/** Calls that every state of a model allows, refused ones among them. */
export function callsOf({ steppers }: Model): number {
  return steppers.reduce((sum, { calls }) => sum + calls, 0);
}

/** Takes every call from a state, of one operation or of all, until `take` answers true; answers whether it did. */
export function everyCall(model: Model, state: Int32Array, take: TakeCall, operations = model.possible): boolean {
  const branches = new Branches();
  for (const operation of operations) {
    const stepper = model.steppers[operation]!;
    const args = stepper.args.map(() => 0);
    for (let calls = stepper.calls; calls > 0; calls--) {
      branches.begin();
      do {
        model.now.words.set(state);
        if (take(operation, args, branches.choose, branches)) return true;
      } while (branches.next());
      for (let i = 0; i < args.length; i++) {
        if (++args[i]! < stepper.args[i]!.values) break;
        args[i] = 0;
      }
    }
  }
  return false;
}
