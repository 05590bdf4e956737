/**
 * A kernel as a guest: everything that it brings along, in one value. Whoever runs kernels asks this value and nobody by name, so
 * that a third party's package that exports one has the rights of those that are bundled.
 */
import type { Attachment } from "../../model/platforms/index.ts";
import type { CraftedMutant, Description, Specification, Suite, System } from "../language/index.ts";
import type { CallConventions } from "../timing/chains/index.ts";

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
  /** What must be there of the specification, part by part: what `npm run promises` wrote down. */
  readonly promises?: Promises;
  /** The formats in which its systems are described, by name. */
  readonly describedIn?: readonly string[];
  /** The system of a description in one of them. */
  readonly describedSystem?: (description: Description) => DescribedSystem;
  /** How calls between the components of a description go, for the time of chains of them. */
  readonly chains?: CallConventions;
  /** What the kernel does for each outcome of its operations, as far as anybody has measured it. */
  readonly costs?: Attachment;
  /** A model that is there to be measured, and says nothing about any kernel: its suites run only when they are named themselves. */
  readonly apart?: boolean;
}

/** The outcomes of each operation, and the sightings of each invariant. */
export interface Promises {
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  readonly sightings: Readonly<Record<string, readonly string[]>>;
}

export interface DescribedSystem {
  readonly system: System<any, any>;
  /** What must occur when it runs, by name as a suite requires it; everything, unless said. */
  readonly requires?: readonly string[];
}

/** Why a mutant may survive. */
export interface Survivor {
  /** The two texts say the same; or no system of the suites shows the difference. */
  readonly verdict: "equivalent" | "missing system";
  readonly why: string;
}

/** What a declaration carries, so that it is known wherever it comes from: a copy of this package in a user's folder makes them, too. */
const mark = Symbol.for("cordon kernel");

/** Declares a kernel. */
export const kernel = (parts: Kernel): Kernel => Object.assign({ ...parts }, { [mark]: true });

/** Whether a value was declared as a kernel. */
export const isKernel = (value: unknown): value is Kernel => typeof value === "object" && value !== null && mark in value;

/** The kernel whose systems are described in a format: the first that says so. */
export const kernelDescribedIn = (format: string, kernels: readonly Kernel[]): Kernel | undefined =>
  kernels.find(({ describedIn = [] }) => describedIn.includes(format));
