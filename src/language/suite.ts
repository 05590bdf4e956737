/**
 * A specification gathers what one kernel promises; a suite puts it to work on a system with a budget.
 */
import type { Invariant } from "./invariant.ts";
import type { Operation } from "./operation.ts";
import type { System, Tables } from "./world.ts";

/** A crafted or historical fault: a specification's text with something replaced by hand. */
export interface CraftedMutant {
  /** A sentence: what the faulty kernel does. */
  readonly name: string;
  readonly tier: "crafted" | "historical";
  /** For a historical one, where the fault was seen. */
  readonly source?: string;
  /** The operation whose text is replaced. */
  readonly operation: string;
  readonly change: (operation: Operation) => Operation;
}

/** What one kernel or component system promises. */
export interface Specification {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  readonly tables: Tables;
  readonly operations: readonly Operation[];
  readonly invariants: readonly Invariant[];
  /** What this is a part of, where some of its operations were left out: its claims may speak of those, too. */
  readonly whole?: Pick<Specification, "operations">;
}

/** How long a run may be. */
export interface Budget {
  readonly traces: number;
  /** Operations in a trace. */
  readonly steps: number;
}

export interface Suite {
  readonly name: string;
  /** One sentence: what a PASS of this suite says. */
  readonly claim: string;
  readonly specification: Specification;
  /** What it runs on unless told otherwise. */
  readonly system: System<any, any>;
  /** More systems that it can be run on, by name (`--system NAME`); `system` may be one of them. */
  readonly systems?: Readonly<Record<string, System<any, any>>>;
  /** Those of `systems`, by name, that are small enough for `cordon explore`, which alone decides claims about progress. */
  readonly explored?: readonly string[];
  readonly budget: { readonly quick: Budget; readonly nightly: Budget };
  /**
   * The outcomes, claims and `seen` sentences that must be there, by name (`operation / outcome`, `invariant`,
   * `invariant / sentence`), so that nothing can be deleted from the specification unnoticed: what is missing makes the
   * verdict WEAK.
   */
  readonly promises?: readonly string[];
  /**
   * What must occur when this suite runs, by name as above: outcomes, `seen` sentences, and claims that must be applied. Without it,
   * everything that the specification has and the system does not waive. What is not required is counted, and missing it is no fault.
   */
  readonly requires?: readonly string[];
  /**
   * The claims that this suite is there to see broken on its own `system`, by name, each with the steps of its shortest counterexample, the
   * loop of a run that never ends among them. It is FAIL where one of them holds, or breaks in another number of steps.
   */
  readonly breaks?: Readonly<Record<string, number>>;
}

/** The operations that a suite of one concern runs: first those whose outcomes it must reach, then those that it runs alongside. */
export function operationsOf(operations: readonly Operation[], concern: string): Record<"own" | "alongside", readonly Operation[]> {
  return {
    own: operations.filter(({ concerns = [] }) => concerns.includes(concern)),
    alongside: operations.filter(({ alongside = [] }) => alongside.includes(concern)),
  };
}

/** Declares a suite. */
export const suite = (text: Suite): Suite => text;

/** Declares a specification. */
export const specification = (text: Specification): Specification => text;
