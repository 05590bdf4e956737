/**
 * Lets the main thread see what a helper is evaluating, so that a sentence that never returns can be named.
 */
import type { Watch } from "../../engine/index.ts";
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
