/** How long a trace takes: the kernel's part of each of its steps, as far as somebody has published it. */
import type { Exact } from "../../src/timing/exact.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { type Attaching, type Priced, type WithoutFigure, attached, whyNot } from "./attached.ts";
import { type Bill, billOf } from "./bill.ts";
import { type Profile, citation, microseconds } from "./profile.ts";

/** A step as the engine tells it, and as records have it. */
export interface PricedStep {
  readonly operation: string;
  readonly outcome: string;
}

/** From and to, as far as the sources give a spread; `to` is null where something has no figure. */
export interface Interval {
  readonly from: Exact;
  readonly to: Exact | null;
}

export interface Duration {
  readonly profile: string;
  readonly bill: Bill;
  readonly cycles: Interval;
  /** At the clock of the profile; null where its source gives none for its cycles. */
  readonly microseconds: Interval | null;
  readonly clockMHz: number | null;
  /** Whether steps have no figure, so that the trace takes longer than is said. */
  readonly isLowerBound: boolean;
  /** The outcomes without a figure, with how often the trace has them. */
  readonly withoutFigure: readonly (WithoutFigure & { readonly times: number })[];
  /** Where the figures are from, each once. */
  readonly sources: readonly string[];
  /** All of this in a sentence. */
  readonly says: string;
}

/**
 * The duration of a trace with a profile. Figures are those of the outcomes alone: what threads do between their calls is not
 * in it, and neither is what a step costs more or less after another one. Units: cycles, and microseconds where a clock goes
 * with them. Errors: TimingRefusal "unknown name" for a step that the specification does not have, and a specification
 * of which nothing says what its outcomes are to a kernel.
 */
export function durationOf(specification: Priced, profile: Profile, trace: readonly PricedStep[], how: Attaching = {}): Duration {
  const { kind = "typical", attachment } = how;
  const known = attached(specification, attachment);
  const times = new Map<string, number>();
  trace.forEach(({ operation, outcome }, i) => {
    const name = `${operation} / ${outcome}`;
    if (!known.has(name)) throw new TimingRefusal("unknown name", `trace[${i}]`, `is "${name}", which is not an outcome of ${specification.name}`);
    times.set(name, (times.get(name) ?? 0) + 1);
  });
  const asked = [...times].flatMap(([name, count]) => (known.get(name) ?? []).map((outcome) => ({ outcome, times: count })));
  const bill = billOf(profile, asked, kind);
  const withoutFigure = [...times].flatMap(([outcome, count]) => {
    const why = whyNot(profile, known.get(outcome)!, kind);
    return why === null ? [] : [{ outcome, why, times: count }];
  });
  const isLowerBound = withoutFigure.length > 0;
  const cycles = { from: bill.least, to: isLowerBound ? null : bill.most };
  const from = microseconds(profile, cycles.from);
  return {
    profile: profile.id, bill, cycles, isLowerBound, withoutFigure, clockMHz: profile.clockMHz,
    microseconds: from === null ? null : { from, to: cycles.to === null ? null : microseconds(profile, cycles.to) },
    sources: [...new Set(bill.figures.map(({ figure }) => citation(figure)))],
    says: sentence(bill, trace.length, withoutFigure.reduce((all, one) => all + one.times, 0)),
  };
}

function sentence({ cycles, kind, grade }: Bill, steps: number, without: number): string {
  const takes = steps === 1 ? "1 step takes" : `${steps} steps take`;
  const how = `${kind === "typical" ? "typically" : "in the worst case"}${grade === null ? "" : `, from figures of grade ${grade} or better`}`;
  return without === 0 ? `${takes} ${cycles.toFraction()} cycles ${how}`
    : `${takes} at least ${cycles.toFraction()} cycles ${how}: ${without} of them ${without === 1 ? "has" : "have"} no figure`;
}
