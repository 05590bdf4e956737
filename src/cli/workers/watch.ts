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

/**
 * The specification with operations and `seen` sentences that say when they begin: strategies try operations many
 * times before a step is taken.
 */
export function watchedSpecification(specification: Specification, watch: Watch): Specification {
  return {
    ...specification,
    operations: specification.operations.map((operation, i) => ({
      ...operation,
      look: (world, args, facts) => {
        watch.enter(-1, i);
        return operation.look?.(world, args, facts) ?? {};
      },
    })),
    invariants: specification.invariants.map((invariant, c) => invariant.seen === undefined ? invariant : {
      ...invariant,
      seen: Object.fromEntries(Object.entries(invariant.seen).map(([sentence, holds]) => [sentence, (at, facts) => {
        watch.enter(c, -1);
        return holds(at, facts);
      }])),
    }),
  };
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
