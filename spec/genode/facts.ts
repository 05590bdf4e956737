/**
 * What never changes while a Genode system runs, as far as the specification reads it: who can ask for which session,
 * where init's rules send the request, and which amounts of quota are worth trying.
 */

/** One place to which a request may be routed, in the order in which init tries them. */
export interface Way {
  readonly to: "local" | "parent" | "child" | "any-child";
  /** Numbers of the components that declare the service: one for `child`, all candidates for `any-child`. */
  readonly servers: readonly number[];
}

/** A session that a component may ask for: a service with a label. */
export interface Wish {
  /** Its place in the list of wishes. */
  readonly number: number;
  /** Such as `shell: Terminal "shell -> main"`. */
  readonly name: string;
  /** Number of the component that asks. */
  readonly client: number;
  readonly service: string;
  /** The label as the client's parent sees it. */
  readonly label: string;
  /** Whether the component needs it before its first instruction; the parent asks in its place. */
  readonly environment: boolean;
  /** Whether the component cannot come alive without it. */
  readonly required: boolean;
  /** For an init that passes a wish of a component below it on to its own parent: that wish's number, else -1. */
  readonly onBehalfOf: number;
  /** Where the request may go, first choice first; empty when no rule has a target for it. */
  readonly ways: readonly Way[];
  /** For an environment session: RAM in bytes and caps that the parent donates. */
  readonly ram: number;
  readonly caps: number;
}

/** An amount of RAM in bytes, or of capabilities, with a name for traces. */
export interface Amount {
  readonly name: string;
  readonly value: number;
}

export interface Facts {
  /** Path of each component by number, such as `init -> shell`. */
  readonly paths: readonly string[];
  /**
   * The partition of each component: those whose routes lead to each other, directly or through others, share one. The
   * topmost init, which serves all, has partition -1.
   */
  readonly partitions: readonly number[];
  /** Whether each component is an init, which has children and passes requests on. */
  readonly inits: readonly boolean[];
  /** Whether the parent's rules have a target for each component's PD session. */
  readonly pdRouted: readonly boolean[];
  /** Bytes and caps that each init keeps for itself. */
  readonly preservedRam: readonly number[];
  readonly preservedCaps: readonly number[];
  readonly wishes: readonly Wish[];
  /** By wish: the number of the wish with which the client's init passes it on to its own parent, or -1. */
  readonly passedOnAs: readonly number[];
  readonly ramAmounts: readonly Amount[];
  readonly capAmounts: readonly Amount[];
  /** Bytes of meta data that each parent keeps of a donation, for every session and hop. */
  readonly sessionCost: number;
  /** Bytes that a service inside the parent needs for a session object. */
  readonly localCost: number;
  /** All RAM in bytes and all caps of the system: their sums over the accounts never change. */
  readonly totalRam: number;
  readonly totalCaps: number;
}
