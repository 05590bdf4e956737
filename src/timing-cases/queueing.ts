/** Worked cases of queueing formulas. */
import {
  type Expectation, asymptoticBounds, erlangB, erlangC, generalService, meanValueAnalysis, momentsOf,
  probabilityOfWaitingLonger, queueingConventions, severalServers, singleServer, singleServerWithRoomFor,
} from "../timing/queueing/index.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, analysis } from "./schema/analysis.ts";
import { above0, count, either, from0, listOf, number, object, otherwise, time } from "./schema/declare.ts";

/** That these are means, and what they rest on. */
const told = (means: readonly (Expectation | null)[]) => ({
  conventions: queueingConventions,
  assumptions: [
    { says: "these are means in the long run; no single delay is bounded by them", checked: "formulas for arrivals and services that chance draws" },
    ...restingOn(means),
  ],
});

const arrivals = number("the rate of arrivals", "customers a unit of time", from0);
const service = number("the rate of service of one server", "customers a unit of time", above0);
const growing = "null where the queue grows without end";
const inSystem = {
  L: `customers in the system, ${growing}`, Lq: "customers that wait", W: "their time in the system", Wq: "their time waiting",
} as const;
const room = count("a number of places", { least: 1 });

export const queueing: Analyses = {
  "queue.mm1": analysis({
    says: "One server, Poisson arrivals, exponential service.",
    input: object("rates", { lambda_: arrivals, mu: service }),
    answers: { rho: "the utilisation", ...inSystem, "pWaitGreater_t<t>": "the probability of waiting longer than so much, for 0 to 20" },
    answer: ({ lambda_, mu }) => {
      const rates = { arrivalRate: lambda_, serviceRate: mu };
      const means = singleServer(rates);
      return {
        rho: lambda_.div(mu), L: means?.inSystem ?? null, Lq: means?.waiting ?? null,
        W: means?.timeInSystem ?? null, Wq: means?.timeWaiting ?? null,
        ...Object.fromEntries(Array.from({ length: 21 }, (_, t) => [`pWaitGreater_t${t}`, probabilityOfWaitingLonger(rates, t)])),
        ...told([means]),
      };
    },
  }),
  "queue.mm1k": analysis({
    says: "The same with room for some customers: others are lost.",
    input: object("rates and room", {
      lambda_: arrivals, mu: service, room: either("places in the system, one number or several", room, listOf("numbers of places", room)),
    }),
    answers: {
      loss: "for each room, the part that is lost", X: "the throughput", L: "customers in the system", W: "their time in the system",
    },
    answer: ({ lambda_, mu, room: rooms }) => {
      const means = [rooms].flat().map((places) => singleServerWithRoomFor(places, { arrivalRate: lambda_, serviceRate: mu }));
      return {
        loss: means.map(({ loss }) => loss), X: means.map(({ throughput }) => throughput), L: means.map((one) => one.inSystem),
        W: means.map(({ timeInSystem }) => timeInSystem), ...told(means),
      };
    },
  }),
  "queue.mg1": analysis({
    says: "One server, Poisson arrivals, service times that take some values, as the hits and misses of a cache.",
    input: object("rates and service", {
      lambda_: arrivals,
      outcomes: listOf("the values that a service time takes; their probabilities add up to 1", object("a value", {
        time: time("the service time", from0), probability: number("its probability", "", { least: 0, most: 1 }),
      })),
    }),
    answers: { ES: "mean of the service", ES2: "mean square of the service", rho: "the utilisation", ...inSystem },
    answer: ({ lambda_, outcomes }) => {
      const moments = momentsOf(outcomes);
      const means = generalService(lambda_, moments);
      return {
        ES: moments.mean, ES2: moments.meanSquare, rho: lambda_.mul(moments.mean),
        L: means?.inSystem ?? null, Lq: means?.waiting ?? null,
        W: means?.timeInSystem ?? null, Wq: means?.timeWaiting ?? null, ...told([means]),
      };
    },
  }),
  "queue.mmc": analysis({
    says: "Several servers of one queue.",
    input: object("queues", {
      cases: listOf("the queues", object("a queue", {
        c: count("its servers", { least: 1 }), a: number("its load", "Erlang", from0), mu: service,
      })),
    }),
    answers: {
      erlangB: "for each of `cases`, the probability of loss without a queue", erlangC: "the probability of waiting",
      Wq: `the time waiting, ${growing}`,
    },
    answer: ({ cases }) => {
      const means = cases.map(({ c, a, mu }) => severalServers(c, { load: a, serviceRate: mu }));
      return {
        erlangB: cases.map(({ c, a }) => erlangB(c, a)),
        erlangC: cases.map(({ c, a }) => erlangC(c, a)),
        Wq: means.map((one) => one?.timeWaiting ?? null), ...told(means),
      };
    },
  }),
  "queue.mva": analysis({
    says: "Customers that go round between stations: mean value analysis.",
    input: object("stations and customers", {
      demands: listOf("service of each station in a round", time("a service", above0), { least: 1 }),
      thinkTime: otherwise(time("between rounds", from0), 0), N: listOf("numbers of customers", count("customers", { least: 1 })),
    }),
    answers: {
      X: "for each of `N`, rounds a unit of time", R: "the time of a round", maxThroughput: "the most rounds for any number",
      knee: "the customers from which on there is waiting for sure", XAtMost: "a bound of `X` that holds without the analysis", RAtLeast: "a bound of `R` that does",
    },
    answer: ({ demands, thinkTime, N }) => {
      const network = { demands, thinkTime };
      const means = N.map((customers) => meanValueAnalysis(network, customers));
      return {
        X: means.map(({ throughput }) => throughput), R: means.map(({ responseTime }) => responseTime),
        maxThroughput: asymptoticBounds(network, 1).saturation, knee: asymptoticBounds(network, 1).knee,
        XAtMost: N.map((customers) => asymptoticBounds(network, customers).throughputAtMost),
        RAtLeast: N.map((customers) => asymptoticBounds(network, customers).responseTimeAtLeast), ...told(means),
      };
    },
  }),
};
