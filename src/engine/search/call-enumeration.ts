/** Takes the calls of a state one at a time: slower than an expansion, but it knows which call it is. */
import type { Choose } from "../../language/operation.ts";
import { Branches } from "./choice-enumeration.ts";
import type { Model } from "../model.ts";

/** One call, tried in the state that was put back before. `choose` goes through every combination of answers. */
export type TakeCall = (operation: number, args: readonly number[], choose: Choose, branches: Branches) => boolean;

/** Calls that every state of a model allows, refused ones among them. */
export function callsOf({ steppers }: Model): number {
  return steppers.reduce((sum, { calls }) => sum + calls, 0);
}

/** Takes every call from a state, of one operation or of all, until `take` answers true; answers whether it did. */
export function everyCall(model: Model, state: Int32Array, take: TakeCall, operations = model.possible): boolean {
  return operations.some((operation) => callsLike(model, state, operation, [], take));
}

/** Takes every call of an operation whose first arguments are those that are given, until `take` answers true. */
export function callsLike(model: Model, state: Int32Array, operation: number, given: readonly number[], take: TakeCall): boolean {
  const branches = new Branches();
  const stepper = model.steppers[operation]!;
  const args = stepper.args.map((_, i) => given[i] ?? 0);
  for (;;) {
    branches.begin();
    do {
      model.now.words.set(state);
      if (take(operation, args, branches.answer, branches)) return true;
    } while (branches.next());
    let i = given.length;
    for (; i < args.length; i++) {
      if (++args[i]! < stepper.args[i]!.values) break;
      args[i] = 0;
    }
    if (i === args.length) return false;
  }
}
