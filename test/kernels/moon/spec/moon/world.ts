/** What exists on the moon: threads, and what each may ask of whom. */
import { choice, count, factsOf, source, table, world } from "cordon";

interface Facts {
  /** Pairs of threads of which the first may wake the second. */
  readonly allowed: readonly (readonly [number, number])[];
}

const tables = {
  thread: table({ about: "a thread", columns: { state: choice("running", "blocked"), woken: count({ max: 3 }) } }),
};

export const moon = world({ name: "moon", facts: factsOf<Facts>(), tables });
export const { operation, invariant, system, mutant } = moon;
export const manual = (chapter: string) => source("The moon manual", chapter);
