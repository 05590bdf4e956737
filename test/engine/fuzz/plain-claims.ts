/** Claims over plain worlds: over states, rows, steps and changes, in the order in which a specification lists them. */
import type { Invariant } from "../../../src/language/index.ts";
import { PlainFault } from "./plain-fault.ts";
import { asked, yes } from "./plain-step.ts";
import type { PlainWorld } from "./plain-world.ts";

/** The name under which faults of a specification are told. */
export const sound = "the specification is sound";

/** What is broken: a claim, or soundness with the code of the fault. */
export interface PlainViolation { readonly claim: string; readonly operation: string; readonly code: string }

export interface PlainStep { operation: string; outcome: string; answer: string; refused: boolean; args: Readonly<Record<string, unknown>> }

/** How much the claims had to judge, by claim. */
export interface PlainApplied { readonly rows: number[]; readonly changes: number[] }

const isOverState = ({ holds, within }: Invariant): boolean => holds !== undefined || within !== undefined;
export const isOverSteps = ({ permits }: Invariant): boolean => permits !== undefined;

/** What the table is called in which it stands how long each row waits. */
export const waitsOf = ({ name }: Invariant): string => `waits for ${name}`;

/** Whether something has waited for too long in the present state. */
const isOverdue = (invariant: Invariant, world: PlainWorld): boolean =>
  world.state[waitsOf(invariant)]!.some(({ since }) => (since as number) >= invariant.within!);

/** The first broken claim over the present state, or null. */
export function brokenState(invariants: readonly Invariant[], world: PlainWorld, facts: any, applied: PlainApplied, operation = ""): PlainViolation | null {
  for (const [c, invariant] of invariants.entries()) {
    const { name, each, holds } = invariant;
    if (!isOverState(invariant)) continue;
    const found = told(operation, () => {
      if (holds === undefined) return !isOverdue(invariant, world);
      if (each === undefined) return asked(world, () => yes(holds!(world.rows, facts), name));
      return world.rows[each]!.every((row) => {
        applied.rows[c]!++;
        return asked(world, () => yes(holds!(row, world.rows, facts), name));
      });
    }, name);
    if (found !== null) return found;
  }
  return null;
}

/** The first broken claim over a step, or null; `before` is a world in the state before it. */
export function brokenStep(
  invariants: readonly Invariant[], before: PlainWorld, after: PlainWorld, step: PlainStep, facts: any, applied: PlainApplied,
): PlainViolation | null {
  for (const [c, { name, permits, changes, columns }] of invariants.entries()) {
    if (permits === undefined) continue;
    const isPermitted = (more: object): boolean => Object.entries(permits).some(([reason, allows]) =>
      askedOfStep(before, after, () => yes(allows({ before: before.rows, after: after.rows, step, facts, ...more }), reason)));
    const found = told(step.operation, () => {
      if (changes === undefined) return isPermitted({});
      if (step.refused) return true;
      return after.rows[changes]!.every((is, id) => {
        const [old, now] = [before.state[changes]![id]!, after.state[changes]![id]!];
        const changed = Object.keys(now).filter((name) => (columns ?? Object.keys(now)).includes(name) && JSON.stringify(old[name]) !== JSON.stringify(now[name]));
        if (changed.length === 0) return true;
        applied.changes[c]!++;
        return isPermitted({ was: before.rows[changes]![id], is });
      });
    }, name);
    if (found !== null) return found;
  }
  return null;
}

/** Notes which `seen` sentences are true now. */
export function noteSeen(
  invariants: readonly Invariant[], inSteps: boolean, seen: number[][], ask: (sentence: (at: any, facts: any) => boolean) => boolean,
): void {
  invariants.forEach((invariant, c) => Object.values(invariant.seen ?? {}).forEach((sentence, s) => {
    if (isOverSteps(invariant) === inSteps && seen[c]![s] === 0 && ask(sentence)) seen[c]![s] = 1;
  }));
}

/** A sentence over a step reads two worlds, and writes neither. */
export const askedOfStep = <T>(before: PlainWorld, after: PlainWorld, ask: () => T): T => asked(before, () => asked(after, ask));

function told(operation: string, holds: () => boolean, claim: string): PlainViolation | null {
  try {
    return holds() ? null : { claim, operation, code: "" };
  } catch (error) {
    if (error instanceof PlainFault) return { claim: sound, operation, code: error.code };
    throw error;
  }
}
