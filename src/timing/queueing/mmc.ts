/**
 * Several servers of one queue, Poisson arrivals, exponential service. The load is in Erlang: arrival rate times mean service time.
 * Source: Erlang (1917); Kleinrock, Queueing Systems, volume 1 (1975), sections 3.5 and 3.6; the recursion
 * B(n) = a B(n-1) / (n + a B(n-1)).
 */
import { type Exact, type Given, exact, one, ratio } from "../exact.ts";
import { notNegative, positive } from "../task.ts";
import { type Means, bitsOf, count, isOverloaded, meansOf, memoryless, poisson, refuseLong } from "./expectation.ts";

/**
 * Erlang B: the probability that all servers are busy, where nobody waits. Exact, for any load. With a = p/q the recursion
 * is J(n) = p^n + n q J(n-1) in whole numbers, and B = p^n / J(n): one fraction is shortened instead of one a step.
 */
export function erlangB(servers: number, load: Given): Exact {
  const [c, a] = [count(servers, 1, "servers"), notNegative(load, "load")];
  refuseLong(c, bitsOf(a), "servers", `a load of ${bitsOf(a)} bits`);
  const { n: p, d: q } = a;
  let [power, all] = [1n, 1n];
  for (let n = 1; n <= c; n++) {
    power *= p;
    all = power + BigInt(n) * q * all;
  }
  return ratio(power, all);
}

/** Erlang C: the probability that a customer has to wait. Null where the load is not below the number of servers. */
export function erlangC(servers: number, load: Given): Exact | null {
  const blocked = erlangB(servers, load);
  const rho = notNegative(load, "load").div(servers);
  return isOverloaded(rho) ? null : blocked.div(one.sub(rho.mul(one.sub(blocked))));
}

/** Means; null where the queue grows without end. */
export function severalServers(
  servers: number, { load, serviceRate }: { readonly load: Given; readonly serviceRate: Given },
): Means | null {
  const [a, mu, waits] = [notNegative(load, "load"), positive(serviceRate, "serviceRate"), erlangC(servers, load)];
  if (waits === null) return null;
  const c = exact(servers, "servers");
  return meansOf(a.mul(mu), one.div(mu), waits.div(mu.mul(c.sub(a))), a.div(c), [poisson, memoryless]);
}
