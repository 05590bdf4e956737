/** Every state that a specification can reach, by plain breadth-first search over copies of states. */
import type { Specification, System } from "../../../src/language/index.ts";
import { type PlainApplied, type PlainStep, type PlainViolation, askedOfStep, brokenState, brokenStep, noteSeen, sound } from "./plain-claims.ts";
import { PlainFault } from "./plain-fault.ts";
import { type PlainArgument, argumentsOf, asked, combinations, everyAnswer, named, take, yes } from "./plain-step.ts";
import { beginWaits, countWaits } from "./plain-waits.ts";
import { type PlainState, PlainWorld, copyOf, keyOf } from "./plain-world.ts";

/** A step as traces have it: places in lists. */
export interface PlainTraceStep { readonly operation: number; readonly args: readonly number[]; readonly choices: readonly number[] }

/** A state with its distance from the initial one, and what it allows by operation and outcome. */
export interface PlainStateFound { readonly state: PlainState; readonly depth: number; readonly outcomes: number[][]; transitions: number }

export interface PlainSearch {
  readonly states: Map<string, PlainStateFound>;
  /** By number of steps from the initial state: how many states. */
  readonly levels: number[];
  readonly isWhole: boolean;
  readonly seen: number[][];
  readonly applied: PlainApplied;
  readonly longest: readonly number[];
  /** Everything that breaks after the fewest steps after which something breaks, and how many those are. */
  readonly violations: readonly PlainViolation[];
  readonly shortest: number;
}

export class Interpreter {
  readonly specification: Specification;
  readonly facts: any;
  readonly now: PlainWorld;
  readonly before: PlainWorld;
  readonly initial: PlainState;
  /** By claim that something comes within so many steps: the longest wait of all steps that were taken. */
  readonly longest: number[];
  readonly args: readonly (readonly PlainArgument[])[];
  readonly calls: readonly (readonly number[][])[];

  constructor(specification: Specification, system: System<any, any>) {
    this.specification = specification;
    this.facts = system.facts;
    this.now = new PlainWorld(specification.tables, system.sizes as any);
    this.before = new PlainWorld(specification.tables, system.sizes as any);
    this.now.isBooting = true;
    system.boot(this.now.rows as any, system.facts);
    this.now.isBooting = false;
    beginWaits(specification.invariants, this.now, this.facts);
    this.initial = copyOf(this.now.state);
    this.longest = specification.invariants.map(() => 0);
    this.args = specification.operations.map((operation) => argumentsOf(operation, this.now, this.facts));
    this.calls = this.args.map(combinations);
  }

  /** Takes one call in a state and says how it ended and what it broke first; the world is left in the state after it. */
  step(from: PlainState, operation: number, codes: readonly number[], choose: (n: number) => number, applied = this.nothingApplied()): {
    end: ReturnType<typeof take>; step: PlainStep; violation: PlainViolation | null;
  } {
    const text = this.specification.operations[operation]!;
    [this.now.state, this.before.state] = [copyOf(from), copyOf(from)];
    const args = named(this.args[operation]!, codes);
    const end = take(text, this.now, this.facts, args, choose);
    const outcomes = [...text.checks.map(({ unless, answer }) => [unless, answer] as const), ...text.cases.map(({ when, answer }) => [when, answer ?? "ok"] as const)];
    const [outcome, answer] = outcomes[end.outcome] ?? ["", ""];
    const step = { operation: text.name, outcome, answer, refused: end.refused, args };
    if (end.fault !== null) return { end, step, violation: { claim: sound, operation: text.name, code: end.fault.code } };
    const { invariants } = this.specification;
    const fault = end.refused ? null : countWaits(invariants, this.now, step, this.facts, this.longest);
    if (fault !== null) return { end: { ...end, fault }, step, violation: { claim: sound, operation: text.name, code: fault.code } };
    const violation = (end.refused ? null : brokenState(invariants, this.now, this.facts, applied, text.name))
      ?? brokenStep(invariants, this.before, this.now, step, this.facts, applied);
    return { end, step, violation };
  }

  /**
   * Searches until everything was looked at, something is broken, or the next level would cost more than so many calls.
   * With `wanted` only that violation counts, and what is broken otherwise leads nowhere.
   */
  search(callsMost: number, wanted?: PlainViolation): PlainSearch {
    return this.withoutChance(() => this.searched(callsMost, wanted));
  }

  private searched(callsMost: number, wanted?: PlainViolation): PlainSearch {
    const { specification: { operations, invariants }, now, facts } = this;
    const states = new Map<string, PlainStateFound>();
    const seen = this.nothingSeen();
    const applied = this.nothingApplied();
    const levels: number[] = [];
    const calls = this.calls.reduce((sum, some) => sum + some.length, 0);
    let spent = 0;
    const violations: PlainViolation[] = [];
    const isWanted = (one: PlainViolation): boolean => wanted === undefined
      || (one.claim === wanted.claim && (one.claim !== sound || (one.operation === wanted.operation && one.code === wanted.code)));
    const found = (isWhole: boolean, shortest: number): PlainSearch => ({ states, levels, isWhole, seen, applied, longest: this.longest, violations, shortest });
    const note = (step: PlainStep | null): void => {
      const fault = this.note(seen, step);
      if (fault !== null) violations.push(fault);
    };
    const add = (state: PlainState, next: PlainStateFound[], depth: number): void => {
      const key = keyOf(state);
      if (states.has(key)) return;
      const one = { state: copyOf(state), depth, outcomes: operations.map(({ checks, cases }) => [...checks, ...cases].map(() => 0)), transitions: 0 };
      states.set(key, one);
      next.push(one);
      now.state = copyOf(state);
      note(null);
    };
    now.state = copyOf(this.initial);
    const first = brokenState(invariants, now, facts, applied);
    let level: PlainStateFound[] = [];
    add(this.initial, level, 0);
    if (first !== null && isWanted(first)) violations.push(first);
    if (first !== null) return found(false, 0);
    for (let depth = 0; level.length > 0 || violations.length > 0; depth++) {
      if (violations.length > 0) return found(false, depth);
      levels.push(level.length);
      if (spent > 0 && spent + level.length * calls > callsMost) return found(false, -1);
      spent += level.length * calls;
      const next: PlainStateFound[] = [];
      for (const one of level) operations.forEach((_, operation) => this.calls[operation]!.forEach((codes) => everyAnswer((choose) => {
        const { end, step, violation } = this.step(one.state, operation, codes, choose, applied);
        spent++;
        if (end.fault === null) one.outcomes[operation]![end.outcome]!++;
        if (end.fault === null && !end.refused) one.transitions++;
        if (violation !== null) {
          if (isWanted(violation)) violations.push(violation);
          return;
        }
        note(step);
        if (!end.refused) add(now.state, next, depth + 1);
      })));
      level = next;
    }
    return found(true, -1);
  }

  /** Notes which `seen` sentences are true of the present state or, with a step, of that; answers what is at fault. */
  note(seen: number[][], step: PlainStep | null): PlainViolation | null {
    const { before, now, facts, specification: { invariants } } = this;
    const inStep = { before: before.rows, after: now.rows, step, facts };
    try {
      noteSeen(invariants, step !== null, seen, (sentence) => step === null
        ? asked(now, () => yes(sentence(now.rows, facts), "seen")) : askedOfStep(before, now, () => yes(sentence(inStep, facts), "seen")));
      return null;
    } catch (error) {
      if (error instanceof PlainFault) return { claim: sound, operation: step?.operation ?? "", code: error.code };
      throw error;
    }
  }

  nothingSeen(): number[][] { return this.specification.invariants.map(({ seen = {} }) => Object.values(seen).map(() => 0)); }

  private nothingApplied(): PlainApplied {
    const { invariants } = this.specification;
    return { rows: invariants.map(() => 0), changes: invariants.map(() => 0) };
  }

  /** Runs with chance and the clock out of reach: whoever asks for them is at fault. */
  withoutChance<T>(run: () => T): T {
    const [random, date, clock] = [Object.getOwnPropertyDescriptor(Math, "random")!, globalThis.Date, globalThis.performance];
    const refuse = (): never => this.now.fault("not repeatable", "chance or the clock");
    Object.assign(Math, { random: refuse });
    Object.assign(globalThis, { Date: Object.assign(function () { refuse(); }, { now: refuse }), performance: { now: refuse } });
    try {
      return run();
    } finally {
      Object.defineProperty(Math, "random", random);
      Object.assign(globalThis, { Date: date, performance: clock });
    }
  }
}
