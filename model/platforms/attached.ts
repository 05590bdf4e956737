/** Profiles on the outcomes of a specification: which have a cost, and which have none. */
import type { Specification } from "../../src/language/index.ts";
import { TimingRefusal } from "../../src/timing/refusal.ts";
import { type Figure, type Outcome, type Profile, costOf } from "./profile.ts";

/** What a kernel does for an outcome, by `operation / outcome`; an empty list for what costs nothing. */
export type Attachment = Readonly<Record<string, readonly Outcome[]>>;

/** A specification with what its kernel says of its costs. */
export interface Priced extends Pick<Specification, "name"> {
  /** By their outcomes. */
  readonly operations: readonly {
    readonly name: string; readonly checks: readonly { readonly unless: string }[]; readonly cases: readonly { readonly when: string }[];
  }[];
  readonly costs?: Attachment | undefined;
}

export interface Attaching {
  /** A mean unless a bound is asked for, which means are not. */
  readonly kind?: Figure["kind"];
  /** In place of the specification's own costs. */
  readonly attachment?: Attachment;
}

/** The outcomes of a specification: for each what the kernel does, or null where nothing is known of it. */
export function attached({ name, operations, costs }: Priced, attachment = costs): ReadonlyMap<string, readonly Outcome[] | null> {
  if (attachment === undefined) throw new TimingRefusal("unknown name", "specification",
    `is "${name}", and nothing says what a kernel does for its outcomes: give an attachment`);
  const outcomes = new Map(operations.flatMap(({ name: operation, checks, cases }) =>
    [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)].map((outcome): [string, readonly Outcome[] | null] => {
      const of = `${operation} / ${outcome}`;
      return [of, attachment[of] ?? null];
    })));
  const odd = Object.keys(attachment).find((outcome) => !outcomes.has(outcome));
  if (odd !== undefined) throw new TimingRefusal("unknown name", `attachment["${odd}"]`, `is no outcome of ${name}`);
  return outcomes;
}

export interface WithoutFigure {
  /** `operation / outcome`. */
  readonly outcome: string;
  readonly why: string;
}

export interface Coverage {
  readonly covered: readonly string[];
  readonly withoutFigure: readonly WithoutFigure[];
}

/** Which outcomes of a specification have a cost with a profile, and why the others have none. */
export function coverage(specification: Priced, profile: Profile, { kind = "typical", attachment }: Attaching = {}): Coverage {
  const all = [...attached(specification, attachment)].map(([outcome, does]) => ({ outcome, why: whyNot(profile, does, kind) }));
  return {
    covered: all.flatMap(({ outcome, why }) => why === null ? [outcome] : []),
    withoutFigure: all.flatMap(({ outcome, why }) => why === null ? [] : [{ outcome, why }]),
  };
}

/** Why there is no cost for what a kernel does; null where there is one. */
export function whyNot(profile: Profile, does: readonly Outcome[] | null, kind: Figure["kind"]): string | null {
  if (does === null) return "nothing says what a kernel does for it that has been measured";
  const reasons = does.flatMap((outcome) => {
    const cost = costOf(profile, outcome, kind);
    return "cycles" in cost ? [] : [cost.notCovered];
  });
  return reasons.length === 0 ? null : [...new Set(reasons)].join("; ");
}
