/**
 * What `cordon explore` says at its end. These are the shapes of its `--json`; `schema/explore.schema.json` describes
 * them for other languages.
 */
import type { Break, ClaimResult, Counterexample, OutcomeCount, Verdict } from "./report.ts";

/** The whole document that `cordon explore --json` prints. */
export interface ExplorationReport {
  readonly cordon: string;
  /** Of the shape of this document. */
  readonly version: 2;
  /** The suite, or the path of the system description as the user gave it. */
  readonly what: string;
  /** The name of the system that was explored. */
  readonly system: string;
  readonly verdict: Verdict;
  /** Different states that were found, the initial one included; with symmetry, states that are alike count once. */
  readonly states: number;
  /** Calls that were taken and not refused, one for each answer to their open choices. */
  readonly transitions: number;
  /** Steps from the initial state to the farthest states that were found. */
  readonly depth: number;
  /** Whether every state that the system can reach was looked at. */
  readonly exhaustive: boolean;
  /** States that were found and from which no call was taken. */
  readonly frontier: number;
  readonly seconds: number;
  readonly workers: number;
  readonly bytesPerState: number;
  /** Whether states were counted once that differ only in the order of interchangeable rows. */
  readonly symmetry: boolean;
  /** Whether the sentences were run as code that was made of them; a sample was asked of the sentences themselves then. */
  readonly byCode: boolean;
  readonly claims: readonly ClaimResult[];
  readonly outcomes: readonly OutcomeCount[];
  readonly counterexample?: Counterexample;
  /** Absent where the suite is there to see no claim broken. */
  readonly breaks?: readonly Break[];
  /** What stands between this and PASS, or qualifies it: one line each. */
  readonly remarks: readonly string[];
}

/** The whole document that `cordon explore --sample --json` prints: it says nothing about claims. */
export interface SampleReport {
  readonly cordon: string;
  /** Of the shape of this document. */
  readonly version: 2;
  readonly what: string;
  readonly system: string;
  /** States that there are for certain, and those that random traces have very likely missed. */
  readonly atLeast: number;
  /** How many there may be, a guess; absent where nothing tells. */
  readonly about?: number;
  /** Whether a search found them all, so that `about` is a count. */
  readonly exhaustive: boolean;
  readonly symmetry: boolean;
  /** Random traces; states in which they ended: all, those of one trace only, those of two. */
  readonly traces: number;
  readonly distinct: number;
  readonly once: number;
  readonly twice: number;
  /** States by their distance from the initial one, as far as a search went. */
  readonly levels: readonly number[];
  readonly seconds: number;
}

/** The whole document that `cordon explore --all-systems --json` prints. */
export interface FamilyReport {
  readonly cordon: string;
  /** Of the shape of this document. */
  readonly version: 2;
  /** The suite. */
  readonly what: string;
  /** The worst of all systems. */
  readonly verdict: Verdict;
  /** The first of the systems, from small to large, of which the verdict is FAIL; absent where there is none. */
  readonly smallest?: string;
  /** One for each system, in their order. */
  readonly systems: readonly ExplorationReport[];
}
