/** What many cores do, as curves to draw: the model beside the points that were measured. */
import { type Exact, asNumber, exact } from "../../../src/timing/exact.ts";
import { crossCoreRate, sameCoreRate } from "./crossing.ts";
import { heldFrom, lockedSpeedup } from "./lock.ts";
import { crossings, lockedSpeedups, sameCoreCalls } from "./published.ts";

export interface Curves {
  readonly title: string;
  readonly x: string;
  readonly y: string;
  readonly curves: readonly Curve[];
}

export interface Curve {
  readonly name: string;
  readonly kind: "model" | "measured";
  readonly points: readonly (readonly [x: number, y: number])[];
}

const against = (most: number, value: (cores: number) => Exact): Curve["points"] =>
  Array.from({ length: most }, (_, i) => [i + 1, asNumber(value(i + 1))] as const);

/** One lock on up to eight cores: each machine with the lock that its measured speed-up shows; beside it kernels that share nothing. */
export const lockCurves = (): Curves => ({
  title: "One lock around the kernel: what more cores bring", x: "cores", y: "throughput over that of one core, 500 cycles of work between two calls",
  curves: [
    ...Object.entries(lockedSpeedups).flatMap(([machine, { work, speedup }]): Curve[] => [
      { name: machine, kind: "model", points: against(8, (cores) => lockedSpeedup(cores, work, heldFrom(work, speedup))) },
      { name: machine, kind: "measured", points: [[1, 1], [4, asNumber(exact(speedup, "speedup"))]] },
    ]),
    { name: "a kernel for each core, without a lock", kind: "model", points: against(8, (cores) => exact(cores, "cores")) },
  ],
});

/** A server on the client's core against one on a core of its own, in requests for a thousand cycles. */
export const crossingCurves = (): Curves => ({
  title: "A server on the client's core, or on one of its own", x: "cores", y: "requests for 1000 cycles; 400 cycles of work for a client, 100 for the server",
  curves: [
    { name: `same core: ${sameCoreCalls["with PCID"]} cycles for a call`, kind: "model", points: against(16, (cores) => sameCoreRate(cores, busy, sameCoreCalls["with PCID"]).mul(1000)) },
    ...Object.entries(crossings).map(([where, cycles]): Curve => ({ name: `server on a core of its own, ${where}: ${cycles} cycles for a crossing`, kind: "model",
      points: against(16, (cores) => crossCoreRate(cores, busy, cycles).mul(1000)) })),
  ],
});

const busy = { client: 400, server: 100 };
