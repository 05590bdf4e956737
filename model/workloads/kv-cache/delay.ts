/**
 * How long a request of the cache takes at most, by network calculus: on its core, in whose turns it waits for batches and for the lock;
 * then on the link, behind the answers of all cores.
 */
import { type Curve, curveConventions, deconvolve, horizontalDeviation, sumOfCurves } from "../../../src/timing/curves/index.ts";
import type { Assumption, Conventions } from "../../../src/timing/evidence.ts";
import type { Exact } from "../../../src/timing/exact.ts";
import { count } from "../io/path.ts";
import { curveFor, inBatches, oneByOne } from "../io/services.ts";
import { type CacheServer, cacheAssumptions, readServer } from "./server.ts";

export interface RequestDelay {
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** From a request's arrival until its answer has left; null where more arrives than is served, and no bound exists. */
  readonly delay: Exact | null;
  readonly onCore: Exact | null;
  readonly onLink: Exact | null;
}

/** For requests that a curve bounds at each of so many cores. The lock is handed on in the order of asking. */
export function requestDelay(server: CacheServer, cores: number, arrivals: Curve): RequestDelay {
  const { perLock, batch, link, fullBatch } = readServer(server);
  const turn = fullBatch.add(perLock.mul(count(cores, "cores") - 1));
  const onOneCore = curveFor(inBatches(turn, batch));
  const answers = deconvolve(arrivals, onOneCore);
  const onCore = horizontalDeviation(arrivals, onOneCore).bound;
  const onLink = answers === null ? null
    : horizontalDeviation(sumOfCurves(Array.from({ length: cores }, () => answers)), curveFor(oneByOne(link))).bound;
  const delay = onCore === null || onLink === null ? null : onCore.add(onLink);
  return { conventions: curveConventions, assumptions: cacheAssumptions, onCore, onLink, delay };
}
