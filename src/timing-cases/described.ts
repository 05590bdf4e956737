/**
 * The timing of a system that a file describes: a bound for each chain of calls, what a long run and a search for the worst case have
 * shown of it, and what all this rests on. Decision: docs/decisions/0010-time-of-a-configuration.md.
 */
import { type Profile, callCosts } from "../../model/platforms/index.ts";
import type { Component, Description } from "../language/index.ts";
import { type AcrossProcessors, type CallsOn, type Places, donatedResponses, placedResponses } from "../timing/chains/index.ts";
import type { Assumption, Conventions } from "../timing/evidence.ts";
import { type Exact, zero } from "../timing/exact.ts";
import { TimingRefusal } from "../timing/refusal.ts";
import { type ServiceChain, serviceChains } from "./call-chains.ts";
import { type CallParameters, behavioursOf } from "./call-parameters.ts";
import { processorsIn, systemOfChains } from "./chain-runs.ts";
import { type Observation, type SearchEffort, observed, searchedMost } from "./observing.ts";
import { restingOn } from "./resting.ts";

export interface DescribedTiming {
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

export interface DescribedOptions {
  /** How calls go in the kernel that the system is for, on that of the profile. */
  readonly calls: CallsOn;
  readonly parameters: CallParameters;
  /** Whether the places of the description are left aside. */
  readonly onOneProcessor: boolean;
  readonly effort: SearchEffort;
}

/** Times the chains of calls of a system. Throws a TimingRefusal for what cannot be timed. */
export function timeCalls(description: Description, profile: Profile,
  { calls, parameters, onOneProcessor, effort }: DescribedOptions): DescribedTiming {
  const found = callCosts(profile);
  if (found === null) throw new TimingRefusal("precondition", `the profile ${profile.id}`, "has no figure for calls between address spaces; take another one");
  const { costs, says: kernel } = found;
  const behaviours = behavioursOf(description, parameters, profile.clockMHz);
  const crossing = onOneProcessor ? zero : behaviours.crossing ?? zero;
  const chains = serviceChains(description.components, behaviours.of, { ...costs, crossing });
  const { across } = calls;
  const sets = onOneProcessor ? chains.length === 0 ? [] : [chains] : setsOf(chains);
  const timed = new Map<ServiceChain, TimedChain>();
  const observations: Observation[] = [];
  const rests: { readonly assumptions: readonly Assumption[] }[] = [];
  for (const set of sets) {
    const places = placesOf(set, across, onOneProcessor);
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
      calls.priority,
      ...(onOneProcessor ? [{ says: "all run on one processor", checked: "assumed: --one-processor" }] : acrossProcessors(chains, across, unitOf(profile), behaviours.crossing)),
      calls.serving,
      { says: "the kernel keeps the priority levels of the configuration apart", checked: `${new Set(description.components.map(({ priority }) => priority)).size} levels in use` },
      ...behaviours.assumptions.map((says) => ({ says, checked: "assumed" })),
      ...restingOn(rests),
    ],
  };
}

/** What is assumed of calls to other processors, where there are any. */
function acrossProcessors(
  chains: readonly ServiceChain[], { says, as }: AcrossProcessors, unit: DescribedTiming["unit"], crossing: Exact | null,
): Assumption[] {
  const count = chains.filter(({ threads }) => processorsOf([...threads.keys()]).length > 1).length;
  if (count === 0) return [];
  return [
    { says: `calls to other processors ${says}`, checked: `in ${count === 1 ? "1 chain" : `${count} chains`}; assumed, as ${as}` },
    crossing === null ? { says: "calls to other processors cost what calls on one do", checked: "assumed; the profile has no figures for them (--crossing)" }
      : { says: "calls to other processors, and their replies, each take so much more than others", checked: `${crossing.toFraction()} ${unit}, as given` },
  ];
}

/** Bounds in the order of the chains. */
function boundsOf(set: readonly ServiceChain[], places: Places | null):
{ readonly bounds: readonly (Exact | null)[]; readonly assumptions: readonly Assumption[] } {
  const chains = set.map(({ chain }) => chain);
  const { assumptions, ...found } = places === null ? donatedResponses(chains, { queue: "fifo" }) : placedResponses(chains, places);
  return { bounds: ("clients" in found ? found.clients : found.chains).map(({ response }) => response), assumptions };
}

const processorsOf = (callers: readonly Component[]): string[] => [...new Set(callers.map(({ processor }) => processor))];

/** Where the threads of chains run; null where that is one processor. */
function placesOf(set: readonly ServiceChain[], { carriesPriority }: AcrossProcessors, onOneProcessor: boolean): Places | null {
  const callers = [...new Set(set.flatMap(({ threads }) => [...threads.keys()]))];
  return onOneProcessor || processorsOf(callers).length === 1 ? null : Object.fromEntries(callers.map(({ name, processor, priority }) =>
    [name, { processor, ...(carriesPriority ? {} : { priority }) }]));
}

const notFound = { kind: "not found", says: "none was found: the iteration over calls across processors did not converge" } as const;
const unitOf = ({ clockMHz }: Profile): DescribedTiming["unit"] => clockMHz === null ? "cycles" : "us";

const overload = { kind: "overload", says: "chains of its priority and above ask for more than the processor has" } as const;

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
