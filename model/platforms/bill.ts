/** What several outcomes cost together: their figures added up, with what was measured around them. */
import { type Exact, largest, ratio, sum, zero } from "../../src/timing/exact.ts";
import { type Figure, type Grade, type Outcome, type Profile, costOf } from "./profile.ts";

export interface Counted {
  readonly outcome: Outcome;
  readonly times: number;
}

export interface Bill {
  readonly kind: Figure["kind"];
  /** The figures, added up. */
  readonly cycles: Exact;
  /** As far as the sources say what was seen around a figure: its least, or one deviation less; 0 of a bound. */
  readonly least: Exact;
  /** Its most, or one deviation more; null where something has no figure, so that `cycles` and `least` are of a part only. */
  readonly most: Exact | null;
  /** Every figure that was used, with how often. */
  readonly figures: readonly { readonly outcome: Outcome; readonly times: number; readonly figure: Figure }[];
  readonly notCovered: readonly (Counted & { readonly why: string })[];
  /** The weakest of the figures that were used; null of none. */
  readonly grade: Grade | null;
}

/** Adds up what outcomes cost, so many times each; what has no figure is named, and never guessed. */
export function billOf(profile: Profile, outcomes: readonly Counted[], kind: Figure["kind"] = "typical"): Bill {
  const costs = together(outcomes).map((one) => ({ ...one, cost: costOf(profile, one.outcome, kind) }));
  const figures = costs.flatMap(({ times, cost }) => "cycles" in cost ? cost.figures.map((used) => ({ ...used, times })) : []);
  const notCovered = costs.flatMap(({ outcome, times, cost }) => "cycles" in cost ? [] : [{ outcome, times, why: cost.notCovered }]);
  const all = (of: (figure: Figure) => Exact): Exact => sum(figures.map(({ figure, times }) => of(figure).mul(times)));
  return {
    kind, cycles: all(({ cycles }) => ratio(cycles)), least: all(leastOf), most: notCovered.length > 0 ? null : all(mostOf),
    figures, notCovered, grade: weakest(figures.map(({ figure }) => figure.grade)),
  };
}

/** Each outcome once, those that do not occur left out. */
function together(outcomes: readonly Counted[]): Counted[] {
  const times = new Map<Outcome, number>();
  for (const one of outcomes) if (one.times > 0) times.set(one.outcome, (times.get(one.outcome) ?? 0) + one.times);
  return [...times].map(([outcome, count]) => ({ outcome, times: count }));
}

function leastOf({ cycles, kind, spread }: Figure): Exact {
  if (kind === "worst case") return zero;
  if (spread === undefined) return ratio(cycles);
  return "least" in spread ? ratio(spread.least) : largest([zero, ratio(cycles - spread.deviation)]);
}

function mostOf({ cycles, kind, spread }: Figure): Exact {
  if (kind === "worst case" || spread === undefined) return ratio(cycles);
  return ratio("most" in spread ? spread.most : cycles + spread.deviation);
}

const fromBestToWorst: readonly Grade[] = ["P", "A", "S", "M"];

const weakest = (grades: readonly Grade[]): Grade | null => fromBestToWorst.findLast((grade) => grades.includes(grade)) ?? null;
