/**
 * A kernel as a guest: everything that it brings along, in one value. Whoever runs kernels asks this value and nobody by name, so
 * that a third party's package that exports one has the rights of those that are bundled.
 */
import type { CraftedMutant, Specification, Suite } from "../language/index.ts";

/** Every part but the name may be missing. */
export interface Kernel {
  /** As the command line calls it; the name of its specification, where it has one. */
  readonly name: string;
  readonly specification?: Specification;
  readonly suites?: readonly Suite[];
  /** What those suites may be run on that name no systems of their own (`--system NAME`). */
  readonly systems?: NonNullable<Suite["systems"]>;
  /** Faults made by hand that its suites must notice. */
  readonly mutants?: readonly CraftedMutant[];
  /** Mutants that no suite notices, by name, each with the reason. */
  readonly survivors?: Readonly<Record<string, Survivor>>;
  /** A model that is there to be measured, and says nothing about any kernel: its suites run only when they are named themselves. */
  readonly apart?: boolean;
}

/** Why a mutant may survive. */
export interface Survivor {
  /** The two texts say the same; or no system of the suites shows the difference. */
  readonly verdict: "equivalent" | "missing system";
  readonly why: string;
}

const declared = new WeakSet<object>();

/** Declares a kernel, so that it is known for one wherever it is exported from. */
export function kernel(parts: Kernel): Kernel {
  declared.add(parts);
  return parts;
}

/** Whether a value was declared as a kernel. */
export const isKernel = (value: unknown): value is Kernel => typeof value === "object" && value !== null && declared.has(value);
