/** Stand-in until the suites are written. */
import type { CraftedMutant, Suite } from "../src/language/index.ts";

export const suites: readonly Suite[] = [];
export const craftedMutants: Readonly<Record<string, readonly CraftedMutant[]>> = {};
