/** A cluster of nodes: no request takes longer than the bound, a lone message takes what LogP says, and bad input is refused. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Cluster, type Requests, exchange, readCluster } from "../../model/workloads/cluster/cluster.ts";
import { messageTimes } from "../../model/workloads/cluster/published.ts";
import { fanOutBound } from "../../model/workloads/cluster/response.ts";
import { type Request, simulateCluster } from "../../model/workloads/cluster/simulate.ts";
import { exact, ratio } from "../../src/timing/exact.ts";

const clusters: fc.Arbitrary<Cluster> = fc.record({ latency: fc.integer({ min: 0, max: 40 }), overhead: fc.integer({ min: 1, max: 8 }),
  gap: fc.integer({ min: 0, max: 20 }), clients: fc.integer({ min: 1, max: 3 }), servers: fc.integer({ min: 1, max: 5 }) });

/** Requests of all clients within their periods, with messages that are as quick as they like. */
const runs = clusters.chain((cluster) => fc.record({
  cluster: fc.constant(cluster),
  requests: fc.record({ fanOut: fc.integer({ min: 1, max: cluster.servers }), work: fc.integer({ min: 0, max: 30 }), period: fc.integer({ min: 20, max: 600 }) }),
  clients: fc.array(fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 8 }), { minLength: cluster.clients, maxLength: cluster.clients }),
  shifts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 24, maxLength: 24 }),
  quick: fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 40, maxLength: 40 }),
}));

function requestsOf(cluster: Cluster, { fanOut, period }: Requests, clients: readonly (readonly number[])[], shifts: readonly number[], quick: readonly number[]): Request[] {
  const made = clients.flatMap((later, client) => {
    let at = 0;
    return later.map((by, i) => ({ client, at: (at += by + (i > 0 ? Number(period) : 0)) }));
  }).sort((a, b) => a.at - b.at);
  return made.map((one, i) => ({
    ...one, servers: Array.from({ length: fanOut }, (_, part) => (part + shifts[i]!) % cluster.servers),
    onLink: Array.from({ length: fanOut }, (_, part) => [quick[(i * 7 + part * 2) % 40]! % (Number(cluster.latency) + 1), quick[(i * 5 + part * 3 + 1) % 40]! % (Number(cluster.latency) + 1)] as const),
  }));
}

describe("a cluster", () => {
  test("answers no request later than network calculus says, with whatever messages", () => {
    let bounded = 0;
    fc.assert(fc.property(runs, ({ cluster, requests, clients, shifts, quick }) => {
      const { response } = fanOutBound(cluster, requests);
      const { longest } = simulateCluster(cluster, requests, requestsOf(cluster, requests, clients, shifts, quick));
      if (response !== null) bounded++;
      return response === null || longest.lte(response);
    }), { numRuns: 700, seed: 10 });
    expect(bounded).toBeGreaterThan(200);
  });
  test("exchanges a lone message in what LogP says, and bounds it by little more", () => {
    fc.assert(fc.property(clusters, fc.integer({ min: 0, max: 50 }), (given, work) => {
      const [cluster, requests] = [{ ...given, clients: 1, servers: 1 }, { fanOut: 1, work, period: 10_000 }];
      const alone = exchange(readCluster(cluster, requests));
      const { longest } = simulateCluster(cluster, requests, [{ client: 0, at: 3, servers: [0] }]);
      const { overhead, gap } = readCluster(cluster, requests);
      const { response } = fanOutBound(cluster, requests);
      return longest.equals(alone) && response!.gte(alone) && response!.lte(alone.add(gap.mul(3)).add(overhead.mul(2)));
    }), { seed: 10 });
  });
  test("takes no less with a longer link, more overhead, a wider gap, more work or more servers to ask", () => {
    fc.assert(fc.property(runs, ({ cluster, requests }) => {
      const here = fanOutBound(cluster, requests).response;
      const worse = [fanOutBound({ ...cluster, latency: Number(cluster.latency) + 1 }, requests), fanOutBound({ ...cluster, overhead: Number(cluster.overhead) + 1 }, requests),
        fanOutBound({ ...cluster, gap: Number(cluster.gap) + 1 }, requests), fanOutBound(cluster, { ...requests, work: Number(requests.work) + 1 }),
        fanOutBound({ ...cluster, servers: cluster.servers + 1 }, { ...requests, fanOut: requests.fanOut + 1 })];
      return worse.every(({ response }) => response === null || (here !== null && response.gte(here)));
    }), { seed: 10, numRuns: 60 });
  });
  test("has the bound that follows by hand", () => {
    // Messages leave within 2 + 3 * 7; a server gets up to 2 of 2 clients, 30 each; with jitter 23 + 50 + 60 + 50 above the period, two requests' answers come at once.
    expect(fanOutBound({ latency: 50, overhead: 2, gap: 5, clients: 2, servers: 3 }, { fanOut: 3, work: 26, period: 150 }))
      .toMatchObject({ sending: ratio(23), serving: ratio(60), receiving: ratio(2 + 6 * 7), response: ratio(23 + 50 + 60 + 50 + 44) });
  });
  test("has no bound where a server or a client gets more than it can do", () => {
    const cluster: Cluster = { latency: 10, overhead: 2, gap: 3, clients: 4, servers: 2 };
    expect(fanOutBound(cluster, { fanOut: 1, work: 30, period: 100 })).toMatchObject({ response: null, serving: null });
    expect(fanOutBound({ ...cluster, clients: 1 }, { fanOut: 2, work: 1, period: 6 })).toMatchObject({ response: null, sending: null });
    expect(fanOutBound(cluster, { fanOut: 1, work: 20, period: 100 }).response).not.toBeNull();
  });
  test("has published messages that are numbers", () => {
    for (const { microseconds } of Object.values(messageTimes)) expect(exact(microseconds, "microseconds").gt(0)).toBe(true);
  });
  const [cluster, requests]: [Cluster, Requests] = [{ latency: 1, overhead: 1, gap: 1, clients: 1, servers: 2 }, { fanOut: 2, work: 1, period: 50 }];
  for (const [field, wrong] of Object.entries({ latency: -1, overhead: 0, gap: Number.NaN, clients: 0, servers: 1e9, "requests.fanOut": 3, "requests.work": "hard", "requests.period": 0 }))
    test(`is refused for its ${field}`, () => {
      const name = field.replace("requests.", "");
      const [a, b] = [{ ...cluster, ...(name in cluster ? { [name]: wrong } : {}) }, { ...requests, ...(name in requests ? { [name]: wrong } : {}) }] as [Cluster, Requests];
      for (const asked of [() => fanOutBound(a, b), () => simulateCluster(a, b, [])]) expect(asked).toThrow(expect.objectContaining({ name: "TimingRefusal", field }));
    });
  test("is refused for requests to nobody, from nobody, too late on the link, or out of order", () => {
    const one: Request = { client: 0, at: 1, servers: [0, 1] };
    for (const [field, made] of [["made[0].servers", [{ ...one, servers: [0, 0] }]], ["made[0].servers[1]", [{ ...one, servers: [0, 2] }]],
      ["made[0].client", [{ ...one, client: 1 }]], ["made[0].onLink[0][1]", [{ ...one, onLink: [[0, 2], [0, 0]] }]], ["made[1].at", [one, { ...one, at: 0 }]]] as const)
      expect(() => simulateCluster(cluster, requests, made as readonly Request[])).toThrow(expect.objectContaining({ field }));
  });
});
