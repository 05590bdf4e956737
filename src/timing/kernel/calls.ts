/** Chains with what the kernel takes for their calls: a call and a reply for each hop. */
import { type Chain, type TickChain, readChains } from "../chains/chain.ts";
import { type Exact, type Given, exact, zero } from "../exact.ts";
import { notNegative } from "../task.ts";

/** The longest of each, in the unit of the chains; 0 unless said. */
export interface CallCosts {
  readonly call?: Given;
  readonly reply?: Given;
  /** What an asynchronous chain does in place of both. */
  readonly notify?: Given;
}

/** How often a chain enters the kernel to go to another thread. */
export interface Hops {
  readonly calls: number;
  /** As many as calls: a chain that ends within its servers is charged their replies with its last segment. */
  readonly replies: number;
  readonly notifications: number;
}

export interface ChargedChain {
  /** The chain as an analysis that knows no kernel may take it. */
  readonly chain: Chain;
  readonly hops: Hops;
  /** All of its segments, the kernel's part among them: the C of the chain. */
  readonly cost: Exact;
}

/**
 * Each segment is charged the call, the replies or the notification that leads to it, and the last one the replies that are
 * still owed, so that a synchronous chain costs `sum of C + hops (call + reply)`. A segment on the thread of the one before is
 * no hop. Units: those of the chains. Errors: TimingRefusal for malformed chains and costs.
 * Source: the charge for each hop is that of Steinberg, Wolter and Härtig, ECRTS 2005, where the chain is one task of its client;
 * preemptions are charged by `chargeOverheads`.
 */
export function chargeCalls(given: readonly Chain[], costs: CallCosts): ChargedChain[] {
  const of = (name: keyof CallCosts): Exact => notNegative(costs[name] ?? zero, name);
  const [call, reply, notify] = [of("call"), of("reply"), of("notify")];
  return readChains(given).chains.map((read, c) => {
    const hops = hopsOf(read);
    const segments = given[c]!.segments.map((segment, s) => {
      const { calls, replies, notifications } = hops[s]!;
      const kernel = call.mul(calls).add(reply.mul(replies)).add(notify.mul(notifications));
      return { ...segment, wcet: exact(segment.wcet, `${read.field}.segments[${s}].wcet`).add(kernel) };
    });
    return { chain: { ...given[c]!, segments }, hops: hops.reduce(plus), cost: segments.reduce((all, { wcet }) => all.add(wcet), zero) };
  });
}

/** What leads to each segment; the last has also what is owed. */
function hopsOf({ call, segments }: TickChain): Hops[] {
  return segments.map(({ held, thread }, s) => {
    const before = segments[s - 1];
    if (call === "async") return { calls: 0, replies: 0, notifications: before === undefined || before.thread === thread ? 0 : 1 };
    const deeper = held.length - (before?.held.length ?? 1);
    return {
      calls: Math.max(deeper, 0), notifications: 0,
      replies: Math.max(-deeper, 0) + (s === segments.length - 1 ? held.length - 1 : 0),
    };
  });
}

const plus = (all: Hops, one: Hops): Hops =>
  ({ calls: all.calls + one.calls, replies: all.replies + one.replies, notifications: all.notifications + one.notifications });
