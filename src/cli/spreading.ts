/**
 * Gives items to the helpers of a pool, one at a time each, until all are done or the run is stopped.
 */
import type { Pool } from "../running/pool.ts";

/** What came of the items, in their order; undefined for those that were not done when the signal came. */
export async function spread<T, R>(
  pool: Pick<Pool, "size">,
  items: readonly T[],
  work: (helper: number, item: T) => Promise<R>,
  stop: AbortSignal,
): Promise<(R | undefined)[]> {
  const results: (R | undefined)[] = items.map(() => undefined);
  let next = 0;
  let isOver = stop.aborted;
  const all = Promise.all(Array.from({ length: Math.min(pool.size, items.length) }, async (_, helper) => {
    for (let i = next++; i < items.length && !isOver; i = next++) results[i] = await work(helper, items[i]!);
  }));
  try {
    await Promise.race([all, whenAborted(stop)]);
  } finally {
    // Whatever is still being done fails when the helpers are ended, and must not begin something else.
    isOver = true;
  }
  return [...results];
}

function whenAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener("abort", () => resolve(), { once: true });
  });
}
