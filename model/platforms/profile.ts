/**
 * What a kernel's outcomes cost on a processor, as somebody has published it. A figure keeps where it is from and how far it
 * can be trusted: a mean is no bound, and what is remembered only is no number at all.
 */
import type { Source } from "../../src/language/index.ts";
import { type Exact, ratio, sum } from "../../src/timing/exact.ts";
import { type SourceId, sources } from "./sources.ts";

/**
 * P: the primary text or data was read. A: its abstract, or the authors' own page. S: a secondary text. M: from memory, and
 * nobody has looked it up; such a figure is shown, and never counted with.
 */
export type Grade = "P" | "A" | "S" | "M";

export interface Figure {
  readonly cycles: number;
  /** A mean or a single measurement, or a bound that holds for every run. */
  readonly kind: "typical" | "worst case";
  /** Of communication from one thread to another: there, or there and back. Of everything else the whole of it. */
  readonly way: "one-way" | "round trip" | "whole";
  /** As the source has it: a standard deviation, or the least and the most that were seen. */
  readonly spread?: { readonly deviation: number } | { readonly least: number; readonly most: number };
  /** One of the sources that are listed, or one of the user's own. */
  readonly source: SourceId | Source;
  readonly grade: Grade;
}

/** What kernels do, in words of their own measurements. Communication is between address spaces, on one core, unless said. */
export type Outcome =
  | "ipc call" | "ipc reply" | "ipc one-way" | "ipc round trip"
  | "ipc call within an address space" | "ipc one-way within an address space" | "ipc call of ten words" | "ipc send"
  | "interrupt" | "interrupt with switch" | "notify" | "yield" | "fault round trip" | "null system call" | "getpid"
  | "map a page" | "map one of many pages" | "worst interrupt latency";

export interface Profile {
  readonly id: string;
  readonly kernel: string;
  readonly cpu: string;
  /** Only where the source gives it with its cycles; null where cycles are not to be converted into time. */
  readonly clockMHz: number | null;
  /** What else the figures depend on, such as mitigations, options of the kernel, virtualisation. */
  readonly configuration: readonly string[];
  readonly figures: Readonly<Partial<Record<Outcome, Figure>>>;
}

export interface Cost {
  readonly cycles: Exact;
  /** What it was added up from. */
  readonly figures: readonly { readonly outcome: Outcome; readonly figure: Figure }[];
}

/** A cost, or why there is none. */
export type CostOrNot = Cost | { readonly notCovered: string };

/** What can be had as a sum where a profile has no figure of its own. */
const madeOf: Readonly<Partial<Record<Outcome, readonly (readonly Outcome[])[]>>> = {
  "ipc round trip": [["ipc call", "ipc reply"], ["ipc one-way", "ipc one-way"]],
  "ipc call": [["ipc one-way"]],
  "ipc reply": [["ipc one-way"]],
};

/** The cost of an outcome; a typical one, unless a bound is asked for, which means are not. */
export function costOf(profile: Profile, outcome: Outcome, kind: Figure["kind"] = "typical"): CostOrNot {
  const own = figureOf(profile, outcome, kind);
  if ("cycles" in own) return { cycles: ratio(own.cycles), figures: [{ outcome, figure: own }] };
  for (const parts of madeOf[outcome] ?? []) {
    const costs = parts.map((part) => ({ outcome: part, figure: figureOf(profile, part, kind) }));
    const figures = costs.flatMap(({ outcome: part, figure }) => "cycles" in figure ? [{ outcome: part, figure }] : []);
    if (figures.length === parts.length) return { cycles: sum(figures.map(({ figure }) => ratio(figure.cycles))), figures };
  }
  return own;
}

function figureOf({ id, figures }: Profile, outcome: Outcome, kind: Figure["kind"]): Figure | { readonly notCovered: string } {
  const figure = figures[outcome];
  if (figure === undefined) return { notCovered: `${id} has no figure for "${outcome}"` };
  if (figure.grade === "M") return { notCovered: `${id} has "${outcome}" from memory only: it must be looked up first` };
  if (figure.kind === kind) return figure;
  return { notCovered: `${id} has "${outcome}" as ${figure.kind === "typical" ? "a mean, which is not a bound" : "a bound only"}` };
}

/** Cycles as microseconds; null where the source has no clock for them. */
export const microseconds = ({ clockMHz }: Profile, cycles: Exact): Exact | null => clockMHz === null ? null : cycles.div(ratio(clockMHz));

/** Where a figure is from, in a line. */
export const citation = ({ source, grade }: Figure): string => typeof source === "string"
  ? `${sources[source].work}, ${sources[source].place} (${source}, ${grade})` : `${source.work}, ${source.place} (${grade})`;

const declared = new WeakSet<object>();

/** Declares a profile of one's own, so that it is known for one wherever it is exported from. */
export function profile(parts: Profile): Profile {
  declared.add(parts);
  return parts;
}

/** Whether a value was declared as a profile. */
export const isProfile = (value: unknown): value is Profile => typeof value === "object" && value !== null && declared.has(value);
