/**
 * One server, Poisson arrivals, any service times: Pollaczek and Khinchine, Wq = lambda E[S^2] / (2 (1 - rho)).
 * Source: Kleinrock, Queueing Systems, volume 1 (1975), section 5.6.
 */
import { type Exact, type Given, one, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { notNegative, positive } from "../task.ts";
import { type Means, isOverloaded, meansOf, poisson } from "./expectation.ts";

/** Mean and mean square of a service time. */
export interface ServiceMoments {
  readonly mean: Given;
  readonly meanSquare: Given;
}

/** Null where the utilisation is 1 or more. Refuses moments that no distribution has: mean squares are at least squares of means. */
export function generalService(arrivalRate: Given, service: ServiceMoments): Means | null {
  const lambda = notNegative(arrivalRate, "arrivalRate");
  const [mean, square] = [positive(service.mean, "service.mean"), positive(service.meanSquare, "service.meanSquare")];
  if (square.lt(mean.mul(mean))) throw new TimingRefusal("out of range", "service.meanSquare", `is ${square.toFraction()}, below the square of the mean ${mean.mul(mean).toFraction()}`);
  const rho = lambda.mul(mean);
  if (isOverloaded(rho)) return null;
  return meansOf(lambda, mean, lambda.mul(square).div(one.sub(rho).mul(2)), rho, [poisson, { says: "service times are independent of each other", checked: "taken as given" }]);
}

/** One of the values that a service time takes: a hit of a cache, or a miss. */
export interface Outcome {
  readonly time: Given;
  readonly probability: Given;
}

/** Most outcomes of one service. */
const outcomesMost = 200;

/** The moments of a service time that takes one of some values; probabilities must add up to 1. */
export function momentsOf(outcomes: readonly Outcome[]): { readonly mean: Exact; readonly meanSquare: Exact } {
  if (!Array.isArray(outcomes)) throw new TimingRefusal("missing", "outcomes", "must be a list");
  if (outcomes.length > outcomesMost) throw new TimingRefusal("too large", "outcomes", `has ${outcomes.length} entries; at most ${outcomesMost} are taken`);
  const read = outcomes.map(({ time, probability }: Outcome, i) =>
    ({ time: notNegative(time, `outcomes[${i}].time`), probability: notNegative(probability, `outcomes[${i}].probability`) }));
  const all = sum(read.map(({ probability }) => probability));
  if (!all.equals(one)) throw new TimingRefusal("out of range", "outcomes", `have probabilities that add up to ${all.toFraction()}; they must add up to 1`);
  return {
    mean: read.reduce((mean, { time, probability }) => mean.add(time.mul(probability)), zero),
    meanSquare: read.reduce((mean, { time, probability }) => mean.add(time.mul(time).mul(probability)), zero),
  };
}
