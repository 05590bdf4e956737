/**
 * An invariant: a claim over one state (`holds`), over one step (`permits`), over two runs (`unseen`), or over what can and must still
 * come (`progress.ts`). `seen` says what must have happened for the claim to mean anything; `guards` names mutants that must break it.
 */
import type { AnyChain, Chain } from "./chain.ts";
import type {
  AlwaysPossible, AlwaysPossibleForRow, NeverStuck, Progress, ProgressOfRow, ProgressWords, Within, WithinForRow,
} from "./progress.ts";
import type { Source } from "./source.ts";
import type { Row, Tables, World } from "./world.ts";

/** One step as claims see it. An operation, as a key, tells whether it is one of its steps, and gives its arguments with their types. */
export interface Step {
  readonly operation: string;
  /** The sentence of the check that refused, or of the case that applied. */
  readonly outcome: string;
  /** What the caller was told. */
  readonly answer: string;
  /** Whether a check refused it. */
  readonly refused: boolean;
  /** The arguments by name, rows as in the state after the step. */
  readonly args: Readonly<Record<string, any>>;
}

/** The two sides of a step. */
export interface Moment<T extends Tables, F> {
  readonly before: World<T>;
  readonly after: World<T>;
  readonly step: Step;
  readonly facts: F;
}

/** A step with one row that it changed: as it was, and as it is. */
export interface Change<T extends Tables, F, K extends string> extends Moment<T, F> {
  readonly was: Row<T, K>;
  readonly is: Row<T, K>;
}

/** What every claim says of itself. */
export interface Common {
  readonly name: string;
  /** One English sentence. */
  readonly claim: string;
  /** What goes wrong in a system where it does not hold. */
  readonly why: string;
  readonly sources: readonly Source[];
  /** Mutants that must break this claim, by name: `operation / kind of mutant / sentence`. */
  readonly guards?: readonly string[];
  /** For a claim of rows: the chains that a counterexample shows, from the row that breaks it on. */
  readonly along?: readonly AnyChain[];
}

/** A claim over what was: it has none of the words about what is to come. */
interface OverThePast extends Common {
  readonly canAlways?: undefined;
  readonly goesOn?: undefined;
  readonly from?: undefined;
  readonly acyclic?: undefined;
}

/** Claims something of every state. */
export interface StateClaim<T extends Tables, F> extends OverThePast {
  readonly each?: undefined;
  readonly holds: (world: World<T>, facts: F) => boolean;
  readonly changes?: undefined;
  readonly permits?: undefined;
  readonly unseen?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims something of every row of one table in every state. */
export interface RowClaim<T extends Tables, F, K extends string> extends OverThePast {
  readonly each: K;
  readonly holds: (row: Row<T, K>, world: World<T>, facts: F) => boolean;
  readonly changes?: undefined;
  readonly permits?: undefined;
  readonly unseen?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Claims of every row in every state that a chain ends: no row is its own next one, at whatever distance. */
export interface AcyclicClaim<T extends Tables, F, K extends keyof T & string> extends Omit<OverThePast, "acyclic"> {
  readonly acyclic: Chain<T, K>;
  readonly each?: undefined;
  readonly holds?: undefined;
  readonly changes?: undefined;
  readonly permits?: undefined;
  readonly unseen?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** Lists the only reasons for which an answer may be given, or a step of any kind may happen. */
export interface StepClaim<T extends Tables, F> extends OverThePast {
  readonly each?: undefined;
  readonly changes?: undefined;
  readonly permits: Readonly<Record<string, (moment: Moment<T, F>) => boolean>>;
  readonly holds?: undefined;
  readonly unseen?: undefined;
  readonly seen?: SeenInSteps<T, F>;
}

/** Lists the only reasons for which a row of a table may change. */
export interface ChangeClaim<T extends Tables, F, K extends string> extends OverThePast {
  readonly each?: undefined;
  /** The table whose rows are watched. */
  readonly changes: K;
  /** The columns that are watched; all of them unless said. */
  readonly columns?: readonly (K extends keyof T ? keyof T[K]["columns"] : never)[];
  readonly permits: Readonly<Record<string, (change: Change<T, F, K>) => boolean>>;
  readonly holds?: undefined;
  readonly unseen?: undefined;
  readonly seen?: SeenInSteps<T, F>;
}

type Plain = number | string | boolean;

/** What an observer sees. */
export type SeenByObserver = readonly Plain[] | Readonly<Record<string, Plain | readonly Plain[]>>;

/**
 * Two runs that differ only in the steps that an observer may not learn of must look the same to it.
 * The engine repeats the trace without those steps and compares what the observer sees after each step that is left.
 */
export interface TwoRunClaim<T extends Tables, F, K extends string> extends OverThePast {
  /** The table of observers. */
  readonly each: K;
  readonly unseen: {
    /** Whether this observer must not learn of this step. */
    readonly hidden: (observer: Row<T, K>, step: Step, facts: F) => boolean;
    /** Everything that the observer can see: a record of things by name, or a list. */
    readonly view: (observer: Row<T, K>, world: World<T>, facts: F) => SeenByObserver;
    /** Whether the observer is told the answer of this step. */
    readonly hears: (observer: Row<T, K>, step: Step, facts: F) => boolean;
  };
  readonly holds?: undefined;
  readonly changes?: undefined;
  readonly permits?: undefined;
  readonly seen?: SeenInStates<T, F>;
}

/** What must have been seen, in states. */
export type SeenInStates<T extends Tables, F> = Readonly<Record<string, (world: World<T>, facts: F) => boolean>>;
type SeenInSteps<T extends Tables, F> = Readonly<Record<string, (moment: Moment<T, F>) => boolean>>;

/** The text of an invariant of any kind. */
export type InvariantText<T extends Tables, F> =
  | StateClaim<T, F> | StepClaim<T, F> | AlwaysPossible<T, F> | NeverStuck<T, F> | Progress<T, F> | Within<T, F>
  | { [K in keyof T & string]: RowClaim<T, F, K> | AcyclicClaim<T, F, K> | ChangeClaim<T, F, K> | TwoRunClaim<T, F, K>
    | AlwaysPossibleForRow<T, F, K> | ProgressOfRow<T, F, K> | WithinForRow<T, F, K> }[keyof T & string];

/** An invariant as the engine takes it, the types of its world forgotten. */
export type Invariant = Common & ProgressWords & {
  readonly each?: string;
  readonly acyclic?: AnyChain;
  readonly holds?: (...args: any[]) => boolean;
  readonly changes?: string;
  readonly columns?: readonly string[];
  readonly permits?: Readonly<Record<string, (change: any) => boolean>>;
  readonly unseen?: {
    readonly hidden: (observer: any, step: Step, facts: any) => boolean;
    readonly view: (observer: any, world: any, facts: any) => SeenByObserver;
    readonly hears: (observer: any, step: Step, facts: any) => boolean;
  };
  readonly seen?: Readonly<Record<string, (at: any, facts: any) => boolean>>;
};
