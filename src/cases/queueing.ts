/** Worked cases of queueing formulas. */
import type { Given } from "../timing/exact.ts";
import { asymptoticBounds, erlangB, erlangC, meanValueAnalysis, probabilityOfWaitingLonger, severalServers, singleServer } from "../timing/queueing/index.ts";

export const queueing: Readonly<Record<string, (input: any) => Record<string, unknown>>> = {
  "queue.mm1": ({ lambda_, mu }: { lambda_: Given; mu: Given }) => {
    const rates = { arrivalRate: lambda_, serviceRate: mu };
    const means = singleServer(rates);
    return {
      rho: means?.utilisation ?? null, L: means?.inSystem ?? null, Lq: means?.waiting ?? null, W: means?.timeInSystem ?? null,
      Wq: means?.timeWaiting ?? null, pWaitGreater_t5: probabilityOfWaitingLonger(rates, 5),
    };
  },
  "queue.mmc": ({ cases }: { cases: readonly { c: number; a: Given; mu: Given }[] }) => ({
    erlangB: cases.map(({ c, a }) => erlangB(c, a)),
    erlangC: cases.map(({ c, a }) => erlangC(c, a)),
    Wq: cases.map(({ c, a, mu }) => severalServers(c, { load: a, serviceRate: mu })?.timeWaiting ?? null),
  }),
  "queue.mva": ({ demands, thinkTime, N }: { demands: readonly Given[]; thinkTime: Given; N: readonly number[] }) => {
    const network = { demands, thinkTime };
    const means = N.map((customers) => meanValueAnalysis(network, customers));
    return {
      X: means.map(({ throughput }) => throughput), R: means.map(({ responseTime }) => responseTime),
      maxThroughput: asymptoticBounds(network, 1).saturation,
    };
  },
};
