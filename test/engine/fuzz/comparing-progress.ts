/** Compares what the engine decides of claims about progress, by the sentences and by code, and walks its counterexamples plainly. */
import { type Exploration, compile, explore, exploreByCode } from "../../../src/engine/index.ts";
import { type Invariant, isExplored } from "../../../src/language/index.ts";
import { actorOf, plainGraph, plainProgress, saidOf } from "./plain-progress.ts";
import { Interpreter } from "./plain-search.ts";
import { answering } from "./plain-step.ts";
import { copyOf, keyOf } from "./plain-world.ts";
import { type SpecText, built } from "./text.ts";

const bytesMost = 1 << 24;

/** How many claims were decided, and how many of them are broken. */
export interface Decided { readonly decided: number; readonly broken: number }

/** States that the plain decision looks at, at most. */
const statesMost = 600;

export function comparedProgress(
  text: SpecText, callsMost: number, differs: (what: string, engine: unknown, naive: unknown) => void,
): Decided {
  const { specification, system } = built(text);
  const plain = new Interpreter(specification, system);
  const found = plain.search(callsMost);
  if (!found.isWhole || found.violations.length > 0 || found.states.size > statesMost) return { decided: 0, broken: 0 };
  const model = compile(specification, system);
  const naive = plainProgress(plain, found, plainGraph(plain, found), specification.invariants);
  const searches = [["explore", explore(model, { bytesMost, symmetry: false })], ["explore by code", exploreByCode(model, { bytesMost, symmetry: false })]] as const;
  for (const [how, search] of searches) {
    if (search === null) continue;
    const decided = search.progress?.decided.map(({ claim, isBroken }) => [specification.invariants[claim]!.name, !isBroken] as const) ?? [];
    differs(`${how}: claims about progress`, Object.fromEntries(decided), naive);
    differs(`${how}: steps of the graph`, search.progress?.steps, search.transitions);
    if (search.failure !== null) walk(plain, specification.invariants, search.failure, (what, engine, other) => differs(`${how}: ${what}`, engine, other));
  }
  const held = Object.values(naive);
  return { decided: held.length, broken: held.filter((holds) => !holds).length };
}

/** Takes the steps of a counterexample: its loop comes back to where it began, nobody gets what it waits for, and the run is fair. */
function walk(
  plain: Interpreter, invariants: readonly Invariant[], { steps, loop = [], violation }: NonNullable<Exploration["failure"]>,
  differs: (what: string, engine: unknown, naive: unknown) => void,
): void {
  const invariant = invariants.find(({ name }) => name === violation.claim)!;
  let state = copyOf(plain.initial);
  const visited = [state];
  const labels = [...steps, ...loop].map(({ operation, args, choices }) => {
    const { end } = plain.withoutChance(() => plain.step(state, operation, args, answering(choices).choose));
    differs("a step of the counterexample is taken", end.fault === null && !end.refused, true);
    visited.push(state = copyOf(plain.now.state));
    return `${operation} ${actorOf(plain, operation, args)}`;
  });
  if (!isExplored(invariant) || invariant.leadsTo === undefined) return;
  const round = visited.slice(steps.length);
  differs("the loop comes back", keyOf(round.at(-1)!), keyOf(round[0]!));
  const asFound = { states: new Map(visited.map((one, i) => [String(i), { state: one }])) } as any;
  const row = Math.max(0, violation.row ?? 0);
  const [begins, ends] = [saidOf(plain, asFound, invariant, invariant.from!)[row]!, saidOf(plain, asFound, invariant, invariant.leadsTo)[row]!];
  const since = visited.findIndex((_, i) => i <= steps.length && begins[i]! && !ends.slice(i).includes(true));
  differs("somebody waits to the end", since >= 0, true);
  const possible = round.map((one) => plain.withoutChance(() => new Set(plain.specification.operations.flatMap((_, operation) =>
    plain.calls[operation]!.filter((codes) => !plain.step(one, operation, codes, answering([]).choose).end.refused)
      .map((codes) => `${operation} ${actorOf(plain, operation, codes)}`)))));
  const taken = new Set(labels.slice(steps.length));
  const owed = (some: readonly { readonly name: string }[] = [], isDue: (label: string) => boolean): string[] => some.flatMap(({ name }) => {
    const operation = plain.specification.operations.findIndex((one) => one.name === name);
    return [...new Set(possible.flatMap((labels) => [...labels]))].filter((label) => Number(label.split(" ")[0]) === operation && isDue(label) && !taken.has(label));
  });
  const { weak, strong } = invariant.fair!;
  differs("what the loop owes", [...owed(weak, (label) => possible.every((labels) => labels.has(label))), ...owed(strong, () => true)], []);
}
