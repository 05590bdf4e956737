/** Compares the engine with the plain interpreter on one specification: every difference is a sentence. */
import {
  type Exploration, type Model, type Violation, compile, explore, judge, judgeExploration, runCampaign, shrink, soundness, tell,
} from "../../../src/engine/index.ts";
import { SpecificationFault } from "../../../src/language/index.ts";
import { comparedProgress } from "./comparing-progress.ts";
import { type PlainViolation, waitsOf } from "./plain-claims.ts";
import { orbitOf, renamings } from "./plain-orbits.ts";
import { Interpreter, type PlainSearch, type PlainTraceStep } from "./plain-search.ts";
import { wrapping } from "./plain-step.ts";
import { differsAt } from "./plain-two-runs.ts";
import { type PlainState, copyOf, keyOf } from "./plain-world.ts";
import { Draw } from "./draw.ts";
import { type SpecText, built } from "./text.ts";

/** Searches the same specification in two threads. */
export type InTeam = (text: SpecText, depthMost: number) => Promise<Exploration>;

/** What one comparison covered, beside the differences. */
export interface Compared {
  readonly differences: string[];
  readonly states: number;
  readonly isBroken: boolean;
  readonly orbits: number;
  readonly campaigns: number;
  readonly pairs: number;
  /** Claims about progress, and those of them that are broken. */
  readonly decided: number;
  readonly lassos: number;
}

const bytesMost = 1 << 22;
const progressKinds: readonly string[] = ["canAlways", "goesOn", "leadsTo"];

/** The present state of a model as plain data, with what is counted of waits. */
function read(model: Model, tables: Readonly<Record<string, { readonly columns: Readonly<Record<string, any>> }>>): PlainState {
  const waits = model.claims.flatMap(({ invariant, within }) => within === undefined ? [] : [[waitsOf(invariant),
    Array.from(model.now.words.slice(within.first, within.first + within.count), (counted) => ({ since: counted - 1 }))] as const]);
  const rows = Object.fromEntries(Object.entries(tables).map(([table, { columns }]) => [table, model.now.world[table]!.map((row: any) =>
    Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, value(model, row[name], column)])))]));
  return { ...rows, ...Object.fromEntries(waits) };
}

function value(model: Model, found: any, { kind, table, values }: any): any {
  switch (kind) {
    case "reference": return found === null ? null : found.id;
    case "queue": return Array.from({ length: found.length }, (_, i) => found.at(i).id);
    case "set": return model.now.world[table]!.filter((row: any) => found.has(row)).map(({ id }) => id);
    case "rights": return values.filter((word: string) => found.has(word));
    default: return found;
  }
}

/** Compares everything; `callsMost` bounds the plain search. */
export async function compared(text: SpecText, callsMost: number, inTeam?: InTeam): Promise<Compared> {
  const withoutProgress = { ...text, invariants: text.invariants.filter(({ kind }) => !progressKinds.includes(kind)) };
  const { specification, system } = built(withoutProgress);
  const plain = new Interpreter(specification, system);
  const found = plain.search(callsMost);
  const differences: string[] = [];
  const differs = (what: string, engine: unknown, naive: unknown): void => {
    const [here, there] = [JSON.stringify(engine), JSON.stringify(naive)];
    if (here !== there) differences.push(`${what}: the engine says ${here}, the plain interpreter ${there}`);
  };
  const covered = { differences, states: found.states.size, isBroken: found.violations.length > 0, orbits: 0, campaigns: 0, pairs: 0, decided: 0, lassos: 0 };
  try {
    const model = compile(specification, system);
    const depthMost = found.isWhole || covered.isBroken ? Infinity : found.levels.length - 1;
    const keys = new Set<string>();
    const search = explore(model, { bytesMost, depthMost, symmetry: false, visited: () => keys.add(keyOf(read(model, specification.tables))) });
    sameSearch("explore", search, found, differs);
    if (!covered.isBroken) differs("states that the engine did not visit", [...found.states.keys()].filter((key) => !keys.has(key)).length, 0);
    sameVerdict("explore", judgeExploration(model, search).verdict, found, differs);
    if (inTeam !== undefined) sameSearch("explore, 2 workers", await inTeam(withoutProgress, depthMost), found, differs);
    const isCounted = text.invariants.some(({ kind }) => kind === "within");
    if (isCounted) sameSearch("explore, with symmetry", explore(model, { bytesMost, depthMost, symmetry: true }), found, differs);
    if (text.tables.some(({ interchangeable }) => interchangeable) && !isCounted) covered.orbits = symmetric(text, model, found, depthMost, differs);
    covered.campaigns = campaign(model, plain, found, text.seed, differs);
    covered.pairs = traces(model, plain, new Interpreter(specification, system), text.seed, differs);
    if (withoutProgress.invariants.length < text.invariants.length)
      ({ decided: covered.decided, broken: covered.lassos } = comparedProgress(text, callsMost, differs));
    if (search.failure !== null) shrunk(model, plain, search.failure, callsMost, differs);
  } catch (error) {
    differences.push(`the engine threw: ${error instanceof Error ? error.message : String(error)}`);
  }
  return covered;
}

type Differs = (what: string, engine: unknown, naive: unknown) => void;

/** A fault of a claim has its code in its text only. */
const codeOf = ({ claim, operation, why }: Violation): string => claim === soundness ? `${claim}: ${operation}: ${why.split(":")[0]}` : claim;
const plainCode = ({ claim, operation, code }: PlainViolation): string => code !== "" ? `${claim}: ${operation}: ${code}` : claim;

function sameFailure(how: string, failure: { steps: readonly unknown[]; violation: Violation } | null, found: PlainSearch, differs: Differs): void {
  if (found.violations.length === 0) {
    differs(`${how}: violation`, failure === null ? null : [failure.steps.length, codeOf(failure.violation)], null);
    return;
  }
  const known = [...new Set(found.violations.map(plainCode))];
  differs(`${how}: steps to the first violation of ${known.join(", ")}`, failure?.steps.length ?? null, found.shortest);
  if (failure !== null && !known.includes(codeOf(failure.violation))) differs(`${how}: violation`, codeOf(failure.violation), known);
}

function sameSearch(how: string, search: Exploration, found: PlainSearch, differs: Differs): void {
  sameFailure(how, search.failure, found, differs);
  if (found.violations.length > 0) return;
  const expanded = [...found.states.values()];
  differs(`${how}: states`, search.states, found.states.size);
  differs(`${how}: levels`, search.levels, found.levels);
  differs(`${how}: transitions`, search.transitions, expanded.reduce((sum, { transitions }) => sum + transitions, 0));
  differs(`${how}: outcomes`, search.outcomes, summed(expanded.map(({ outcomes }) => outcomes)));
  differs(`${how}: exhaustive`, search.exhaustive, found.isWhole);
  differs(`${how}: seen`, search.seen, found.seen);
  differs(`${how}: longest waits`, search.longest, found.longest);
}

const summed = (some: readonly (readonly (readonly number[])[])[]): number[][] =>
  some[0]!.map((counts, o) => counts.map((_, i) => some.reduce((sum, one) => sum + one[o]![i]!, 0)));

function sameVerdict(how: string, verdict: string, found: PlainSearch, differs: Differs): void {
  if (found.violations.length > 0) differs(`${how}: verdict`, verdict, "FAIL");
  else if (!found.isWhole) differs(`${how}: verdict`, verdict, "UNKNOWN");
  else if (verdict !== "PASS" && verdict !== "WEAK") differs(`${how}: verdict`, verdict, "PASS or WEAK");
}

/** Whether nothing tells the rows of interchangeable tables apart. */
const isAlike = ({ shape }: SpecText): boolean => shape === "symmetric" || shape === "busy";

/** With symmetry: refused, or the same but for the order of rows. Answers how many orbits were compared. */
function symmetric(text: SpecText, model: Model, found: PlainSearch, depthMost: number, differs: Differs): number {
  const { specification: { tables } } = model;
  const all = renamings(tables, model.system.sizes as any);
  const visited: PlainState[] = [];
  let search: Exploration;
  try {
    search = explore(model, { bytesMost, depthMost, symmetry: true, visited: () => visited.push(read(model, tables)) });
  } catch (error) {
    if (!(error instanceof SpecificationFault && error.code === "told apart")) throw error;
    if (isAlike(text)) differs("explore with symmetry", error.message, "nothing tells the rows apart");
    return 0;
  }
  const { verdict } = judgeExploration(model, search);
  if (!isAlike(text)) {
    // What tells rows apart may be found out or not matter; a violation must not be lost, and nothing may be made up.
    if (found.violations.length > 0 && (verdict === "PASS" || verdict === "WEAK")) differs("explore with symmetry: verdict", verdict, "FAIL or UNKNOWN");
    if (found.violations.length === 0 && found.isWhole && verdict === "FAIL") differs("explore with symmetry: verdict", verdict, "no violation");
    return 0;
  }
  sameFailure("explore with symmetry", search.failure, found, differs);
  sameVerdict("explore with symmetry", verdict, found, differs);
  if (found.violations.length > 0) return 0;
  // Of each orbit the state that is nearest to the initial one, since a search that ends early has not expanded the others.
  const orbits = new Map([...found.states.values()].toReversed().map((one) => [orbitOf(tables, one.state, all), one]));
  differs("explore with symmetry: states", search.states, orbits.size);
  differs("explore with symmetry: different orbits", new Set(visited.map((state) => orbitOf(tables, state, all))).size, orbits.size);
  differs("explore with symmetry: outcomes", search.outcomes, summed([...orbits.values()].map(({ outcomes }) => outcomes)));
  differs("explore with symmetry: transitions", search.transitions, [...orbits.values()].reduce((sum, { transitions }) => sum + transitions, 0));
  differs("explore with symmetry: depth", search.depth, Math.max(...[...orbits.values()].map(({ depth }) => depth)));
  differs("explore with symmetry: seen", search.seen, found.seen);
  return orbits.size;
}

interface Replayed { readonly at: number; readonly violation: PlainViolation | null; readonly ends: readonly { readonly outcome: number; readonly key: string }[] }

/** Runs a trace by the interpreter up to what breaks first. */
const replayed = (plain: Interpreter, steps: readonly PlainTraceStep[]): Replayed => plain.withoutChance(() => replayedOpenly(plain, steps));

function replayedOpenly(plain: Interpreter, steps: readonly PlainTraceStep[]): Replayed {
  let state = copyOf(plain.initial);
  const seen = plain.nothingSeen();
  const ends: { outcome: number; key: string }[] = [];
  plain.now.state = copyOf(state);
  let fault = plain.note(seen, null);
  if (fault !== null) return { at: 0, violation: fault, ends };
  for (const [i, { operation, args, choices }] of steps.entries()) {
    const { end, step, violation } = plain.step(state, operation, args, wrapping(choices));
    state = copyOf(plain.now.state);
    ends.push({ outcome: end.outcome, key: keyOf(state) });
    if (violation === null) fault = (end.refused ? null : plain.note(seen, null)) ?? plain.note(seen, step);
    const found = violation ?? (fault === null ? null : { ...fault, operation: step.operation });
    if (found !== null) return { at: i + 1, violation: found, ends };
  }
  return { at: -1, violation: null, ends };
}

/** A campaign: what it finds is real, and never shorter than the shortest. */
function campaign(model: Model, plain: Interpreter, found: PlainSearch, seed: number, differs: Differs): number {
  const options = { seed, traces: 10, steps: 10 };
  const tally = runCampaign(model, options);
  const { verdict } = judge(model, tally, options.traces);
  if (tally.failure === null) {
    if (found.violations.length > 0 && found.shortest === 0) differs("check: a violation in the initial state", verdict, "FAIL");
    if (tally.differed > 0) differs("check: traces that were run twice and differed", tally.differed, 0);
    return 1;
  }
  const { violation, steps } = tally.failure;
  if (violation.observer !== undefined || violation.why.includes("in a run without the steps")) return 1;
  const again = replayed(plain, steps);
  if (violation.at === 0) differs("check: steps to a violation", 0, found.shortest);
  else differs("check: violation", [violation.at, codeOf(violation)], [again.at, again.violation === null ? null : plainCode(again.violation)]);
  if (found.violations.length > 0 && violation.at < found.shortest) differs("check: steps to a violation", violation.at, `at least ${found.shortest}`);
  return 1;
}

/** Random traces that the interpreter draws, told by the engine: the same ends, states and violations, for each observer too. */
function traces(model: Model, plain: Interpreter, twin: Interpreter, seed: number, differs: Differs): number {
  const draw = new Draw(seed ^ 0x5eed);
  const { tables, invariants } = model.specification;
  const possible = plain.calls.flatMap((calls, operation) => calls.length > 0 ? [operation] : []);
  let pairs = 0;
  if (possible.length === 0) return 0;
  for (let t = 0; t < 4; t++) {
    const steps = Array.from({ length: 1 + draw.below(7) }, (): PlainTraceStep => {
      const operation = draw.pick(possible);
      return { operation, args: draw.pick(plain.calls[operation]!), choices: [draw.below(8), draw.below(8)] };
    });
    const naive = replayed(plain, steps);
    const told = tell(model, steps);
    const at = told.violation?.at ?? -1;
    if (at === 0) return pairs;
    differs("replay: violation", [at, told.violation === null ? null : codeOf(told.violation)], [naive.at, naive.violation === null ? null : plainCode(naive.violation)]);
    const outcomes = told.steps.map(({ operation, outcome }) => {
      const stepper = model.steppers.find((one) => one.operation.name === operation)!;
      return stepper.outcomes.indexOf(outcome);
    });
    differs("replay: outcomes", outcomes, naive.ends.map(({ outcome }) => outcome));
    if (naive.violation === null) differs("replay: last state", keyOf(read(model, tables)), naive.ends.at(-1)!.key);
    if (naive.violation !== null) continue;
    for (const invariant of invariants) if (invariant.unseen !== undefined)
      for (let observer = 0; observer < plain.now.rows[invariant.each!]!.length; observer++) {
        pairs++;
        const expected = differsAt(plain, twin, steps, invariant, observer);
        differs(`two runs: step at which observer ${observer} of "${invariant.name}" learns`, tell(model, steps, observer, invariant.name).violation?.at ?? null, expected);
      }
  }
  return pairs;
}

/** A shrunk counterexample is real, and minimal where it says so. */
function shrunk(model: Model, plain: Interpreter, failure: NonNullable<Exploration["failure"]>, callsMost: number, differs: Differs): void {
  if (failure.steps.length === 0) return;
  const small = shrink(model, failure.steps, failure.violation);
  const again = replayed(plain, small.steps);
  differs("shrunk: violation", [small.violation.at, codeOf(small.violation)], [again.at, again.violation === null ? null : plainCode(again.violation)]);
  const { claim, operation, outcome } = small.violation;
  const least = plain.search(callsMost, { claim, operation, code: claim === soundness ? outcome : "" });
  if (least.violations.length > 0) differs("shrunk: steps, and steps at least", [small.steps.length, small.atLeast], [least.shortest, least.shortest]);
}

