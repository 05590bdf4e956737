/** How calls between components go in a kernel, as far as the time of a chain of calls rests on it. */
import type { Assumption } from "../evidence.ts";

export interface CallConventions {
  /** At whose priority and on whose time a call is served. */
  readonly priority: Assumption;
  /** What a server does for a request besides its own work. */
  readonly serving: Assumption;
  /** How calls to another processor run there, on the kernel of this name. */
  readonly across: (kernel: string) => AcrossProcessors;
}

export interface AcrossProcessors {
  /** Whether they run at their caller's priority. */
  readonly carriesPriority: boolean;
  /** The same as a clause about calls to other processors. */
  readonly says: string;
  /** Which kernel is known to do so, as a clause. */
  readonly as: string;
}

/** The same on one kernel. */
export interface CallsOn extends Omit<CallConventions, "across"> {
  readonly across: AcrossProcessors;
}

/** How calls go on the kernel of this name. */
export const callsOn = ({ priority, serving, across }: CallConventions, kernel: string): CallsOn =>
  ({ priority, serving, across: across(kernel) });
