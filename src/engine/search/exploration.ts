/** What a search is asked, and what it answers. */
import type { Violation, Watch } from "../claims/checking.ts";
import type { Found } from "./path-reconstruction.ts";
import type { Progress } from "../progress/deciding.ts";
import type { CodeTeam } from "./search-plan.ts";
import type { Team } from "./search-workers.ts";

export interface ExploreOptions {
  /** Longest way from the initial state that is looked at, in steps. */
  readonly depthMost?: number;
  /** States that are told apart at most. */
  readonly statesMost?: number;
  /** Calls that are taken at most, as far as that can be said before a state is expanded. */
  readonly callsMost?: number;
  /** Calls that are not refused and taken at most, of a search by the sentences without a team. */
  readonly stepsMost?: number;
  /** Memory for states, links and the table over them. */
  readonly bytesMost: number;
  /** Whether rows that the tables declare interchangeable are; "proved": of those tables where it is proved, if that pays. */
  readonly symmetry: boolean | "proved";
  /** Orders of interchangeable rows that are tried at most, to see that nothing tells these apart. */
  readonly ordersMost?: number;
  /** Looks for a violation like this one only; a state that is broken otherwise leads nowhere. */
  readonly wanted?: Violation;
  readonly team?: Team;
  /** A search by code is one of several workers', by its number. */
  readonly codeTeam?: CodeTeam & { readonly number: number };
  readonly watch?: Watch;
  /** Told of every state that is looked at; the words are the model's own. */
  readonly visited?: (words: Int32Array) => void;
  /** Told now and then how many states were found, and how deep the search is. */
  readonly progress?: (states: number, depth: number) => void;
}

/** What a search found, or one worker's share of it. */
export interface Exploration {
  readonly states: number;
  readonly transitions: number;
  /** Steps from the initial state to the farthest states that were looked at. */
  readonly depth: number;
  /** By number of steps: states that are so far from the initial one, as far as they were found. */
  readonly levels: readonly number[];
  /** Whether every state that can be reached was looked at. */
  readonly exhaustive: boolean;
  /** States that were found and not expanded. */
  readonly frontier: number;
  /** Why the search ended before everything was looked at. */
  readonly stopped: "depth" | "states" | "calls" | "memory" | "abandoned" | null;
  readonly bytes: number;
  readonly bytesPerState: number;
  /** By operation and outcome: calls that ended so, refused ones among them. */
  readonly outcomes: readonly (readonly number[])[];
  /** By claim: states or calls in which it was evaluated. */
  readonly checked: readonly number[];
  /** By claim and reason of its `permits`: the calls and changes that it covered. */
  readonly reasons: readonly (readonly number[])[];
  /** By claim and sentence: 1 where it came true. */
  readonly seen: readonly (readonly number[])[];
  /** By claim that something comes within so many steps: the rows that wait, counted in each state, and the longest wait in steps. */
  readonly waiting: readonly number[];
  readonly longest: readonly number[];
  readonly failure: Found | null;
  /** What became of claims about progress, where there are any and every state was looked at; said by one member of a team. */
  readonly progress?: Progress;
  readonly symmetric: boolean;
  /** Tables whose rows were told apart although they are declared interchangeable, each with what may tell them apart, as a sentence. */
  readonly unproved?: readonly string[];
  /** What said something else when it was asked a second time, by the plain path, as a sentence. */
  readonly disagreement?: string;
  /** States of which not every order of interchangeable rows was tried: that nothing tells these apart was taken on trust. */
  readonly untried?: number;
}

/** Adds the shares of the members of one team. */
export function addExplorations(parts: readonly Exploration[]): Exploration {
  const [first] = parts;
  const sum = (value: (part: Exploration) => number): number => parts.reduce((all, part) => all + value(part), 0);
  const lists = (value: (part: Exploration) => readonly (readonly number[])[], add: (a: number, b: number) => number): number[][] =>
    value(first!).map((list, i) => list.map((_, j) => parts.reduce((all, part) => add(all, value(part)[i]![j]!), 0)));
  const progress = parts.find((part) => part.progress !== undefined)?.progress;
  const failures = parts.flatMap(({ failure }) => failure ?? []).sort((a, b) => a.steps.length - b.steps.length);
  const [states, bytes] = [sum((part) => part.states), sum((part) => part.bytes)];
  return {
    states, bytes, bytesPerState: bytes / Math.max(1, states), transitions: sum((part) => part.transitions),
    depth: Math.max(...parts.map(({ depth }) => depth)),
    levels: Array.from({ length: Math.max(...parts.map(({ levels }) => levels.length)) }, (_, d) => sum(({ levels }) => levels[d] ?? 0)),
    frontier: sum((part) => part.frontier),
    exhaustive: parts.every(({ exhaustive }) => exhaustive), stopped: parts.find(({ stopped }) => stopped !== null)?.stopped ?? null,
    failure: failures[0] ?? null, ...(progress === undefined ? {} : { progress }), symmetric: first!.symmetric, ...addedDoubts(parts),
    ...(first!.unproved === undefined ? {} : { unproved: first!.unproved }),
    outcomes: lists((part) => part.outcomes, (a, b) => a + b), reasons: lists((part) => part.reasons, (a, b) => a + b),
    seen: lists((part) => part.seen, Math.max),
    checked: first!.checked.map((_, c) => sum((part) => part.checked[c]!)),
    waiting: first!.waiting.map((_, c) => sum((part) => part.waiting[c]!)),
    longest: first!.longest.map((_, c) => Math.max(...parts.map((part) => part.longest[c]!))),
  };
}

function addedDoubts(parts: readonly Exploration[]): Pick<Exploration, "disagreement" | "untried"> {
  const disagreement = parts.find((part) => part.disagreement !== undefined)?.disagreement;
  const untried = parts.reduce((sum, part) => sum + (part.untried ?? 0), 0);
  return {
    ...(disagreement === undefined ? {} : { disagreement }),
    ...(untried === 0 ? {} : { untried }),
  };
}
