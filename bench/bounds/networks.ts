/** Flows through servers of a network: in a row, or by paths that part and meet again. */
import {
  type Network, payMultiplexingOnlyOnce, rateLatency, separateFlowAnalysis, tokenBucket, totalFlowAnalysis,
} from "../../src/timing/curves/index.ts";
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { from } from "./drawing.ts";
import { type SlottedFlow, type SlottedRun, type SlottedServer, seenOfFlows } from "./reference/network.ts";
import type { Subject, Tried } from "./subject.ts";

/** The first flow is the one that is asked about. */
interface DrawnNetwork {
  readonly servers: readonly SlottedServer[];
  readonly flows: readonly { readonly burst: number; readonly rate: number; readonly path: readonly number[] }[];
}

/** Servers in a row; the first flow passes all of them, others some that follow each other. */
function drawRow(chance: Chance): DrawnNetwork {
  const servers = Array.from({ length: from(chance, 1, 3) }, () => ({ rate: from(chance, 3, 9), latency: chance.below(5) }));
  const all = servers.map((_, s) => s);
  return { servers, flows: Array.from({ length: from(chance, 1, 4) }, (_, f) => {
    const first = chance.below(servers.length);
    return { burst: from(chance, 1, 20), rate: chance.below(3), path: f === 0 ? all : all.slice(first, first + from(chance, 1, 3)) };
  }) };
}

/**
 * Any path passes any of the servers, in their order; or a flow leaves the first one for a detour, over which it becomes bunched: that
 * takes slow servers where they meet, a fast and late one between, and much traffic of the other one.
 */
function drawParting(chance: Chance): DrawnNetwork {
  const slow = (): SlottedServer => ({ rate: from(chance, 8, 12), latency: 0 });
  const detour = (): SlottedServer => ({ rate: 400, latency: from(chance, 30, 60) });
  if (chance.once(2)) {
    const end = slow();
    const servers = [end, ...Array.from({ length: from(chance, 1, 2) }, detour), end];
    const places = servers.map((_, s) => s);
    const [between, last] = [places.slice(1, -1), servers.length - 1];
    const rate = end.rate - 2;
    return { servers, flows: [
      { burst: from(chance, 120, 180), rate: 1, path: [0, last] }, { burst: rate, rate, path: places },
      ...(chance.once(3) ? [{ burst: from(chance, 1, 4), rate: 0, path: between }] : []),
    ] };
  }
  const servers = Array.from({ length: from(chance, 3, 4) }, () => chance.once(3) ? detour() : slow());
  const drawPath = (least: number): number[] => {
    const path = servers.flatMap((_, s) => chance.once(2) ? [s] : []);
    return path.length >= least ? path : drawPath(least);
  };
  return { servers, flows: Array.from({ length: from(chance, 2, 3) }, (_, f) => ({
    burst: chance.once(2) ? from(chance, 1, 4) : from(chance, 10, 40), rate: from(chance, 0, 4), path: drawPath(f === 0 ? 2 : 1),
  })) };
}

/** A slotted server is one of a rate and a latency that is a slot longer. */
const asNetwork = ({ servers, flows }: DrawnNetwork): Network => ({
  servers: servers.map(({ rate, latency }, s) => ({ name: `s${s}`, service: rateLatency(rate, latency + 1) })),
  flows: flows.map(({ burst, rate, path }, f) => ({ name: `f${f}`, arrival: tokenBucket(burst, rate), path: path.map((s) => `s${s}`) })),
});

const slots = 400;

type DrawnFlow = DrawnNetwork["flows"][number];

/** All that the bucket lets in at some slots, or as much of it as is drawn. */
function bits({ burst, rate }: DrawnFlow, of: (slot: number, credit: number) => number): number[] {
  let credit = burst;
  return Array.from({ length: slots }, (_, slot) => {
    if (slot > 0) credit = Math.min(burst, credit + rate);
    const now = of(slot, credit);
    credit -= now;
    return now;
  });
}

interface Run extends SlottedRun {
  readonly flows: readonly SlottedFlow[];
}

/** Greedy or drawn arrivals from some slots on, and at each server an order that stays or changes with each slot. */
function drawRun(chance: Chance, { servers, flows }: DrawnNetwork): Run {
  const others = flows.map((_, f) => f).slice(1);
  const orders = [[...others, 0], [...others.toReversed(), 0], [0, ...others]];
  const steady = servers.map(() => chance.below(4));
  const lates = servers.map(() => chance.once(2) ? 1 : Infinity);
  return {
    flows: flows.map((flow, f) => {
      const [start, isGreedy] = [chance.below(f === 0 ? 30 : 10), !chance.once(3)];
      return { path: flow.path, arrivals: bits(flow, (slot, credit) => slot < start ? 0 : isGreedy ? credit : chance.below(credit + 1)) };
    }),
    order: (_, server) => orders[steady[server] === 3 ? chance.below(3) : steady[server]!]!,
    isLate: (server, busy) => busy < lates[server]!,
  };
}

/** The flow's burst goes first, which bunches the others; when that is through the flow goes on, and all others are first. */
function drawBunching(chance: Chance, { servers, flows }: DrawnNetwork): Run {
  const [{ burst, path }] = flows as readonly [DrawnFlow];
  const again = Math.ceil(burst / servers[path[0]!]!.rate) + chance.below(3);
  const others = flows.map((_, f) => f).slice(1);
  return {
    flows: flows.map((flow, f) => ({
      path: flow.path, arrivals: bits(flow, (slot, credit) => f === 0 && slot > 0 && slot < again ? 0 : credit),
    })),
    order: (slot) => slot < again ? [0, ...others] : [...others, 0],
    isLate: (_, busy) => busy < 1,
  };
}

interface Bounds {
  readonly delay: Exact | null;
  readonly backlog: Exact | null;
}

function subject(name: string, draw: (chance: Chance) => DrawnNetwork, multiplexing: "blind" | "fifo",
  boundsOf: (network: Network) => Bounds): Subject {
  return { name: `network calculus, ${name}`, isExact: false, tries: (chance, simulations) => {
    const drawn = draw(chance);
    const { delay, backlog } = boundsOf(asNetwork(drawn));
    if (delay === null || backlog === null) return [];
    const asked = [
      { what: "delay of the first flow", bound: delay, of: "delays" },
      { what: "backlog of the first flow", bound: backlog, of: "backlogs" },
    ] as const;
    const worst = asked.map(() => ({ seen: 0, flows: [] as readonly SlottedFlow[] }));
    for (let run = 0; run < simulations / 2; run++) {
      const { order, ...rest } = run % 4 === 0 ? drawBunching(chance, drawn) : drawRun(chance, drawn);
      const found = seenOfFlows(drawn.servers, rest.flows, { ...rest, order: multiplexing === "fifo" ? null : order });
      asked.forEach(({ of }, i) => { if (found[of][0]! > worst[i]!.seen) worst[i] = { seen: found[of][0]!, flows: rest.flows }; });
    }
    return asked.map(({ what, bound }, i): Tried =>
      ({ what, bound, observed: ratio(worst[i]!.seen), witness: () => ({ servers: drawn.servers, flows: worst[i]!.flows }) }));
  } };
}

/** All flows of each server together have no less backlog than one, and so have they over the servers of a path. */
function total(network: Network, multiplexing: "blind" | "fifo"): Bounds {
  const { delay, hops } = totalFlowAnalysis(network, "f0", multiplexing);
  const backlogs = hops.flatMap(({ backlog }) => backlog ?? []);
  return { delay, backlog: backlogs.length < hops.length ? null : backlogs.reduce((all, one) => all.add(one), ratio(0)) };
}

const shapes = [["in a row", drawRow], ["that part and meet", drawParting]] as const;

export const networks: readonly Subject[] = shapes.flatMap(([paths, draw]) => [
  ...(["blind", "fifo"] as const).flatMap((multiplexing) => [
    subject(`total flow, ${multiplexing}, paths ${paths}`, draw, multiplexing, (given) => total(given, multiplexing)),
    subject(`separate flow, ${multiplexing}, paths ${paths}`, draw, multiplexing, (given) =>
      separateFlowAnalysis(given, "f0", { multiplexing })),
  ]),
  subject(`multiplexing paid once, paths ${paths}`, draw, "blind", (given) => payMultiplexingOnlyOnce(given, "f0")),
]);
