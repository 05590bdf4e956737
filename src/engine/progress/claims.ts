/** Makes claims about progress ready for one system: what they ask of the present state, row by row, and which operations are fair. */
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Invariant } from "../../language/invariant.ts";
import { isExplored } from "../../language/progress.ts";
import type { Specification } from "../../language/suite.ts";
import type { Memory, RowView } from "../world/rows.ts";
import { yes } from "../claims/yes-or-no.ts";

/** A claim about progress, made ready. */
export interface ProgressClaim {
  readonly kind: "canAlways" | "goesOn" | "leadsTo";
  /** Rows of which it is claimed; 1 where it is claimed of the world. */
  readonly rows: number;
  /** Whether nothing more is wanted of a row in the present state: what must be possible or must come is so, or standing still is right. */
  readonly isGood: (row: number) => boolean;
  /** Of `leadsTo`: whether the row waits from the present state on. */
  readonly waits: (row: number) => boolean;
}

/** An operation that is fair: for each acting row, or as a whole. */
export interface FairOperation {
  /** Its place in the specification. */
  readonly operation: number;
  readonly isByRow: boolean;
  readonly isStrong: boolean;
}

/** Makes such a claim ready; throws a SpecificationFault that names the part that is missing or too many. */
export function progressClaim(invariant: Invariant, rows: readonly RowView[] | null, { world }: Memory, facts: unknown): ProgressClaim {
  const { name, canAlways, goesOn, unless, from, leadsTo, fair } = invariant;
  const refuse = (what: string): never => { throw new SpecificationFault("unknown name", `the invariant "${name}" ${what}`); };
  const asking = (fn: ((...args: any[]) => boolean), word: string) => rows === null
    ? () => yes(fn(world, facts), `"${word}"`) : (row: number) => yes(fn(rows[row], world, facts), `"${word}"`);
  const common = { rows: rows === null ? 1 : rows.length, waits: () => false };
  if (canAlways !== undefined) return { ...common, kind: "canAlways", isGood: asking(canAlways, "canAlways") };
  if (goesOn !== undefined) {
    if (goesOn !== true) refuse('says "goesOn", which is either true or left out');
    if (rows !== null) refuse('says "goesOn" of each row: that something can happen is claimed of the world; leave "each" out');
    return { ...common, kind: "goesOn", isGood: unless === undefined ? () => false : asking(unless, "unless") };
  }
  if (from === undefined) return refuse('does not say "from": what holds where it begins to wait');
  if (typeof fair !== "object" || fair === null || !Object.keys(fair).every((word) => word === "weak" || word === "strong"))
    refuse('does not say which operations are fair: fair: { weak: [run], strong: [receive] }, or fair: {} where a run may stop anywhere');
  return { ...common, kind: "leadsTo", isGood: asking(leadsTo!, "leadsTo"), waits: asking(from, "from") };
}

/** The operations that are fair for a claim; throws a SpecificationFault that names one that is not there. */
export function fairOf({ operations, whole }: Pick<Specification, "operations" | "whole">, { name, fair }: Invariant): FairOperation[] {
  const placesOf = (some: readonly { readonly name: string }[], isStrong: boolean): FairOperation[] => some.flatMap((one) => {
    const operation = operations.findIndex((its) => its.name === one?.name);
    if (operation >= 0) return [{ operation, isStrong, isByRow: operations[operation]!.by !== undefined }];
    // A suite may leave an operation out: what cannot happen is fair enough.
    if (whole?.operations.some((its) => its.name === one?.name) === true) return [];
    throw new SpecificationFault("unknown name", `the invariant "${name}" is fair to ${one?.name === undefined ? "what is not an operation"
      : `"${one.name}", which is not an operation of the specification`}${didYouMean(String(one?.name), operations.map((its) => its.name))}`);
  });
  return [...placesOf(fair?.weak ?? [], false), ...placesOf(fair?.strong ?? [], true)];
}

/** Refuses claims that are fair to what is not there. */
export function refuseUnfair(specification: Pick<Specification, "operations" | "invariants" | "whole">): void {
  for (const invariant of specification.invariants) if (isExplored(invariant)) fairOf(specification, invariant);
}
