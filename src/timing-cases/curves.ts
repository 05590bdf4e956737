/**
 * Worked cases of network calculus: one key for shapes that the fields of the input tell apart. No bound is "inf" here.
 */
import {
  type Bucket, type Curve, type Flow, type Network, bucketsOver, constant, convolveAll, curveConventions, deconvolve, horizontalDeviation,
  leftOverBlind, leftOverFifo, leftOverPriority, limitAt, minimum, payMultiplexingOnlyOnce, rateLatency, rateOf, separateFlowAnalysis,
  staircase, sumOfCurves, tokenBucket, totalFlowAnalysis, verticalDeviation,
} from "../timing/curves/index.ts";
import { type Exact, type Given, largest } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { named } from "./naming.ts";
import { restingOn } from "./resting.ts";

interface GivenBucket { readonly b: Given; readonly r: Given }
interface GivenServer { readonly R: Given; readonly T: Given }
interface GivenEvents { readonly P: Given; readonly J?: Given; readonly d?: Given; readonly C: Given }
/** A curve as a case has it. */
interface GivenCurve extends Partial<GivenBucket>, Partial<GivenServer>, Partial<GivenEvents> {
  readonly type: string;
  readonly c?: Given;
  readonly of?: readonly GivenCurve[];
  readonly pieces?: readonly GivenBucket[];
}

export const curves: Readonly<Record<string, (input: any) => Record<string, unknown>>> = {
  nc: (input) => ({ ...questionIn(input)(input), conventions: curveConventions }),
};

/** What is asked, by the fields that are there. */
function questionIn(input: object): (input: any) => Record<string, unknown> {
  if ("eventModel" in input) return cover;
  if ("link" in input) return strictPriority;
  if ("flows" in input) return network;
  return "tandem" in input ? tandem : oneServer;
}

function oneServer(input: { arrival: GivenCurve; service: GivenCurve; cross?: GivenCurve }): Record<string, unknown> {
  const [arrival, service] = [read(input.arrival, "arrival"), read(input.service, "service")];
  const left = input.cross === undefined ? { fifo: service, blind: service } : beside(service, read(input.cross, "cross"));
  const { bound, attainedAt } = horizontalDeviation(arrival, service);
  const output = deconvolve(arrival, service);
  return {
    delay: orInf(bound), attainedAt, backlog: orInf(verticalDeviation(arrival, service).bound),
    delayFifo: delayOf(arrival, left.fifo), delayBlind: delayOf(arrival, left.blind),
    outputBurst: output === null ? "inf" : limitAt(output, 0, "after"), outputRate: output === null ? "inf" : rateOf(output),
  };
}

/** What a service leaves beside other traffic, in either order. */
const beside = (service: Curve, cross: Curve): { fifo: Curve | null; blind: Curve } =>
  ({ fifo: leftOverFifo(service, cross), blind: leftOverBlind(service, cross) });

const delayOf = (arrival: Curve, service: Curve | null): Exact | "inf" =>
  orInf(service === null ? null : horizontalDeviation(arrival, service).bound);

function tandem(input: { arrival: GivenCurve; tandem: readonly GivenServer[] }): Record<string, unknown> {
  if (input.tandem.length === 0) throw new TimingRefusal("missing", "tandem", "must have at least one server");
  const arrival = read(input.arrival, "arrival");
  const servers = input.tandem.map((one, i) => ({ name: `s${i}`, service: serviceOf(one, `tandem[${i}]`) }));
  const whole = convolveAll(servers.map(({ service }) => service));
  const alone: Network = { servers, flows: [{ name: "f", arrival, path: servers.map(({ name }) => name) }] };
  return {
    delayHopByHop: orInf(totalFlowAnalysis(alone, "f", "fifo").delay), delayEndToEnd: orInf(horizontalDeviation(arrival, whole).bound),
    backlogEndToEnd: orInf(verticalDeviation(arrival, whole).bound), endToEndService: server(whole),
  };
}

function network(input: { server?: GivenServer; servers?: readonly GivenServer[]; tandem?: readonly GivenServer[];
  flows: readonly (GivenBucket & { path?: readonly number[] })[]; flowOfInterest?: number }): Record<string, unknown> {
  const servers = input.servers ?? input.tandem ?? (input.server === undefined ? [] : [input.server]);
  if (servers.length === 0) throw new TimingRefusal("missing", "servers", "are missing; give server, servers or tandem");
  const list = input.servers !== undefined ? "servers" : "tandem";
  const place = (i: number): string => input[list] === undefined ? "server" : `${list}[${i}]`;
  const given: Network = {
    servers: servers.map((one, i) => ({ name: `s${i}`, service: serviceOf(one, place(i)) })),
    flows: input.flows.map(({ b, r, path }, i): Flow => ({
      name: `f${i}`, arrival: bucketOf({ b, r }, `flows[${i}]`),
      path: (path ?? servers.map((_, hop) => hop)).map((server, hop) => `s${placeOf(server, servers, `flows[${i}].path[${hop}]`)}`),
    })),
  };
  const flow = `f${placeOf(input.flowOfInterest ?? 0, input.flows, "flowOfInterest")}`;
  const [fifo, blind] = [totalFlowAnalysis(given, flow, "fifo"), totalFlowAnalysis(given, flow, "blind")];
  const [separateFifo, separate] = [separateFlowAnalysis(given, flow, { multiplexing: "fifo" }), separateFlowAnalysis(given, flow, { multiplexing: "blind" })];
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

function strictPriority(input: { link: GivenServer; high: GivenBucket; low: GivenBucket; maxLowPacket: Given }): Record<string, unknown> {
  const link = serviceOf(input.link, "link");
  const [high, low] = [bucketOf(input.high, "high"), bucketOf(input.low, "low")];
  const [toHigh, toLow] = [leftOverPriority(link, [], input.maxLowPacket), leftOverPriority(link, [high])];
  return {
    highService: server(toHigh), highDelay: orInf(horizontalDeviation(high, toHigh).bound),
    lowService: server(toLow), lowDelay: orInf(horizontalDeviation(low, toLow).bound),
  };
}

function cover(input: { eventModel: { P: Given; J?: Given; d?: Given }; wcet: Given }): Record<string, unknown> {
  const { P, J, d } = input.eventModel;
  const buckets = named([["period", "eventModel.P"], ["jitter", "eventModel.J"], ["distance", "eventModel.d"], ["cost", "wcet"]],
    () => bucketsOver({ period: P, jitter: J ?? 0, distance: d ?? 0 }, required(input.wcet, "wcet")));
  const bucket = ({ burst, rate }: Bucket): { b: Exact; r: Exact } => ({ b: burst, r: rate });
  return { tokenBucketCover: bucket(buckets[0]), minPieces: buckets.map(bucket) };
}

/** Most curves inside each other. */
const depthMost = 50;

/** Each shape reads its own fields: what it does not read is told, as in every case. */
function read(given: GivenCurve, at: string, depth = 0): Curve {
  if (depth > depthMost) throw new TimingRefusal("too large", at.slice(0, 40), `is more than ${depthMost} curves deep; take the inner ones out`);
  switch (given.type) {
    case "tokenBucket": return bucketOf(given, at);
    case "rateLatency": return serviceOf(given, at);
    case "staircase": return named([["period", `${at}.P`], ["jitter", `${at}.J`], ["distance", `${at}.d`], ["cost", `${at}.C`]],
      () => staircase({ period: given.P!, jitter: given.J ?? 0, distance: given.d ?? 0 }, required(given.C, `${at}.C`)));
    case "constant": return constantOf(given, at);
    case "rateLatency+constant": return sumOfCurves([serviceOf(given, at), constantOf(given, at)]);
    case "min": return listed(given.of, `${at}.of`).map((one, i) => read(one, `${at}.of[${i}]`, depth + 1)).reduce(minimum);
    case "min of token buckets": return listed(given.pieces, `${at}.pieces`).map((one, i) => bucketOf(one, `${at}.pieces[${i}]`)).reduce(minimum);
    default: throw new TimingRefusal("unknown name", `${at}.type`, `is ${JSON.stringify(given.type ?? null)}; known are ${shapes.join(", ")}`);
  }
}

/** A place in a list. */
function placeOf(place: number, list: readonly unknown[], field: string): number {
  if (!Number.isInteger(place) || place < 0 || place >= list.length)
    throw new TimingRefusal("unknown name", field, `is ${JSON.stringify(place)}; places are from 0 to ${list.length - 1}`);
  return place;
}

/** Curves of two numbers, which a refusal names as the case does. */
const serviceOf = ({ R, T }: Partial<GivenServer>, at: string): Curve =>
  named([["rate", `${at}.R`], ["latency", `${at}.T`]], () => rateLatency(R!, T!));
const bucketOf = ({ b, r }: Partial<GivenBucket>, at: string): Curve =>
  named([["burst", `${at}.b`], ["rate", `${at}.r`]], () => tokenBucket(b!, r!));
const constantOf = ({ c }: { readonly c?: Given }, at: string): Curve =>
  named([["amount", `${at}.c`]], () => constant(required(c, "amount")));

function required(value: Given | undefined, field: string): Given {
  if (value == null) throw new TimingRefusal("missing", field, "is missing; give a number");
  return value;
}

function listed<One>(list: readonly One[] | undefined, field: string): readonly One[] {
  if (!Array.isArray(list) || list.length === 0) throw new TimingRefusal("missing", field, "must be a list of at least one");
  return list;
}

const shapes = ["tokenBucket", "rateLatency", "staircase", "constant", "rateLatency+constant", "min", "min of token buckets"];

const server = (curve: Curve): { R: Exact; T: Exact } => ({ R: rateOf(curve), T: curve.from });
const orInf = (bound: Exact | null): Exact | "inf" => bound ?? "inf";
