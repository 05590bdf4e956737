/** Worked cases of queueing formulas. */
import { type Given, exact } from "../timing/exact.ts";
import {
  type Expectation, type Outcome, asymptoticBounds, erlangB, erlangC, generalService, meanValueAnalysis, momentsOf,
  probabilityOfWaitingLonger, queueingConventions, severalServers, singleServer, singleServerWithRoomFor,
} from "../timing/queueing/index.ts";
import { restingOn } from "./resting.ts";

/** That these are means, and what they rest on. */
const told = (means: readonly (Expectation | null)[]) => ({
  conventions: queueingConventions,
  assumptions: [
    { says: "these are means in the long run; no single delay is bounded by them", checked: "formulas for arrivals and services that chance draws" },
    ...restingOn(means),
  ],
});

export const queueing: Readonly<Record<string, (input: any) => Record<string, unknown>>> = {
  "queue.mm1": ({ lambda_, mu }: { lambda_: Given; mu: Given }) => {
    const rates = { arrivalRate: lambda_, serviceRate: mu };
    const means = singleServer(rates);
    return {
      rho: exact(lambda_, "lambda_").div(exact(mu, "mu")), L: means?.inSystem ?? null, Lq: means?.waiting ?? null,
      W: means?.timeInSystem ?? null, Wq: means?.timeWaiting ?? null,
      ...Object.fromEntries(Array.from({ length: 21 }, (_, t) => [`pWaitGreater_t${t}`, probabilityOfWaitingLonger(rates, t)])),
      ...told([means]),
    };
  },
  "queue.mm1k": ({ lambda_, mu, room }: { lambda_: Given; mu: Given; room: number | readonly number[] }) => {
    const means = [room].flat().map((places) => singleServerWithRoomFor(places, { arrivalRate: lambda_, serviceRate: mu }));
    return {
      loss: means.map(({ loss }) => loss), X: means.map(({ throughput }) => throughput), L: means.map(({ inSystem }) => inSystem),
      W: means.map(({ timeInSystem }) => timeInSystem), ...told(means),
    };
  },
  "queue.mg1": ({ lambda_, outcomes }: { lambda_: Given; outcomes: readonly Outcome[] }) => {
    const service = momentsOf(outcomes);
    const means = generalService(lambda_, service);
    return {
      ES: service.mean, ES2: service.meanSquare, rho: exact(lambda_, "lambda_").mul(service.mean),
      L: means?.inSystem ?? null, Lq: means?.waiting ?? null,
      W: means?.timeInSystem ?? null, Wq: means?.timeWaiting ?? null, ...told([means]),
    };
  },
  "queue.mmc": ({ cases }: { cases: readonly { c: number; a: Given; mu: Given }[] }) => {
    const means = cases.map(({ c, a, mu }) => severalServers(c, { load: a, serviceRate: mu }));
    return {
      erlangB: cases.map(({ c, a }) => erlangB(c, a)),
      erlangC: cases.map(({ c, a }) => erlangC(c, a)),
      Wq: means.map((one) => one?.timeWaiting ?? null), ...told(means),
    };
  },
  "queue.mva": ({ demands, thinkTime = 0, N }: { demands: readonly Given[]; thinkTime?: Given; N: readonly number[] }) => {
    const network = { demands, thinkTime };
    const means = N.map((customers) => meanValueAnalysis(network, customers));
    return {
      X: means.map(({ throughput }) => throughput), R: means.map(({ responseTime }) => responseTime),
      maxThroughput: asymptoticBounds(network, 1).saturation, knee: asymptoticBounds(network, 1).knee,
      XAtMost: N.map((customers) => asymptoticBounds(network, customers).throughputAtMost),
      RAtLeast: N.map((customers) => asymptoticBounds(network, customers).responseTimeAtLeast), ...told(means),
    };
  },
};
