/** The cache with the costs of a measured system in the place of its own, which were not found. */
import { type Exact, type Given, asNumber, exact, ratio } from "../../../src/timing/exact.ts";
import { positive } from "../../../src/timing/task.ts";
import type { Curve, Curves } from "../scaling/curves.ts";
import { maglev } from "./published.ts";
import { type CacheServer, scalingCurve } from "./server.ts";

/** What a batch takes besides its packets, and what a packet takes, in nanoseconds. */
export interface BatchCosts {
  readonly crossing: Exact;
  readonly packet: Exact;
}

/** Both costs from millions of packets a second in batches of 1 and of 32: 1/r = packet + crossing/batch, twice. */
export function batchCosts(single: Given, batched: Given): BatchCosts {
  const [each, many] = [ratio(1000).div(positive(single, "single")), ratio(1000).div(positive(batched, "batched"))];
  const crossing = each.sub(many).mul(32).div(31);
  return { crossing, packet: each.sub(crossing) };
}

/** A request's bytes on the wire, preamble and gap included, and the wire's bits a second. */
export interface Wire {
  readonly bytes: Given;
  readonly bitsPerSecond: Given;
}

/** A packet of 64 bytes on 10 GbE. */
export const wire = { bytes: "84", bitsPerSecond: "10000000000" } as const;

/** A cache whose requests cost what those packets do, in nanoseconds. */
export const cacheFrom = ({ crossing, packet }: BatchCosts, batch: number, { bytes, bitsPerSecond }: Wire = wire): CacheServer => ({
  perRequest: packet, perBatch: crossing, batch,
  link: positive(bytes, "wire.bytes").mul(8).mul(1_000_000_000).div(positive(bitsPerSecond, "wire.bitsPerSecond")),
});

/** Up to four cores on one link of 10 GbE, in millions of requests a second, beside what Maglev was measured with. */
export function cacheCurves(): Curves {
  const costs = batchCosts(maglev["one core, batch 1"].rate, maglev["one core, batch 32"].rate);
  const model = (name: string, batch: number): Curve => ({ name, kind: "model",
    points: scalingCurve(cacheFrom(costs, batch), 4).map(({ cores, rate }) => [cores, asNumber(rate.mul(1000))] as const) });
  const measured = (name: string, cores: number, rate: string): Curve => ({ name, kind: "measured", points: [[cores, asNumber(exact(rate, "rate"))]] });
  return {
    title: "A cache with a pipeline on each core, at the costs of Atmosphere's Maglev", x: "cores", y: "millions of requests a second on 10 GbE",
    curves: [
      model("batches of 32", 32), measured("batches of 32", 1, maglev["one core, batch 32"].rate),
      model("without batches", 1), measured("without batches", 1, maglev["one core, batch 1"].rate),
      measured("driver on a core, application on another", 2, maglev["two cores"].rate),
    ],
  };
}
