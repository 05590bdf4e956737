/**
 * The timing of a system configuration: a bound for each chain of calls, what a long run and a search for the worst case have
 * shown of it, and what all this rests on. Decision: docs/decisions/0010-time-of-a-configuration.md.
 */
import type { CallGraph, Caller } from "../../model/genode/calls.ts";
import { type CallCosts, type ServiceChain, serviceChains } from "../../model/genode/chains.ts";
import { type ConfigurationParameters, behavioursOf } from "../../model/genode/parameters.ts";
import { type Cost, type Figure, type Profile, citation, costOf } from "../../model/profiles/index.ts";
import { donatedResponses } from "../timing/chains/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import { type Exact, ratio } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { systemOfChains } from "./chain-runs.ts";
import { type Observation, type SearchEffort, observed, searchedMost } from "./observing.ts";

export interface ConfigurationTiming {
  /** Of all times. */
  readonly unit: "us" | "cycles";
  readonly chains: readonly TimedChain[];
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** For each set of chains on one processor. */
  readonly observations: readonly Observation[];
}

export interface TimedChain extends ServiceChain {
  /** Null where there is none. */
  readonly bound: Exact | null;
  /** Why not: too much is asked for, or calls cross processors, which is not analysed. */
  readonly unbounded?: { readonly kind: "overload" | "processors"; readonly says: string };
}

export interface ConfigurationOptions {
  readonly parameters: ConfigurationParameters;
  /** Whether the places of the configuration are left aside. */
  readonly onOneProcessor: boolean;
  readonly effort: SearchEffort;
}

/** Times the chains of a configuration. Throws a TimingRefusal for what cannot be timed. */
export function timeConfiguration(graph: CallGraph, profile: Profile,
  { parameters, onOneProcessor, effort }: ConfigurationOptions): ConfigurationTiming {
  const found = callCosts(profile);
  if (found === null) throw new TimingRefusal("precondition", `the profile ${profile.id}`, "has no figure for calls between address spaces; take another one");
  const { costs, says: kernel } = found;
  const behaviours = behavioursOf(graph, parameters, profile.clockMHz);
  const chains = serviceChains(graph.callers, behaviours.of, costs);
  const sets = onOneProcessor ? chains.length === 0 ? [] : [chains] : setsOf(chains);
  const timed = new Map<ServiceChain, TimedChain>();
  const observations: Observation[] = [];
  const checked = new Map<string, string>();
  for (const set of sets) {
    const places = onOneProcessor ? [] : [...new Set(set.flatMap(({ threads }) => [...threads.keys()].map(({ processor }) => processor)))];
    if (places.length > 1) {
      for (const chain of set)
        timed.set(chain, { ...chain, bound: null, unbounded: { kind: "processors", says: acrossProcessors(chain, set) } });
      continue;
    }
    const { clients, assumptions } = donatedResponses(set.map(({ chain }) => chain), { queue: "fifo" });
    for (const { says, checked: how } of assumptions) checked.set(says, [...checked.has(says) ? [checked.get(says)!] : [], how].join("; "));
    set.forEach((chain, i) => {
      const bound = clients[i]!.response;
      timed.set(chain, { ...chain, bound, ...(bound === null ? { unbounded: overload } : {}) });
    });
    if (set.length <= searchedMost) observations.push(observed(
      systemOfChains(set, "fifo"), clients.map(({ response }) => response), effort));
  }
  return {
    unit: profile.clockMHz === null ? "cycles" : "us", chains: chains.map((chain) => timed.get(chain)!), observations, conventions: { from: "arrival", time: "dense" },
    assumptions: [
      { says: "each call and each reply costs what the profile says", checked: kernel },
      { says: "every session is used by synchronous calls, and a call runs at its client's priority and on its time", checked: "assumed: donation, as on NOVA" },
      { says: "for each request a server calls each of its own sessions once, and core takes no time of its own", checked: "assumed; core has no published figures" },
      { says: "the kernel keeps the priority levels of the configuration apart", checked: `${new Set(graph.callers.map(({ priority }) => priority)).size} levels in use` },
      ...(onOneProcessor ? [{ says: "all run on one processor", checked: "assumed: --one-processor" }] : []),
      ...behaviours.assumptions.map((says) => ({ says, checked: "assumed" })),
      ...[...checked].map(([says, how]) => ({ says, checked: how })),
    ],
  };
}

const overload = { kind: "overload", says: "chains of its priority and above ask for more than the processor has" } as const;

/** What a call and a reply take in the unit of the profile, and where that is from; null where it has no such figures. */
export function callCosts(profile: Profile): { readonly costs: CallCosts; readonly says: string } | null {
  const inUnit = (cycles: Exact): Exact => profile.clockMHz === null ? cycles : cycles.div(ratio(profile.clockMHz));
  for (const kind of ["worst case", "typical"] as const) {
    const [call, reply, both] = [costOf(profile, "ipc call", kind), costOf(profile, "ipc reply", kind), costOf(profile, "ipc round trip", kind)];
    if ("cycles" in call && "cycles" in reply) return { costs: { call: inUnit(call.cycles), reply: inUnit(reply.cycles) }, says: said(kind, call, reply) };
    // Where only both together were measured, it does not matter for a bound which half is whose.
    if ("cycles" in both) return { costs: { call: inUnit(both.cycles).div(2), reply: inUnit(both.cycles).div(2) }, says: said(kind, both) };
  }
  return null;
}

function said(kind: Figure["kind"], ...costs: readonly Cost[]): string {
  const sources = [...new Set(costs.flatMap(({ figures }) => figures.map(({ figure }) => citation(figure))))];
  const cycles = costs.map(({ cycles: one }) => one.toFraction()).join(" + ");
  return `${cycles} cycles, ${kind === "typical" ? "typical and no worst case: the bounds hold as long as calls take no longer" : "a worst case"}; ${sources.join("; ")}`;
}

/** Chains that may delay each other: those that share a processor, directly or by way of others. */
function setsOf(chains: readonly ServiceChain[]): ServiceChain[][] {
  const sets: { readonly places: Set<string>; readonly chains: ServiceChain[] }[] = [];
  for (const chain of chains) {
    const places = new Set([...chain.threads.keys()].map(({ processor }) => processor));
    const touched = sets.filter((set) => [...places].some((place) => set.places.has(place)));
    for (const set of touched) sets.splice(sets.indexOf(set), 1);
    sets.push({
      places: new Set([...places, ...touched.flatMap((set) => [...set.places])]),
      chains: [...touched.flatMap((set) => set.chains), chain],
    });
  }
  return sets.map((set) => set.chains);
}

function acrossProcessors(chain: ServiceChain, set: readonly ServiceChain[]): string {
  const crossing = (one: ServiceChain): Caller | undefined =>
    [...one.threads.keys()].find(({ processor }) => processor !== one.client.processor);
  const other = crossing(chain) === undefined ? set.find((one) => crossing(one) !== undefined)! : chain;
  const server = crossing(other)!;
  const what = `${other.client.name} on processor ${other.client.processor} calls ${server.name} on ${server.processor}, where it has no priority to lend (--one-processor leaves this aside)`;
  return other === chain ? what : `shares a processor with calls from another one: ${what}`;
}
