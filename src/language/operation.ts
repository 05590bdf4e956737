/**
 * An operation: what can be asked of the kernel, or what hardware and time can do to it.
 * Prose is data: every check, case and step is a sentence with the function that means it. The same text runs,
 * prints, counts its coverage and is mutated.
 */
import type { Source } from "./source.ts";
import type { Row, Tables, World } from "./world.ts";

/** What an operation asks its caller for. */
export type Ask =
  | { readonly ask: "flag" }
  | { readonly ask: "upTo"; readonly max: number }
  | { readonly ask: "choice"; readonly values: readonly string[] }
  | { readonly ask: "row"; readonly table: string }
  | { readonly ask: "among"; readonly list: string };

export type Asks = Readonly<Record<string, Ask>>;

/** Asks for yes or no. */
export const yesOrNo = () => ({ ask: "flag" }) as const;

/** Asks for a whole number from 0 to `max`. */
export const upTo = (max: number) => ({ ask: "upTo", max }) as const;

/** Asks for one of some words. */
export const eitherOf = <const V extends string>(...values: V[]) => ({ ask: "choice", values }) as const;

/** Asks for a row of a table. */
export const oneOf = <const K extends string>(table: K) => ({ ask: "row", table }) as const;

/** Asks for an element of a list among the system's facts. */
export const among = <const L extends string>(list: L) => ({ ask: "among", list }) as const;

type ArgumentOf<T extends Tables, F, A> =
  A extends { ask: "flag" } ? boolean
  : A extends { ask: "upTo" } ? number
  : A extends { ask: "choice"; values: readonly (infer V)[] } ? V
  : A extends { ask: "row"; table: infer K extends string } ? Row<T, K>
  : A extends { ask: "among"; list: infer L } ? (L extends keyof F ? (F[L] extends readonly (infer E)[] ? E : never) : never)
  : never;

/** The arguments of an operation by name, the acting row (`by`) among them. */
export type ArgumentsOf<T extends Tables, F, A extends Asks, By extends string> =
  { readonly [N in keyof A]: ArgumentOf<T, F, A[N]> } & { readonly [N in By]: Row<T, By> };

/** Leaves a decision open: answers a number from 0 to n - 1 that the kernel may choose freely. */
export type Choose = (n: number) => number;

export interface CheckText<Scene, Unless extends string = string, Answer extends string = string> {
  /** What must hold; where it does not, the operation is refused and nothing changes. */
  readonly unless: Unless;
  readonly holds: (scene: Scene) => boolean;
  /** What the caller is told on refusal. */
  readonly answer: Answer;
  /** Whether it is the world's rule about who acts, which comes first and is given the world and its facts besides. */
  readonly isTurn?: true;
}

export interface CaseText<Scene, When extends string = string, Answer extends string = string> {
  readonly when: When;
  /** May be left out where an operation has one case only. */
  readonly holds?: (scene: Scene) => boolean;
  /** What happens, step by step and in this order. */
  readonly then: Readonly<Record<string, (scene: Scene, choose: Choose) => unknown>>;
  /** Why nothing happens, where `then` is empty. */
  readonly because?: string;
  /** What the caller is told; "ok" unless said. */
  readonly answer?: Answer;
}

export interface OperationText<
  T extends Tables, F, A extends Asks, By extends string, L extends object,
  Unless extends string = string, Refusal extends string = string, When extends string = string, Answer extends string = string,
> {
  readonly name: string;
  /** One sentence in the kernel's words. */
  readonly summary: string;
  readonly sources: readonly Source[];
  /** The concerns whose suites run it and must reach its outcomes. */
  readonly concerns?: readonly string[];
  /** Those whose suites run it as well, and leave its outcomes to others. */
  readonly alongside?: readonly string[];
  /** The table whose row acts; the row becomes an argument of that name. Hardware and time act without one. */
  readonly by?: By;
  readonly asks?: A;
  /** The names that the sentences below use, found from the arguments. It reads, it never changes anything. */
  readonly look?: (world: World<T>, args: ArgumentsOf<T, F, A, By>, facts: F) => L;
  readonly checks: readonly CheckText<ArgumentsOf<T, F, A, By> & L, Unless, Refusal>[];
  readonly cases: readonly CaseText<ArgumentsOf<T, F, A, By> & L, When, Answer>[];
}

/** An operation as the engine takes it, the types of its world forgotten. */
export type Operation = OperationText<any, any, Asks, string, any>;
