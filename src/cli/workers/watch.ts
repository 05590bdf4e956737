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

/** The specification with operations that say when they begin: strategies and the shrinker try them, too. */
export function watchedOperations(specification: Specification, watch: Watch): Specification {
  return {
    ...specification,
    operations: specification.operations.map((operation, i) => ({
      ...operation,
      look: (world, args, facts) => {
        watch.enter(-1, i);
        return operation.look?.(world, args, facts) ?? {};
      },
    })),
  };
}

/** The model with claims that say when they begin: for shrinking and telling, which do not say so themselves. */
export function watchedClaims(model: Model, watch: Watch): Model {
  return {
    ...model,
    claims: model.claims.map((claim, c) => {
      const { state, step, twoRuns } = claim;
      const enter = () => watch.enter(c, -1);
      return {
        ...claim,
        ...(state === undefined ? {} : { state: () => { enter(); return state(); } }),
        ...(step === undefined ? {} : { step: (view) => { enter(); return step(view); } }),
        ...(twoRuns === undefined ? {} : {
          twoRuns: { ...twoRuns, hidden: (observer, taken, facts) => { enter(); return twoRuns.hidden(observer, taken, facts); } },
        }),
      };
    }),
  };
}
