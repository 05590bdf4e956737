/** The latency of a kernel as its specification and a profile have it: each outcome is a segment without a preemption point. */
import { type Exact, type Given, exact, ratio } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { type KernelStep, type Latency, type LatencyParts, latencyBound, longestSegment } from "../../src/timing/kernel/index.ts";
import { type Attaching, type Priced, type WithoutFigure, attached, whyNot } from "./attached.ts";
import { billOf } from "./bill.ts";
import type { Profile } from "./profile.ts";

export interface KernelLatencyAsked extends Attaching {
  /** Of outcomes that look for interrupts on their way: the cycles of each stretch, in order, by `operation / outcome`. */
  readonly stretches?: Readonly<Record<string, readonly Given[]>>;
  /** What else there is between an interrupt and the thread that it wakes, in cycles; see `latencyBound`. */
  readonly rest: Omit<LatencyParts, "poid">;
}

export interface KernelLatency {
  /** Cycles of the longest segment that has a figure. */
  readonly longest: Exact;
  /** The outcome that it is of; null where no outcome has a figure. */
  readonly outcome: string | null;
  /** With the longest segment as the time in which the kernel takes no interrupt, in cycles. */
  readonly latency: Latency;
  /** Whether `latency` holds for every run: each outcome has a figure, and each figure is a bound. */
  readonly isBound: boolean;
  readonly withoutFigure: readonly WithoutFigure[];
}

const user = "user";

/**
 * `L = max(D_ST, D_POID) + D_PAIE + D_PSD + I(L)`, where D_POID is the longest way through the kernel without a preemption
 * point. The kernel of a specification is entered for one operation at a time, and its outcome is one segment, unless `stretches`
 * says that it looks for interrupts on its way. Bounds are asked for unless `kind` says otherwise: means make no bound, and
 * neither does a profile that leaves outcomes out. Units: cycles.
 * Errors: TimingRefusal for outcomes that are not the specification's, and as `latencyBound` has them.
 * Source: the segments: Blackham, Shi and Heiser, EuroSys 2012; the form: de Oliveira et al., ECRTS 2020.
 */
export function kernelLatency(specification: Priced, profile: Profile, asked: KernelLatencyAsked): KernelLatency {
  const { kind = "worst case", attachment, stretches = {}, rest } = asked;
  const known = attached(specification, attachment);
  for (const [name, given] of Object.entries(stretches)) {
    if (!known.has(name)) throw new TimingRefusal("unknown name", `stretches["${name}"]`, `is no outcome of ${specification.name}`);
    if (given.length === 0) throw new TimingRefusal("missing", `stretches["${name}"]`, "must have a stretch or more");
  }
  const all = [...known].map(([name, does]) => {
    const given = stretches[name]?.map((cycles, i) => exact(cycles, `stretches["${name}"][${i}]`));
    const why = given === undefined ? whyNot(profile, does, kind) : null;
    return { name, why, segments: given ?? [billOf(profile, (does ?? []).map((outcome) => ({ outcome, times: 1 })), kind).cycles] };
  });
  const covered = all.filter(({ why }) => why === null);
  const { length, path } = covered.length === 0 ? { length: ratio(0), path: [user, null] }
    : longestSegment({ steps: covered.flatMap(({ name, segments }) => stepsOf(name, segments)), open: openPlaces(covered) });
  const withoutFigure = all.flatMap(({ name, why }) => why === null ? [] : [{ outcome: name, why }]);
  return {
    longest: length, outcome: path.find((place) => place !== user)?.split(pointOf)[0] ?? null,
    latency: latencyBound({ ...rest, poid: length }), isBound: kind === "worst case" && withoutFigure.length === 0, withoutFigure,
  };
}

const pointOf = ", preemption point ";

interface Segments {
  readonly name: string;
  readonly segments: readonly Exact[];
}

/** Into the kernel, from one preemption point to the next, and out. */
const stepsOf = (name: string, segments: readonly Exact[]): KernelStep[] => segments.flatMap((cost, i) => {
  const inside = `${name}${i === 0 ? "" : `${pointOf}${i} passed`}`;
  return [
    { from: i === 0 ? user : `${name}${pointOf}${i}`, to: inside, cost: 0 },
    { from: inside, to: i === segments.length - 1 ? user : `${name}${pointOf}${i + 1}`, cost },
  ];
});

const openPlaces = (all: readonly Segments[]): string[] =>
  [user, ...all.flatMap(({ name, segments }) => segments.slice(1).map((_, i) => `${name}${pointOf}${i + 1}`))];
