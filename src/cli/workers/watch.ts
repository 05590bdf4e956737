/**
 * Lets the main thread see what a helper is evaluating, so that a sentence that never returns can be named.
 */
import type { Model, Watch } from "../../engine/index.ts";
import type { Specification } from "../../language/index.ts";
import { board } from "./protocol.ts";

/** A watch that writes to a shared board. */
export function watchOn(shared: Int32Array): Watch {
  return {
    enter(claim, operation) {
      shared[board.claim] = claim;
      shared[board.operation] = operation;
      shared[board.count]!++;
    },
  };
}

/** The specification with `seen` sentences that say when they begin. */
export function watchedSeen(specification: Specification, watch: Watch): Specification {
  return {
    ...specification,
    invariants: specification.invariants.map((invariant, c) => invariant.seen === undefined ? invariant : {
      ...invariant,
      seen: Object.fromEntries(Object.entries(invariant.seen).map(([sentence, holds]) => [sentence, (at, facts) => {
        watch.enter(c, -1);
        return holds(at, facts);
      }])),
    }),
  };
}

/** Makes the operations of a model say when they begin: strategies try them many times before a step is taken. */
export function watchOperations(model: Model, watch: Watch): Model {
  model.steppers.forEach((stepper, i) => {
    const tryOut = stepper.tryOut.bind(stepper);
    stepper.tryOut = (codes) => {
      watch.enter(-1, i);
      return tryOut(codes);
    };
  });
  return model;
}

/** The model with claims that say when they begin: for shrinking and telling, which do not say so themselves. */
export function watchedClaims(model: Model, watch: Watch): Model {
  return {
    ...model,
    claims: model.claims.map((claim, c) => {
      const { state, step, change, twoRuns } = claim;
      const watched = <A extends unknown[], R>(fn: (...args: A) => R) => (...args: A): R => {
        watch.enter(c, -1);
        return fn(...args);
      };
      return {
        ...claim,
        ...(state === undefined ? {} : { state: watched(state) }),
        ...(step === undefined ? {} : { step: watched(step) }),
        ...(change === undefined ? {} : { change: watched(change) }),
        ...(twoRuns === undefined ? {} : { twoRuns: { ...twoRuns, hidden: watched(twoRuns.hidden) } }),
      };
    }),
  };
}
