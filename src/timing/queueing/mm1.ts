/**
 * One server, Poisson arrivals, exponential service. Sources: Kleinrock, Queueing Systems, volume 1 (1975), sections 3.2 and 3.6.
 * Rates are customers a unit of time.
 */
import { type Exact, type Given, asNumber, one, ratio, zero } from "../exact.ts";
import { notNegative, positive } from "../task.ts";
import { type Expectation, type Means, bitsOf, count, isOverloaded, meansOf, memoryless, poisson, refuseLong } from "./expectation.ts";

export interface Rates {
  readonly arrivalRate: Given;
  readonly serviceRate: Given;
}

/** With room for all: L = rho / (1 - rho). Null where the utilisation is 1 or more, and the queue grows without end. */
export function singleServer(rates: Rates): Means | null {
  const [lambda, mu] = readRates(rates);
  const rho = lambda.div(mu);
  if (isOverloaded(rho)) return null;
  return meansOf(lambda, one.div(mu), rho.div(mu.sub(lambda)), rho, [poisson, memoryless]);
}

/**
 * The probability that a customer waits for longer than t before service: rho exp(-(mu - lambda) t). A plain number, since it has an
 * exponential. Null where the queue grows without end.
 */
export function probabilityOfWaitingLonger(rates: Rates, t: Given): number | null {
  const [lambda, mu] = readRates(rates);
  const time = notNegative(t, "t");
  const rho = lambda.div(mu);
  return isOverloaded(rho) ? null : asNumber(rho) * Math.exp(-asNumber(mu.sub(lambda).mul(time)));
}

export interface Lossy extends Expectation {
  /** Probability that an arrival finds no room, and is lost. */
  readonly loss: Exact;
  readonly throughput: Exact;
  readonly utilisation: Exact;
  readonly inSystem: Exact;
  /** From arrival to departure, of those that find room; null where nothing arrives. */
  readonly timeInSystem: Exact | null;
}

/**
 * With room for that many, the one in service included: p(n) is in proportion to rho^n. Every load is taken. With rho = p/q the weights
 * p^n q^(room - n) are whole numbers, and one fraction is shortened instead of one a step.
 */
export function singleServerWithRoomFor(room: number, rates: Rates): Lossy {
  const places = count(room, 1, "room");
  const [lambda, mu] = readRates(rates);
  const rho = lambda.div(mu);
  refuseLong(places, bitsOf(rho), "room", `a utilisation of ${bitsOf(rho)} bits`);
  let [power, all, weighted] = [1n, 1n, 0n];
  for (let n = 1; n <= places; n++) {
    power *= rho.n;
    all = all * rho.d + power;
    weighted = weighted * rho.d + BigInt(n) * power;
  }
  const loss = ratio(power, all);
  const throughput = lambda.mul(one.sub(loss));
  const inSystem = ratio(weighted, all);
  return {
    meaning: "expectation", loss, throughput, inSystem, utilisation: throughput.div(mu),
    timeInSystem: throughput.equals(zero) ? null : inSystem.div(throughput),
    assumptions: [poisson, memoryless, { says: "who finds no room is lost", checked: `room for ${places}` }],
  };
}

const readRates = ({ arrivalRate, serviceRate }: Rates): readonly [Exact, Exact] =>
  [notNegative(arrivalRate, "arrivalRate"), positive(serviceRate, "serviceRate")];
