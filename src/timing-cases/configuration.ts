/**
 * The timing of a system configuration: a bound for each chain of calls, what a long run and a search for the worst case have
 * shown of it, and what all this rests on. Decision: docs/decisions/0010-time-of-a-configuration.md.
 */
import type { CallGraph, Caller } from "../../model/genode/calls.ts";
import { type CallCosts, type ServiceChain, serviceChains } from "../../model/genode/chains.ts";
import { type ConfigurationParameters, behavioursOf } from "../../model/genode/parameters.ts";
import { type Cost, type Figure, type Profile, citation, costOf } from "../../model/platforms/index.ts";
import { type Places, donatedResponses, placedResponses } from "../timing/chains/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import { type Exact, ratio, zero } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { processorsIn, systemOfChains } from "./chain-runs.ts";
import { type Observation, type SearchEffort, observed, searchedMost } from "./observing.ts";
import { restingOn } from "./resting.ts";

export interface ConfigurationTiming {
  /** Of all times. */
  readonly unit: "us" | "cycles";
  readonly chains: readonly TimedChain[];
  readonly conventions: Conventions;
  readonly assumptions: readonly Assumption[];
  /** For each set of chains that may delay each other. */
  readonly observations: readonly Observation[];
}

export interface TimedChain extends ServiceChain {
  /** Null where there is none. */
  readonly bound: Exact | null;
  /** Why not: too much is asked for, or none was found for calls across processors. */
  readonly unbounded?: { readonly kind: "overload" | "not found"; readonly says: string };
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
  const chains = serviceChains(graph.callers, behaviours.of, { ...costs, crossing: onOneProcessor ? zero : behaviours.crossing ?? zero });
  const sets = onOneProcessor ? chains.length === 0 ? [] : [chains] : setsOf(chains);
  const timed = new Map<ServiceChain, TimedChain>();
  const observations: Observation[] = [];
  const rests: { readonly assumptions: readonly Assumption[] }[] = [];
  for (const set of sets) {
    const places = placesOf(set, profile, onOneProcessor);
    const { bounds, assumptions } = boundsOf(set, places);
    rests.push({ assumptions });
    set.forEach((chain, i) => {
      const bound = bounds[i]!;
      timed.set(chain, { ...chain, bound, ...(bound === null ? { unbounded: places === null ? overload : notFound } : {}) });
    });
    if (set.length <= searchedMost) observations.push({
      ...observed(systemOfChains(set, { queue: "fifo", places }), bounds, effort),
      ...(places === null ? {} : { processors: processorsIn(places) }),
    });
  }
  return {
    unit: unitOf(profile), chains: chains.map((chain) => timed.get(chain)!), observations, conventions: { from: "arrival", time: "dense" },
    assumptions: [
      { says: "each call and each reply costs what the profile says", checked: kernel },
      { says: "every session is used by synchronous calls, and a call runs at its client's priority and on its time", checked: "assumed: donation, as on NOVA" },
      ...(onOneProcessor ? [{ says: "all run on one processor", checked: "assumed: --one-processor" }] : acrossProcessors(chains, profile, behaviours.crossing)),
      { says: "for each request a server calls each of its own sessions once, and core takes no time of its own", checked: "assumed; core has no published figures" },
      { says: "the kernel keeps the priority levels of the configuration apart", checked: `${new Set(graph.callers.map(({ priority }) => priority)).size} levels in use` },
      ...behaviours.assumptions.map((says) => ({ says, checked: "assumed" })),
      ...restingOn(rests),
    ],
  };
}

/** What is assumed of calls to other processors, where there are any. */
function acrossProcessors(chains: readonly ServiceChain[], profile: Profile, crossing: Exact | null): Assumption[] {
  const count = chains.filter(({ threads }) => processorsOf([...threads.keys()]).length > 1).length;
  if (count === 0) return [];
  const [says, as] = carriesPriority(profile) ? ["carry their client's priority along", "NOVA does for Genode"]
    : ["run at the priority of the server there, which those alone raise who wait on its processor", "Genode's base-hw kernel helps"];
  return [
    { says: `calls to other processors ${says}`, checked: `in ${count === 1 ? "1 chain" : `${count} chains`}; assumed, as ${as}` },
    crossing === null ? { says: "calls to other processors cost what calls on one do", checked: "assumed; the profile has no figures for them (--crossing)" }
      : { says: "calls to other processors, and their replies, each take so much more than others", checked: `${crossing.toFraction()} ${unitOf(profile)}, as given` },
  ];
}

/** Bounds in the order of the chains. */
function boundsOf(set: readonly ServiceChain[], places: Places | null):
{ readonly bounds: readonly (Exact | null)[]; readonly assumptions: readonly Assumption[] } {
  const chains = set.map(({ chain }) => chain);
  const { assumptions, ...found } = places === null ? donatedResponses(chains, { queue: "fifo" }) : placedResponses(chains, places);
  return { bounds: ("clients" in found ? found.clients : found.chains).map(({ response }) => response), assumptions };
}

const processorsOf = (callers: readonly Caller[]): string[] => [...new Set(callers.map(({ processor }) => processor))];

/** Where the threads of chains run; null where that is one processor. */
function placesOf(set: readonly ServiceChain[], profile: Profile, onOneProcessor: boolean): Places | null {
  const callers = [...new Set(set.flatMap(({ threads }) => [...threads.keys()]))];
  return onOneProcessor || processorsOf(callers).length === 1 ? null : Object.fromEntries(callers.map(({ name, processor, priority }) =>
    [name, { processor, ...(carriesPriority(profile) ? {} : { priority }) }]));
}

/**
 * Whether a call to another processor runs there at its caller's priority: in NOVA as Genode extends it, a clone of the caller with
 * a scheduling context of the same priority makes the call there (syscall.cpp).
 */
const carriesPriority = ({ kernel }: Profile): boolean => kernel === "NOVA";

const notFound = { kind: "not found", says: "none was found: calls across processors make each other longer without end, or for very long" } as const;
const unitOf = ({ clockMHz }: Profile): ConfigurationTiming["unit"] => clockMHz === null ? "cycles" : "us";

const overload = { kind: "overload", says: "chains of its priority and above ask for more than the processor has" } as const;

/** What a call and a reply take in the unit of the profile, and where that is from; null where it has no such figures. */
export function callCosts(profile: Profile): { readonly costs: Omit<CallCosts, "crossing">; readonly says: string } | null {
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
    const places = processorsOf([...chain.threads.keys()]);
    const touched = sets.filter((set) => places.some((place) => set.places.has(place)));
    for (const set of touched) sets.splice(sets.indexOf(set), 1);
    sets.push({
      places: new Set([...places, ...touched.flatMap((set) => [...set.places])]),
      chains: [...touched.flatMap((set) => set.chains), chain],
    });
  }
  return sets.map((set) => set.chains);
}
