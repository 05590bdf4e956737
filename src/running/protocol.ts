/**
 * What the main thread and its helpers say to each other. Helpers run everything that a specification or the user's
 * files contain; the main thread only listens, counts and writes.
 */
import type {
  CampaignOptions,
  ChunkTally,
  Exploration,
  ExploreOptions,
  Judgement,
  Mutant,
  MutantWithin,
  SearchNeeds,
  SizeEstimate,
  StateGraph,
  StrategyName,
  Tally,
  ToldStep,
  TraceStep,
  Unnoticed,
  UnreadSentence,
  Violation,
  Within,
} from "../engine/index.ts";
import type { Demands, Priced, Profile, Survivor } from "../kernels/index.ts";
import type { Budget, FaultCode, Judging } from "../language/index.ts";
import type { CallsOn } from "../timing/chains/index.ts";
import type { FormatFacts, ReadFile, Wanted } from "./reading.ts";
import type { FailureRecord, RecordedTrace } from "../store/index.ts";

/** What is run: a suite by name, on one of its systems by name, or a system description by its text. */
export type Subject =
  | { readonly kind: "suite"; readonly name: string; readonly system?: string }
  | { readonly kind: "system"; readonly path: string; readonly text: string };

/** A subject with everything that changes what it means. */
export interface Job {
  readonly subject: Subject;
  /** The user's files, by absolute path. */
  readonly with: readonly string[];
  /** Which of the claims are judged; all, where nothing is said. */
  readonly judging?: Judging;
}

/** What the main thread knows of a job without running it. */
export interface JobFacts {
  readonly specification: { readonly name: string; readonly digest: string };
  /** What its system is called: by its suite, or by itself. */
  readonly system: string;
  readonly budget: { readonly quick: Budget; readonly nightly: Budget };
  readonly claims: readonly string[];
  /** Those of the claims that only exploring decides. */
  readonly explored: readonly string[];
  readonly operations: readonly string[];
  /** The claims that the suite is there to see broken on this system, with their steps. */
  readonly breaks: Readonly<Record<string, number>>;
  /** The mutants that must break a claim. */
  readonly guards: readonly { readonly claim: string; readonly mutant: string }[];
  /** The mutants that may survive, by name. */
  readonly survivors: Readonly<Record<string, Survivor>>;
  /** A tally of nothing, in the shape of this job. */
  readonly empty: Tally;
}

/** A suite as the command line needs it. */
export interface SuiteFacts {
  readonly name: string;
  readonly specification: string;
  /** The systems that it can be run on by name. */
  readonly systems: readonly string[];
  /** Whether it is run only when it is named itself. */
  readonly apart: boolean;
}

/** A part of a campaign, as a helper reports it. */
export type Part =
  | { readonly chunk: number; readonly tally: ChunkTally; readonly found?: RecordedTrace }
  | { readonly chunk: number; readonly threw: string; readonly claim: string };

export type Campaign = Omit<CampaignOptions, "watch">;

/** How a search goes, as the main thread says it. */
export type Search = Pick<ExploreOptions, "depthMost" | "statesMost" | "callsMost" | "bytesMost" | "symmetry" | "team" | "codeTeam">;

/** Sees to it that no chunk after this one is taken any more. `turns` holds the next chunk, and the last one wanted. */
export function stopAfter(turns: Int32Array, chunk: number): void {
  for (let last = Atomics.load(turns, 1); chunk < last; last = Atomics.load(turns, 1))
    Atomics.compareExchange(turns, 1, last, chunk);
}

/** A place in a file, counted from 1. */
export interface PlaceInFile {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A mutant as it is known before it is tried. */
export interface NamedMutant extends Pick<Mutant, "name" | "operation"> {
  readonly tier: Mutant["tier"] | MutantWithin["tier"];
  /** The operations that use the text; unless said, the one that it is of. */
  readonly changes?: readonly string[];
  /** Of a mutant within a sentence: its text, and where it stands. */
  readonly text?: string;
  readonly at?: PlaceInFile;
}

/** A fault within a claim, or within a function that claims alone call. */
export interface NamedFault {
  readonly name: string;
  readonly text: string;
  readonly claims: readonly string[];
  readonly at?: PlaceInFile;
}

/** A mutant that a claim killed, and where. */
export interface KilledThere {
  readonly mutant: string;
  readonly claim: string;
  readonly suite: string;
  readonly trace: number;
}

/**
 * What became of a fault within a claim: a mutant is not killed any more, a claim is broken without any mutant, it says the same as the
 * right text; or nothing noticed it.
 */
export type Weakened =
  { readonly missed: string } | { readonly broken: string } | { readonly equivalent: true } | Readonly<Record<string, never>>;

/** The mutants of a job. */
export interface MutantsKnown extends Pick<Within, "fixed"> {
  readonly mutants: readonly NamedMutant[];
  /** Faults within claims. */
  readonly ofClaims: readonly NamedFault[];
}

/** What became of one mutant. */
export type Trial = { readonly killed: Killed } | { readonly equivalent: true } | Survived;

/** The claim that broke, and where; only the claim, in brackets, of a mutant that did not return, threw or ate all memory. */
interface Killed {
  readonly claim: string;
  readonly suite?: string;
  readonly trace?: number;
  /** Steps of that trace without what can be left out. */
  readonly length?: number;
}

interface Survived {
  /** What it does otherwise than the right text, over all suites; not asked where one claim alone was to break. */
  readonly unnoticed?: UnnoticedInSuites;
}

export interface UnnoticedInSuites extends Unnoticed {
  /** Traces that reach the sentence that the mutant changes. */
  readonly reaching: number;
}

/** What the right text shows about its mutants before they are run, in a range of traces. */
export interface Rehearsal {
  /** The `swap steps` mutants whose orders gave the same each time, or did not; neither when the case was not taken. */
  readonly same: readonly string[];
  readonly differing: readonly string[];
  /** By operation: how often it was taken, refusals included. */
  readonly taken: readonly number[];
  /** By operation: the names that its `look` gave, where it was asked. */
  readonly names: readonly (readonly string[] | null)[];
  /** What the traces reach of the operations, as `recordReached` writes it down. */
  readonly reached: Int32Array;
  /** The claim that broke without any mutant. */
  readonly failed?: string;
}

/** A job with its rehearsal of all traces. */
export interface Rehearsed extends Pick<Rehearsal, "names" | "reached"> {
  readonly job: Job;
}

/** What a replay shows. */
export interface Replayed {
  /** Why the steps cannot be taken any more; then nothing was run. */
  readonly senseless?: string;
  readonly steps: readonly (ToldStep & { readonly changed?: string })[];
  /** The first of the steps that are repeated for ever; as many as there are steps where nothing more happens. */
  readonly loopFrom?: number;
  readonly violation: Violation | null;
  readonly because: readonly string[];
  readonly textChanged: boolean;
}

/** The sentences that are not understood, with their places in files. */
export interface Placed {
  readonly sentences: number;
  readonly unread: readonly (Omit<UnreadSentence, "place"> & { readonly at?: PlaceInFile })[];
}

interface Asked<Q, A, E = never> {
  readonly question: Q;
  readonly answer: A;
  readonly event: E;
}

/** Every question that a helper answers, with its answer and the events on the way. */
export interface Questions {
  readonly suites: Asked<{ readonly with: readonly string[] }, readonly SuiteFacts[]>;
  /** What a file of code configures, but for the kernels that it has by value. */
  readonly configuration: Asked<{ readonly file: string }, { readonly values: unknown; readonly hasKernels: boolean }>;
  /** The formats of the user's files. */
  readonly formats: Asked<{ readonly with: readonly string[] }, readonly FormatFacts[]>;
  readonly read: Asked<
    { readonly with: readonly string[]; readonly bytes: Uint8Array; readonly path: string;
      readonly demands: Demands | null; readonly wanted?: Wanted },
    ReadFile
  >;
  /** The profiles of the user's files; a specification with what its kernel does for its outcomes, null where none has that name. */
  readonly prices: Asked<{ readonly with: readonly string[]; readonly specification?: string }, Prices>;
  /** How calls go in the kernel that is described in a format, on a platform's kernel; null where nothing says so. */
  readonly calls: Asked<{ readonly with: readonly string[]; readonly format: string; readonly platform: string }, CallsOn | null>;
  readonly load: Asked<{ readonly job: Job }, JobFacts>;
  readonly campaign: Asked<
    { readonly job: Job; readonly campaign: Campaign; readonly turns: SharedArrayBuffer },
    null,
    Part
  >;
  readonly judge: Asked<{ readonly job: Job; readonly tally: Tally; readonly wanted: number }, Judgement>;
  /** One helper's share of a search; with a team, all of them are asked at the same time. */
  readonly explore: Asked<
    { readonly job: Job; readonly search: Search },
    { readonly exploration: Exploration; readonly told?: RecordedTrace },
    { readonly states: number; readonly depth: number }
  >;
  /** The same by one helper, which stops after a few calls. */
  readonly exploreBriefly: Questions["explore"];
  /** What a search with the code of the sentences needs; null where some of them are not understood. */
  readonly needsOfCode: Asked<{ readonly job: Job; readonly worker: number; readonly symmetry: Search["symmetry"] }, SearchNeeds | null>;
  /** The same as `explore`, by code, of what was understood before. */
  readonly exploreByCode: Questions["explore"];
  readonly judgeExploration: Asked<{ readonly job: Job; readonly exploration: Exploration }, Judgement>;
  /** The states and calls of a system; null when the search does not come to its end. */
  readonly graph: Asked<{ readonly job: Job; readonly search: Search }, StateGraph | null>;
  readonly sample: Asked<
    { readonly job: Job; readonly search: Search; readonly seed: number; readonly traces: number; readonly steps: number },
    SizeEstimate,
    { readonly states: number; readonly depth: number }
  >;
  readonly shrink: Asked<
    { readonly job: Job; readonly steps: readonly TraceStep[]; readonly violation: Violation },
    RecordedTrace,
    RecordedTrace
  >;
  readonly replay: Asked<{ readonly job: Job; readonly record: FailureRecord }, Replayed>;
  readonly unread: Asked<{ readonly job: Job }, Placed>;
  readonly mutants: Asked<{ readonly job: Job }, MutantsKnown>;
  /** Runs the right text in the traces from `first` up to `last`. */
  readonly rehearse: Asked<
    { readonly job: Job; readonly campaign: Campaign; readonly first: number; readonly last: number },
    Rehearsal
  >;
  /** Whether a fault within a claim is noticed by one of these mutants, or in the first traces of each suite. */
  readonly weakened: Asked<
    { readonly suites: readonly Rehearsed[]; readonly mutant: string; readonly kills: readonly KilledThere[]; readonly first: number;
      readonly seed: number; readonly strategy?: StrategyName }, Weakened>;
  /** Runs a mutant until a claim breaks; with `claim`, until that one does; with `first`, in so many traces of each suite at most. */
  readonly trial: Asked<
    { readonly suites: readonly Rehearsed[]; readonly mutant: string; readonly seed: number; readonly traces?: number;
      readonly strategy?: StrategyName; readonly claim?: string; readonly first?: number }, Trial>;
}

export interface Prices {
  readonly profiles: readonly Profile[];
  readonly priced: Priced | null;
}

export type Ask = {
  [K in keyof Questions]: { readonly ask: K; readonly question: Questions[K]["question"] };
}[keyof Questions];

/** What comes back: any number of events, then an answer or a failure. */
export type Said =
  | { readonly said: "event"; readonly value: unknown }
  | { readonly said: "answer"; readonly value: unknown }
  | { readonly said: "refused"; readonly sentence: string; readonly fault?: FaultCode }
  | { readonly said: "threw"; readonly sentence: string; readonly claim: string };
