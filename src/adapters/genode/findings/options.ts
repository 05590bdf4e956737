/**
 * What a user can ask of the findings: which parts of a system must be isolated from each other, and whom they trust.
 */

/**
 * Two sets of components between which no information may flow. A component is given by the name of its start node
 * or by its path (`init -> drivers -> timer`); the name of a nested init stands for everything in it.
 */
export interface Isolation {
  readonly from: readonly string[];
  readonly to: readonly string[];
  /** Only the flow `from` towards `to` is forbidden; without it, both directions are. */
  readonly oneWay?: boolean;
}

export interface FindingOptions {
  readonly isolate?: readonly Isolation[];
  /** Components that pass on only what they should: no path is drawn through them. */
  readonly trust?: readonly string[];
  /** Count every session as open both ways, whatever the direction table says. */
  readonly pessimistic?: boolean;
}
