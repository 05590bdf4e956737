/**
 * From the states on a way to the steps that lead along it, and to what goes wrong at its end. A search stores states
 * only; the steps between them are found again forwards, so that a trace is always one that really runs.
 */
import { callsLike, everyCall } from "./call-enumeration.ts";
import { Checker, type Violation, type Watch, isSame } from "../claims/checking.ts";
import { ClaimThrew } from "../claims/claims.ts";
import { type Model, restart } from "../model.ts";
import type { TraceStep } from "../traces/trace.ts";
import { SpecificationFault } from "../../language/fault.ts";

/** Thrown where what the search found does not come again when its steps are taken again. */
export class Unrepeatable extends Error {}

/** Packs a state as the search stored it. */
type Pack = (words: Int32Array, into: Int32Array) => void;

/** A violation with the steps that lead to it. */
export interface Found {
  readonly steps: readonly TraceStep[];
  readonly violation: Violation;
  /** For a claim that waits for something: the steps that are repeated for ever after those; none where the run stands still. */
  readonly loop?: readonly TraceStep[];
}

/**
 * Finds the steps along a way of packed states, and the violation: in its last state, or in a step from there when
 * `step` says what is wanted.
 */
export function retrace(
  model: Model, pack: Pack, way: readonly Int32Array[], step: { readonly wanted: Violation | undefined } | null, watch?: Watch,
): Found {
  const steps = stepsAlong(model, pack, way);
  if (step === null) return { steps, violation: lastViolation(model, steps, watch) };
  const last = brokenCall(model, model.now.words.slice(), step.wanted, watch);
  if (last === null) throw new Unrepeatable("a step that went wrong in the search does not when it is taken again");
  return { steps: [...steps, last.step], violation: { ...last.violation, at: steps.length + 1 } };
}

/** The steps along a way; the model is left in its last state. */
function stepsAlong(model: Model, pack: Pack, way: readonly Int32Array[]): TraceStep[] {
  const packed = new Int32Array(way[0]!.length);
  restart(model);
  return way.slice(1).map((target) => {
    const found = callInto(model, () => {
      pack(model.now.words, packed);
      return packed.every((word, i) => word === target[i]);
    });
    if (found === null) throw new Unrepeatable("a state of the search cannot be reached again from the state before it");
    return found;
  });
}

/**
 * The first call from the present state that leads where it is wanted: of some operations, with these first arguments. The model is left
 * there.
 */
export function callInto(
  model: Model, isThere: () => boolean, operations: readonly number[] = model.possible, given: readonly number[] = [],
): TraceStep | null {
  const state = model.now.words.slice();
  let found: TraceStep | null = null;
  operations.some((wanted) => callsLike(model, state, wanted, given, (operation, args, choose, { answers }) => {
    const stepper = model.steppers[operation]!;
    try {
      if (stepper.run(args, choose) < stepper.refusals) return false;
    } catch (error) {
      if (error instanceof SpecificationFault) return false;
      throw error;
    }
    if (!isThere()) return false;
    found = { operation, args: [...args], choices: [...answers] };
    return true;
  }));
  return found;
}

function lastViolation(model: Model, steps: readonly TraceStep[], watch?: Watch): Violation {
  const checker = new Checker(model, watch);
  let violation = checker.begin();
  for (const step of steps) violation = checker.take(step);
  if (violation === null) throw new Unrepeatable("a state that breaks a claim in the search does not when it is reached again");
  return violation;
}

/** The first call from a state that shows a violation, of the wanted kind when one is wanted. */
export function brokenCall(
  model: Model, state: Int32Array, wanted: Violation | undefined, watch?: Watch,
): { readonly step: TraceStep; readonly violation: Violation } | null {
  const checker = new Checker(model, watch);
  let found: { step: TraceStep; violation: Violation } | null = null;
  everyCall(model, state, (operation, args, choose, { answers }) => {
    try {
      const violation = checker.step(operation, args, choose);
      if (violation === null || (wanted !== undefined && !isSame(violation, wanted))) return false;
      found = { step: { operation, args: [...args], choices: [...answers] }, violation };
      return true;
    } catch (error) {
      if (error instanceof ClaimThrew && wanted !== undefined) return false;
      throw error;
    }
  });
  return found;
}
