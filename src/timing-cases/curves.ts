/** Worked cases of network calculus: one key for questions that the fields of the input tell apart. No bound is "inf" here. */
import {
  type Bucket, type Curve, type Flow, type Network, bucketsOver, constant, convolveAll, curveConventions, deconvolve, horizontalDeviation,
  leftOverBlind, leftOverFifo, leftOverPriority, limitAt, minimum, payMultiplexingOnlyOnce, rateLatency, rateOf, separateFlowAnalysis,
  staircase, sumOfCurves, tokenBucket, totalFlowAnalysis, verticalDeviation,
} from "../timing/curves/index.ts";
import { type Exact, largest } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import type { Answer } from "./comparing.ts";
import { eventFields } from "./events.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";
import { type Analyses, form } from "./schema/analysis.ts";
import {
  type Field, type Read, type ValueOf, above0, count, from0, listOf, named as namedShape, number, object, objectByKind, optional, otherwise,
  time,
} from "./schema/declare.ts";

const bucketFields = { b: number("its burst", "data", from0), r: number("its rate", "data a unit of time", from0) };
const serverFields = { R: number("its rate", "data a unit of time", from0), T: time("its latency", from0) };
const constantFields = { c: number("the amount", "data", from0) };
type GivenBucket = Read<typeof bucketFields>;
type GivenServer = Read<typeof serverFields>;

const bucket = object("a token bucket", bucketFields);
const server = object("a server", serverFields);

/** A curve as a case has it. */
type GivenCurve =
  | { readonly type: "tokenBucket" } & GivenBucket
  | { readonly type: "rateLatency" } & GivenServer
  | { readonly type: "staircase"; readonly C: Exact } & Read<typeof eventFields>
  | { readonly type: "constant" } & Read<typeof constantFields>
  | { readonly type: "rateLatency+constant" } & GivenServer & Read<typeof constantFields>
  | { readonly type: "min"; readonly of: readonly GivenCurve[] }
  | { readonly type: "min of token buckets"; readonly pieces: readonly GivenBucket[] };

/** Most curves inside each other. */
const depthMost = 50;

const curve = (says: string): Field<GivenCurve> => namedShape("curve", depthMost, says, () => shapes);
const shapes: Field<GivenCurve> = objectByKind("a curve", "type", "its shape", {
  "tokenBucket": bucketFields, "rateLatency": serverFields,
  "staircase": { ...eventFields, C: number("the work of an event", "data", above0) },
  "constant": constantFields, "rateLatency+constant": { ...serverFields, ...constantFields },
  "min": { of: listOf("curves, of which it is the least", curve("one of them"), { least: 1 }) },
  "min of token buckets": { pieces: listOf("token buckets, of which it is the least", bucket, { least: 1 }) },
}, {});

const events = object("events and their work", { eventModel: object("the events", eventFields), wcet: number("the work of an event", "data", above0) });

const link = object("a link of two priorities", {
  link: server, high: object("a token bucket of the higher priority", bucketFields), low: object("a token bucket of the lower priority", bucketFields),
  maxLowPacket: otherwise(number("a packet of the lower priority that cannot be preempted", "data", from0), 0),
});

const placeOfServer = count("the place of a server, from 0", { least: 0 });
const network = object("a network", {
  flows: listOf("the flows, each a token bucket", object("a flow", {
    ...bucketFields, path: optional(listOf("the servers that it goes through", placeOfServer, { least: 1 }), "all servers in order"),
  }), { least: 1 }),
  server: optional(object("the one server", serverFields), "several"), tandem: optional(listOf("servers one after the other", server, { least: 1 }), "none"),
  servers: optional(listOf("servers", server, { least: 1 }), "none"),
  flowOfInterest: otherwise(count("the place of the flow that is asked for, from 0", { least: 0 }), 0),
});

const tandem = object("servers one after the other", { tandem: listOf("the servers", server, { least: 1 }), arrival: curve("what arrives") });

const oneServer = object("a server", {
  arrival: curve("what arrives"), service: curve("what the server gives"), cross: optional(curve("other traffic through it"), "no other traffic"),
});

const delayOf = (arrival: Curve, service: Curve | null): Exact | "inf" =>
  orInf(service === null ? null : horizontalDeviation(arrival, service).bound);

function ofOneServer(input: ValueOf<typeof oneServer>): Answer {
  const [arrival, service] = [read(input.arrival, "arrival"), read(input.service, "service")];
  const cross = input.cross === undefined ? null : read(input.cross, "cross");
  const { bound, attainedAt } = horizontalDeviation(arrival, service);
  const output = deconvolve(arrival, service);
  return {
    delay: orInf(bound), attainedAt, backlog: orInf(verticalDeviation(arrival, service).bound),
    delayFifo: delayOf(arrival, cross === null ? service : leftOverFifo(service, cross)),
    delayBlind: delayOf(arrival, cross === null ? service : leftOverBlind(service, cross)),
    outputBurst: output === null ? "inf" : limitAt(output, 0, "after"), outputRate: output === null ? "inf" : rateOf(output),
  };
}

function ofTandem(input: ValueOf<typeof tandem>): Answer {
  const arrival = read(input.arrival, "arrival");
  const servers = input.tandem.map((one, i) => ({ name: `s${i}`, service: serviceOf(one, `tandem[${i}]`) }));
  const whole = convolveAll(servers.map(({ service }) => service));
  const alone: Network = { servers, flows: [{ name: "f", arrival, path: servers.map(({ name }) => name) }] };
  return {
    delayHopByHop: orInf(totalFlowAnalysis(alone, "f", "fifo").delay), delayEndToEnd: orInf(horizontalDeviation(arrival, whole).bound),
    backlogEndToEnd: orInf(verticalDeviation(arrival, whole).bound), endToEndService: asServer(whole),
  };
}

function ofNetwork(input: ValueOf<typeof network>): Answer {
  const servers = input.servers ?? input.tandem ?? (input.server === undefined ? [] : [input.server]);
  if (servers.length === 0) throw new TimingRefusal("missing", "servers", "are missing; give server, servers or tandem");
  const list = input.servers !== undefined ? "servers" : "tandem";
  const place = (i: number): string => input[list] === undefined ? "server" : `${list}[${i}]`;
  const given: Network = {
    servers: servers.map((one, i) => ({ name: `s${i}`, service: serviceOf(one, place(i)) })),
    flows: input.flows.map(({ path, ...own }, i): Flow => ({
      name: `f${i}`, arrival: bucketOf(own, `flows[${i}]`),
      path: (path ?? servers.map((_, hop) => hop)).map((one, hop) => `s${placeOf(one, servers, `flows[${i}].path[${hop}]`)}`),
    })),
  };
  const flow = `f${placeOf(input.flowOfInterest, input.flows, "flowOfInterest")}`;
  const [fifo, blind] = [totalFlowAnalysis(given, flow, "fifo"), totalFlowAnalysis(given, flow, "blind")];
  const [separateFifo, separate] =
    [separateFlowAnalysis(given, flow, { multiplexing: "fifo" }), separateFlowAnalysis(given, flow, { multiplexing: "blind" })];
  const once = payMultiplexingOnlyOnce(given, flow);
  const backlogs = blind.hops.flatMap(({ backlog }) => backlog ?? []);
  const most = backlogs.length < blind.hops.length ? "inf" : largest(backlogs);
  return {
    tfaFifo: orInf(fifo.delay), tfaArbitrary: orInf(blind.delay), tfaBacklog: most, tfaBacklogMax: most,
    sfaFifo: orInf(separateFifo.delay), sfaFifoBacklog: orInf(separateFifo.backlog),
    sfaArbitrary: orInf(separate.delay), sfaArbitraryBacklog: orInf(separate.backlog),
    pmoo: orInf(once.delay), pmooBacklog: orInf(once.backlog), assumptions: restingOn([fifo, blind, separateFifo, separate, once]),
  };
}

function ofLink(input: ValueOf<typeof link>): Answer {
  const whole = serviceOf(input.link, "link");
  const [high, low] = [bucketOf(input.high, "high"), bucketOf(input.low, "low")];
  const [toHigh, toLow] = [leftOverPriority(whole, [], input.maxLowPacket), leftOverPriority(whole, [high])];
  return {
    highService: asServer(toHigh), highDelay: orInf(horizontalDeviation(high, toHigh).bound),
    lowService: asServer(toLow), lowDelay: orInf(horizontalDeviation(low, toLow).bound),
  };
}

function ofEvents({ eventModel: { P, J, d }, wcet }: ValueOf<typeof events>): Answer {
  const buckets = named([["period", "eventModel.P"], ["jitter", "eventModel.J"], ["distance", "eventModel.d"], ["cost", "wcet"]],
    () => bucketsOver({ period: P, jitter: J, distance: d }, wcet));
  const asBucket = ({ burst, rate }: Bucket): { b: Exact; r: Exact } => ({ b: burst, r: rate });
  return { tokenBucketCover: asBucket(buckets[0]), minPieces: buckets.map(asBucket) };
}

const withConventions = <Input>(answer: (input: Input) => Answer) => (input: Input): Answer =>
  ({ ...answer(input), conventions: curveConventions });

export const curves: Analyses = {
  nc: {
    says: "Network calculus. The first of these fields that is there says what is asked: `eventModel`, `link`, `flows`, `tandem`, else one server.",
    remarks: [
      'Data is in one unit of your choice. No bound is "inf".',
      "Two separate-flow bounds are known for cross traffic that was with the flow upstream: it is bounded as if the flow were absent, or beside "
      + "it. The first is lower. `sfaArbitrary` and `sfaFifo` are the first where that is proven and the second elsewhere: what the answer rests on says "
      + "which. It is proven where nothing that leaves the flow's path comes back to it, not even another flow that waited beside what left; in "
      + "the order of arrival only for token buckets, rate-latency servers, and cross flows whose shared parts of the path do not overlap. The "
      + "DISCO calculator leaves the flow out of all that comes over the flow's own links: where parts overlap its FIFO bounds are lower.",
    ],
    forms: [
      form({
        by: "eventModel", says: "token buckets above events", input: events, answer: withConventions(ofEvents),
        answers: { tokenBucketCover: "the bucket of the long-run rate", minPieces: "buckets whose least is above the events" },
      }),
      form({
        by: "link", says: "two priorities on a link", input: link, answer: withConventions(ofLink),
        answers: { highService: "what the higher priority is served", highDelay: "its delay", lowService: "what the lower priority is served", lowDelay: "its delay" },
      }),
      form({
        by: "flows", says: "a flow among others", input: network, answer: withConventions(ofNetwork),
        answers: {
          tfaFifo: "delay by total flows, in the order of arrival", tfaArbitrary: "delay by total flows, in any order",
          tfaBacklog: "the largest backlog of a server on its path, by total flows", tfaBacklogMax: "the same",
          sfaFifo: "delay by separate flows, in the order of arrival", sfaFifoBacklog: "backlog by separate flows, in the order of arrival",
          sfaArbitrary: "delay by separate flows, in any order", sfaArbitraryBacklog: "backlog by separate flows, in any order",
          pmoo: "delay, paying multiplexing only once", pmooBacklog: "backlog, paying multiplexing only once",
        },
      }),
      form({
        by: "tandem", says: "servers one after the other", input: tandem, answer: withConventions(ofTandem),
        answers: {
          delayHopByHop: "delay, server by server", delayEndToEnd: "delay for all of them as one", backlogEndToEnd: "backlog for all of them as one",
          endToEndService: "what all of them as one give",
        },
      }),
      form({
        says: "one server", input: oneServer, answer: withConventions(ofOneServer),
        answers: {
          delay: "delay without the other traffic", attainedAt: "the arrival that waits so long", backlog: "backlog without the other traffic",
          outputBurst: "burst of what leaves, without the other traffic", outputRate: "its rate",
          delayFifo: "delay beside the other traffic, in the order of arrival", delayBlind: "delay beside it, in any order",
        },
      }),
    ],
  },
};

function read(given: GivenCurve, at: string): Curve {
  switch (given.type) {
    case "tokenBucket": return bucketOf(given, at);
    case "rateLatency": return serviceOf(given, at);
    case "staircase": return named([["period", `${at}.P`], ["jitter", `${at}.J`], ["distance", `${at}.d`], ["cost", `${at}.C`]],
      () => staircase({ period: given.P, jitter: given.J, distance: given.d }, given.C));
    case "constant": return constantOf(given, at);
    case "rateLatency+constant": return sumOfCurves([serviceOf(given, at), constantOf(given, at)]);
    case "min": return given.of.map((one, i) => read(one, `${at}.of[${i}]`)).reduce(minimum);
    case "min of token buckets": return given.pieces.map((one, i) => bucketOf(one, `${at}.pieces[${i}]`)).reduce(minimum);
  }
}

/** A place in a list. */
function placeOf(place: number, list: readonly unknown[], field: string): number {
  if (place >= list.length) throw new TimingRefusal("unknown name", field, `is ${place}; places are from 0 to ${list.length - 1}`);
  return place;
}

/** Curves of two numbers, which a refusal names as the case does. */
const serviceOf = ({ R, T }: GivenServer, at: string): Curve =>
  named([["rate", `${at}.R`], ["latency", `${at}.T`]], () => rateLatency(R, T));
const bucketOf = ({ b, r }: GivenBucket, at: string): Curve =>
  named([["burst", `${at}.b`], ["rate", `${at}.r`]], () => tokenBucket(b, r));
const constantOf = ({ c }: Read<typeof constantFields>, at: string): Curve => named([["amount", `${at}.c`]], () => constant(c));

const asServer = (of: Curve): { R: Exact; T: Exact } => ({ R: rateOf(of), T: of.from });
const orInf = (bound: Exact | null): Exact | "inf" => bound ?? "inf";
