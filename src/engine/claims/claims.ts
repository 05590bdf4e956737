/**
 * Makes invariants ready for one system: each becomes something that looks at a state, a step or two runs and says
 * nothing, or why the claim is broken.
 */
import { wayUp } from "../../language/chain.ts";
import { SpecificationFault, didYouMean } from "../../language/fault.ts";
import type { Invariant } from "../../language/invariant.ts";
import { isExplored, isWithin, progressSentences } from "../../language/progress.ts";
import { type ProgressClaim, progressClaim } from "../progress/claims.ts";
import type { Changes } from "../world/changes.ts";
import { generated } from "../stepping/new-function.ts";
import type { PlacedColumn } from "../../sentences/layout.ts";
import { ChangeView, type StepView } from "./moments.ts";
import { type WithinClaim, withinClaim } from "./within.ts";
import type { Memory, RowView } from "../world/rows.ts";
import { yes } from "./yes-or-no.ts";

/** Thrown when an invariant's own function throws: not a broken claim, but a run that ends UNKNOWN and names it. */
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

/** A claim made ready. `state`, `change`, `step`, `twoRuns` and `progress` tell which kind it is; the one that fits is defined. */
export interface Claim {
  readonly invariant: Invariant;
  readonly name: string;
  readonly seen: readonly Seen[];
  /** Whether `seen` looks at steps; otherwise it looks at states. */
  readonly seenInSteps: boolean;
  /** Why the claim is broken in the present state, or null. */
  readonly state?: () => string | null;
  /** Of `permits`: the sentences. */
  readonly reasons: readonly string[];
  /** Why the claim is broken by the step, or null; of a step that changes nothing it always holds. */
  readonly change?: (view: StepView, changes: Changes, covered?: number[]) => string | null;
  /** How many rows a step changed that the claim watches. */
  readonly changed?: (changes: Changes) => number;
  /** Why the claim is broken by the step, or null; `covered` counts by reason what it covered, here and in `change`. */
  readonly step?: (view: StepView, covered?: number[]) => string | null;
  readonly twoRuns?: NonNullable<Invariant["unseen"]>;
  /** What only a search decides that finds every state. */
  readonly progress?: ProgressClaim;
  /** Of a claim that something comes within so many steps: what is counted. Its `state` looks at that. */
  readonly within?: WithinClaim;
}

/** Makes a claim ready; throws a SpecificationFault that names a misspelt table or column, or a missing part. */
export function claimOf(invariant: Invariant, now: Memory, before: Memory, facts: unknown): Claim {
  const { name, holds, permits, unseen, changes, canAlways, goesOn, leadsTo, counting } = invariant;
  const within = isWithin(invariant) ? true : undefined;
  const kinds = [holds, permits, unseen, canAlways, goesOn, leadsTo, within].filter((kind) => kind !== undefined).length;
  if (kinds !== 1) throw new SpecificationFault("unknown name", `the invariant "${name}" must have exactly one of "holds", "permits", `
    + `"unseen", "canAlways", "goesOn", "leadsTo" and "within"; it has ${kinds}`);
  refuseStray(invariant);
  const sentences = { holds, ...permits, ...unseen, ...progressSentences(invariant), counting, ...invariant.seen };
  for (const [sentence, fn] of Object.entries(sentences)) if (fn !== undefined && typeof fn !== "function")
    throw new SpecificationFault("unknown name", `"${sentence}" of the invariant "${name}" is not a function`);
  const seen = Object.entries(invariant.seen ?? {}).map(([sentence, fn]): Seen =>
    ({ sentence, holds: (at, given) => yes(fn(at, given), `the seen "${sentence}"`) }));
  const common = { invariant, name, seen, seenInSteps: permits !== undefined, reasons: Object.keys(permits ?? {}) };
  if (holds !== undefined) return { ...common, state: stateClaim(invariant, holds, now, facts) };
  if (isExplored(invariant) || within === true) {
    const rows = invariant.each === undefined ? null : rowsOf(invariant.each, name, now);
    if (within === true) {
      const its = withinClaim(invariant, rows, now, facts);
      return { ...common, within: its, state: its.state };
    }
    return { ...common, progress: progressClaim(invariant, rows, now, facts) };
  }
  if (unseen !== undefined) {
    rowsOf(invariant.each ?? "", name, now);
    for (const part of ["hidden", "view", "hears"] as const) if (unseen[part] === undefined)
      throw new SpecificationFault("unknown name", `the invariant "${name}" does not say what is "${part}"`);
    return { ...common, twoRuns: unseen };
  }
  if (changes !== undefined) return { ...common, ...changeClaim(invariant, changes, permits!, now, before) };
  return { ...common, step: stepClaim(permits!) };
}

/** Words that say something only beside another one. */
const beside = { unless: "goesOn", from: "leadsTo", fair: "leadsTo", counting: "within" } as const;

/** Refuses a word that would be passed over. */
function refuseStray(invariant: Invariant): void {
  const { name, each, holds, along = [] } = invariant;
  for (const chain of along) if (holds === undefined || chain.of !== each) throw new SpecificationFault("unknown name",
    `the invariant "${name}" is told along "${chain.name}", a chain of "${chain.of}": it must claim what "holds" of "each" of these rows`);
  for (const [word, other] of Object.entries(beside) as [keyof typeof beside, typeof beside[keyof typeof beside]][]) {
    const isBeside = invariant[other] !== undefined || (word === "from" && isWithin(invariant));
    if (invariant[word] !== undefined && !isBeside) throw new SpecificationFault("unknown name",
      `the invariant "${invariant.name}" says "${word}", which belongs to "${other}"${word === "from" ? ' or to "to" and "within"' : ""}`);
  }
}

function rowsOf(table: string, claim: string, memory: Memory): readonly RowView[] {
  if (Object.hasOwn(memory.world, table)) return memory.world[table]!;
  throw new SpecificationFault("unknown name",
    `the invariant "${claim}" speaks of "${table}", which is not a table${didYouMean(table, Object.keys(memory.world))}`);
}

function stateClaim({ name, each, along = [] }: Invariant, holds: (...args: any[]) => boolean, now: Memory, facts: unknown) {
  const { world } = now;
  if (each === undefined) return () => yes(holds(world, facts), "the claim") ? null : "it is false in this state";
  const rows = rowsOf(each, name, now);
  const find = generated({ holds, rows, world, facts, yes }, `return () => {
    for (let i = 0; i < rows.length; i++) if (!yes(holds(rows[i], world, facts), "the claim")) return i;
    return -1;
  };`, () => (): number => rows.findIndex((row) => !yes(holds(row, world, facts), "the claim")));
  return () => {
    const id = find();
    return id < 0 ? null : `it is false for ${each} ${id}${along.map((chain) => wayUp(chain, rows[id]!)).join("")}`;
  };
}

function stepClaim(permits: NonNullable<Invariant["permits"]>) {
  const reasons = Object.entries(permits);
  return (view: StepView, covered?: number[]) => {
    if (coveredBy(reasons, view, covered)) return null;
    return `no permitted reason covers this step (answer "${view.step.answer}"); false: ${tried(reasons)}`;
  };
}

function changeClaim(
  invariant: Invariant, table: string, permits: NonNullable<Invariant["permits"]>, now: Memory, before: Memory,
) {
  const reasons = Object.entries(permits);
  const rows = rowsOf(table, invariant.name, now);
  const old = rowsOf(table, invariant.name, before);
  const columns = now.layout.schema.columns;
  const watching = watched(invariant, table, now);
  /** By row: the step at which it was last looked at, since a row may have several changed columns. */
  const looked = new Float64Array(rows.length);
  /** Of the next changed row that was not looked at yet, its place among the changes; -1 after the last. */
  const next = (changes: Changes, from: number): number => {
    for (let i = from; i < changes.count; i++) {
      const id = changes.rows[i]!;
      if (watching[changes.columns[i]!] === 0 || looked[id] === changes.step) continue;
      looked[id] = changes.step;
      return i;
    }
    return -1;
  };
  return {
    changed(changes: Changes): number {
      let count = 0;
      for (let i = next(changes, 0); i >= 0; i = next(changes, i + 1)) count++;
      return count;
    },
    change(view: StepView, changes: Changes, covered?: number[]): string | null {
      for (let i = next(changes, 0); i >= 0; i = next(changes, i + 1)) {
        const id = changes.rows[i]!;
        if (!coveredBy(reasons, new ChangeView(view, old[id]!, rows[id]!), covered)) return `${table} ${id} changed (`
          + `${columns[changes.columns[i]!]!.name}), and no permitted reason covers that; false: ${tried(reasons)}`;
      }
      return null;
    },
  };
}

/** Whether one of the reasons covers a step or a change; counts which. */
function coveredBy(reasons: readonly (readonly [string, (at: any) => boolean])[], at: object, covered: number[] | undefined): boolean {
  for (let r = 0; r < reasons.length; r++) {
    const [sentence, reason] = reasons[r]!;
    if (!yes(reason(at), sentence)) continue;
    if (covered !== undefined) covered[r]!++;
    return true;
  }
  return false;
}

function tried(reasons: readonly (readonly [string, unknown])[]): string {
  return reasons.map(([sentence]) => `"${sentence}"`).join(", ");
}

/** By column of the world: 1 where the claim watches it. */
function watched({ name, columns: wanted }: Invariant, table: string, memory: Memory): Uint8Array {
  const columns: readonly PlacedColumn[] = memory.layout.schema.columns.filter((placed) => placed.table === table);
  for (const column of wanted ?? []) if (!columns.some((placed) => placed.name === column))
    throw new SpecificationFault("unknown name", `the invariant "${name}" watches "${table}.${column}", which is not a column`
      + didYouMean(column, columns.map((placed) => placed.name)));
  const all = memory.layout.schema.columns;
  return Uint8Array.from(all, (placed) => placed.table === table && (wanted === undefined || wanted.includes(placed.name)) ? 1 : 0);
}
