/**
 * What a user configures once for a folder: the options of the command line under their own names. As data it stands in `cordon.json`,
 * which is found from any folder below; as code in a file such as `cordon.config.ts`, which is run only when `--config` names it.
 */
import type { Kernel } from "./kernel.ts";

/** Every key is an option without its dashes. Paths are relative to the file. */
export interface Configuration {
  /** Files with kernels, formats, suites, and more invariants or operations. */
  readonly with?: readonly string[];
  /** Kernels by value: in code alone. */
  readonly kernels?: readonly Kernel[];
  /** Findings that are accepted, or the file with them. */
  readonly baseline?: string | readonly Accepted[];
  /** As in `shell+editor,vault`: no information may flow between the two. */
  readonly isolate?: readonly string[];
  readonly trust?: readonly string[];
  readonly seed?: number;
  readonly traces?: number;
  readonly steps?: number;
  readonly budget?: "quick" | "nightly";
  /** Where reports are written, each in its form. */
  readonly junit?: string;
  readonly sarif?: string;
  readonly report?: string;
  /** The folder of journal and records. */
  readonly out?: string;
  /** Seconds of processor time that one sentence may take. */
  readonly limit?: number;
  /** Of a search, in megabytes. */
  readonly memory?: number;
  readonly workers?: number;
}

/** A finding that somebody has looked at and accepts. */
export interface Accepted {
  readonly code: string;
  /** As the finding names it; left out for one that concerns a whole file. */
  readonly component?: string;
  /** The file that it is accepted in; any, unless said. */
  readonly file?: string;
  readonly reason: string;
}

const declared = new WeakSet<object>();

/** Declares a configuration: the default export of a file that `--config` names. */
export function defineConfig(configuration: Configuration): Configuration {
  declared.add(configuration);
  return configuration;
}

/** Whether a value was declared as a configuration. */
export const isConfiguration = (value: unknown): value is Configuration =>
  typeof value === "object" && value !== null && declared.has(value);
