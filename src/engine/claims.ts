/**
 * Makes invariants ready for one system: each becomes something that looks at a state, a step or two runs and says
 * nothing, or why the claim is broken. A claim that throws is not a broken claim: the run ends UNKNOWN and names it.
 */
import { SpecificationFault, didYouMean } from "../language/fault.ts";
import type { Invariant, Step } from "../language/invariant.ts";
import type { PlacedColumn } from "./layout.ts";
import type { Memory, RowView } from "./rows.ts";

/** Thrown when an invariant's own function throws. */
export class ClaimThrew extends Error {
  readonly claim: string;

  constructor(claim: string, cause: unknown) {
    super(`the invariant "${claim}" threw: ${cause instanceof Error ? cause.message : String(cause)}`);
    this.name = "ClaimThrew";
    this.claim = claim;
  }
}

/** One `seen` sentence with its function. */
export interface Seen {
  readonly sentence: string;
  readonly holds: (at: unknown, facts: unknown) => boolean;
}

/** What claims over a step look at. */
export interface StepView {
  readonly before: Memory["world"];
  readonly after: Memory["world"];
  readonly step: Step;
  readonly facts: unknown;
}

/** A claim made ready. `state`, `step` and `twoRuns` tell which kind it is; the one that fits is defined. */
export interface Claim {
  readonly invariant: Invariant;
  readonly name: string;
  readonly seen: readonly Seen[];
  /** Whether `seen` looks at steps; otherwise it looks at states. */
  readonly seenInSteps: boolean;
  /** Why the claim is broken in the present state, or null. */
  readonly state?: () => string | null;
  /** Why the claim is broken by the step, or null. */
  readonly step?: (view: StepView) => string | null;
  readonly twoRuns?: NonNullable<Invariant["unseen"]>;
}

/** Makes a claim ready; throws a SpecificationFault that names a misspelt table or column, or a missing part. */
export function claimOf(invariant: Invariant, now: Memory, before: Memory, facts: unknown): Claim {
  const { name, holds, permits, unseen } = invariant;
  const kinds = [holds, permits, unseen].filter((kind) => kind !== undefined).length;
  if (kinds !== 1) throw new SpecificationFault("unknown name",
    `the invariant "${name}" must have exactly one of "holds", "permits" and "unseen"; it has ${kinds}`);
  const seen = Object.entries(invariant.seen ?? {}).map(([sentence, fn]) => ({ sentence, holds: guarded(name, fn) }));
  const common = { invariant, name, seen, seenInSteps: permits !== undefined };
  if (holds !== undefined) return { ...common, state: stateClaim(invariant, holds, now, facts) };
  if (permits !== undefined) return { ...common, step: stepClaim(invariant, permits, now, before) };
  rowsOf(invariant.each ?? "", name, now);
  return { ...common, twoRuns: unseen! };
}

function guarded<A extends unknown[], R>(claim: string, fn: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    try {
      return fn(...args);
    } catch (error) {
      throw error instanceof SpecificationFault ? error : new ClaimThrew(claim, error);
    }
  };
}

function rowsOf(table: string, claim: string, memory: Memory): readonly RowView[] {
  const rows = memory.world[table];
  if (rows === undefined) throw new SpecificationFault("unknown name",
    `the invariant "${claim}" speaks of "${table}", which is no table${didYouMean(table, Object.keys(memory.world))}`);
  return rows;
}

function stateClaim({ name, each }: Invariant, holds: (...args: any[]) => boolean, now: Memory, facts: unknown) {
  if (each === undefined) return guarded(name, () => holds(now.world, facts) ? null : "it does not hold of the state");
  const rows = rowsOf(each, name, now);
  return guarded(name, () => {
    for (let i = 0; i < rows.length; i++)
      if (!holds(rows[i], now.world, facts)) return `it does not hold of ${each} ${i}`;
    return null;
  });
}

function stepClaim(invariant: Invariant, permits: NonNullable<Invariant["permits"]>, now: Memory, before: Memory) {
  const { name, changes } = invariant;
  const reasons = Object.entries(permits);
  if (changes === undefined) return guarded(name, (view: StepView) => {
    for (const [, reason] of reasons) if (reason(view)) return null;
    return `the answer "${view.step.answer}" was given for none of the permitted reasons (tried: ${tried(reasons)})`;
  });
  const rows = rowsOf(changes, name, now);
  const old = rowsOf(changes, name, before);
  const columns = watched(invariant, changes, now);
  return guarded(name, (view: StepView) => {
    rows: for (let id = 0; id < rows.length; id++) {
      const changed = columns.find((column) => differs(column, id, now, before));
      if (changed === undefined) continue;
      const change = { ...view, was: old[id]!, is: rows[id]! };
      for (const [, reason] of reasons) if (reason(change)) continue rows;
      return `${changes} ${id} changed (${changed.name}) for none of the permitted reasons (tried: ${tried(reasons)})`;
    }
    return null;
  });
}

function tried(reasons: readonly (readonly [string, unknown])[]): string {
  return reasons.map(([sentence]) => `"${sentence}"`).join(", ");
}

function watched({ name, columns: wanted }: Invariant, table: string, memory: Memory): readonly PlacedColumn[] {
  const columns = memory.layout.schema.columns.filter((placed) => placed.table === table);
  for (const column of wanted ?? []) if (!columns.some((placed) => placed.name === column))
    throw new SpecificationFault("unknown name", `the invariant "${name}" watches "${table}.${column}", which is no column`
      + didYouMean(column, columns.map((placed) => placed.name)));
  return wanted === undefined ? columns : columns.filter((placed) => wanted.includes(placed.name));
}

/** Whether a column of a row holds something else in the two memories. */
export function differs({ index, width }: PlacedColumn, id: number, a: Memory, b: Memory): boolean {
  const stride = a.stride[index]!;
  const from = a.offset[index]! + id * stride;
  for (let i = from; i < from + stride; i++) {
    const same = width === 1 ? a.u8[i] === b.u8[i] : width === 2 ? a.u16[i] === b.u16[i]
      : width === 4 ? a.i32[i] === b.i32[i] : a.f64[i] === b.f64[i];
    if (!same) return true;
  }
  return false;
}
