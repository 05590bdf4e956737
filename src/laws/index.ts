/**
 * What every kernel must satisfy, the bundled ones and those of others alike. Each law answers what breaks it, a sentence each; it
 * runs nothing but the kernel's own suites, with a seed.
 */
import { type AnyStateMachine, type StateValue, getInitialSnapshot, getNextSnapshot } from "xstate";
import {
  type CampaignOptions, compile, compileLifecycle, isWorthCode, mutantsOf, mutate, noSuchEvent, promisesOf, refuseMisspelt, runCampaign,
} from "../engine/index.ts";
import type { Kernel } from "../kernels/kernel.ts";
import { type Specification, SpecificationFault, type Suite, judgedPart, routinesIn } from "../language/index.ts";
import { tooLong } from "./budgets.ts";
import { lostInRecords } from "./records.ts";
import { invariantPage, operationPage, routinePage, specificationPage, suitePage } from "../render/index.ts";

export interface Law {
  /** As a test says it: "every guard kills". */
  readonly name: string;
  /** What breaks it; empty where it holds. */
  readonly broken: (kernel: Kernel) => readonly string[];
}

/** Traces in which a guard must kill, where the quick budget has more. */
const tracesMost = 200;

export const laws: readonly Law[] = [
  { name: "every operation and claim says what it is, in sentences, and cites a source",
    broken: (kernel) => parts(kernel).flatMap(wordless) },
  { name: "every lifecycle moves as XState says", broken: (kernel) => specificationsOf(kernel).flatMap(({ tables }) =>
    Object.entries(tables).flatMap(([table, { columns }]) => Object.entries(columns).flatMap(([name, column]) =>
      column.kind === "lifecycle" ? unlikeXState(column.machine).map((what) => `${table}.${name}: ${what}`) : []))) },
  { name: "guards, and what suites require, are there", broken: ({ suites = [], mutants = [] }) => suites.flatMap((suite) => {
    try {
      refuseMisspelt(suite.specification, suite.system, mutants.map(({ name }) => name), suite);
      return [];
    } catch (error) {
      if (!(error instanceof SpecificationFault)) throw error;
      return [`${suite.name}: ${error.message}`];
    }
  }) },
  { name: "every part has a page that says all of its sentences", broken: (kernel) => pages(kernel).flatMap(unsaid) },
  { name: "an operation or claim says no more than fits a page", broken: (kernel) => [...new Set(specificationsOf(kernel).flatMap(tooLong))] },
  { name: "a trace that is kept as a record comes back as it was", broken: ({ suites = [] }) => suites.flatMap(lostInRecords) },
  { name: "every outcome, and every seen of a claim, is reached by some suite", broken: unreached },
  { name: "every guard kills", broken: idleGuards },
];

const specificationsOf = ({ specification, suites = [] }: Kernel): readonly Specification[] =>
  [...new Set([...specification === undefined ? [] : [specification], ...suites.map((suite) => suite.specification)])];

type Part = { readonly name: string; readonly sources: readonly unknown[]; readonly says: readonly string[] };

const parts = (kernel: Kernel): readonly Part[] => specificationsOf(kernel).flatMap(({ operations, invariants }): Part[] => [
  ...[...operations, ...routinesIn(operations)].map(({ name, sources, summary }) => ({ name, sources, says: [summary] })),
  ...invariants.map(({ name, sources, claim, why }) => ({ name, sources, says: [claim, why] })),
]);

const wordless = ({ name, sources, says }: Part): readonly string[] => [
  ...(sources.length === 0 ? [`"${name}" cites no source`] : []),
  ...says.filter((sentence) => !/^[A-Z"].*\.$/s.test(sentence)).map((sentence) => `"${name}" says no sentence: "${sentence}"`),
];

/** A page with what it must say. */
type Page = { readonly name: string; readonly text: string; readonly says: readonly string[] };

const pages = (kernel: Kernel): readonly Page[] => [
  ...specificationsOf(kernel).flatMap((specification): Page[] => {
    const { name: of, about, operations, invariants } = specification;
    return [
      { name: of, text: specificationPage(specification), says: [about, ...[...operations, ...invariants].map(({ name }) => name)] },
      ...operations.map((one) => ({ name: one.name, text: operationPage(one, of), says: [one.summary,
        ...one.checks.map(({ unless }) => unless), ...one.cases.flatMap(({ when, then }) => [when, ...Object.keys(then)])] })),
      ...routinesIn(operations).map((one) => ({ name: one.name, text: routinePage(one, specification),
        says: [one.summary, ...Object.keys(one.then)] })),
      ...invariants.map((one) => ({ name: one.name, text: invariantPage(one, of), says: [one.claim, one.why,
        ...[one.permits, one.seen].flatMap((sentences) => Object.keys(sentences ?? {})), ...one.guards ?? []] })),
    ];
  }),
  ...(kernel.suites ?? []).map((suite) => ({ name: suite.name, text: suitePage(suite), says: [suite.claim, suite.system.name] })),
];

const unsaid = ({ name, text, says }: Page): readonly string[] => [
  ...says.filter((sentence) => !text.includes(sentence)).map((sentence) => `the page of "${name}" does not say "${sentence}"`),
  ...["undefined", "[object"].filter((odd) => text.includes(odd) && !says.some((sentence) => sentence.includes(odd)))
    .map((odd) => `the page of "${name}" says "${odd}"`),
];

/** Where the compiled table of a machine differs from XState's own initial state and transitions. */
export function unlikeXState(machine: AnyStateMachine): readonly string[] {
  const { states, events, next } = compileLifecycle(machine);
  const initial = leafOf(getInitialSnapshot(machine).value);
  const begins = states[0] === initial ? [] : [`it begins in "${states[0]!}", and in "${initial}" in XState`];
  return begins.concat(events.flatMap((event, e) => states.flatMap((state, s) => {
    const to = next[e * states.length + s]!;
    const snapshot = machine.resolveState({ value: valueOf(state), context: {} });
    const moves = snapshot.status === "active" && snapshot.can({ type: event });
    const wanted = moves ? leafOf(getNextSnapshot(machine, snapshot, { type: event }).value) : null;
    const got = to === noSuchEvent ? null : states[to]!;
    return got === wanted ? [] : [`"${event}" leads from "${state}" to ${JSON.stringify(got)}, and to ${JSON.stringify(wanted)} in XState`];
  })));
}

const valueOf = (path: string): StateValue => path.split(".").reduceRight<StateValue | null>(
  (inner, name) => inner === null ? name : { [name]: inner }, null)!;

function leafOf(value: StateValue): string {
  if (typeof value === "string") return value;
  const [name, inner] = Object.entries(value)[0]!;
  return typeof inner === "object" && Object.keys(inner).length === 0 ? name : `${name}.${leafOf(inner!)}`;
}

/** The quick campaign of a suite, or the first traces of it. */
function campaignOf({ budget: { quick } }: Suite, most = Infinity): CampaignOptions {
  const traces = Math.min(quick.traces, most);
  return { seed: 1, traces, steps: quick.steps, compiled: isWorthCode({ traces, steps: quick.steps }) };
}

function unreached(kernel: Kernel): readonly string[] {
  const suites = kernel.suites ?? [];
  const reached = new Set<string>();
  // What a suite breaks would end its campaign.
  for (const suite of suites.map((one) => judgedPart(one, "kept"))) {
    const model = compile(suite.specification, suite.system);
    const { outcomes, seen } = runCampaign(model, campaignOf(suite));
    model.steppers.forEach(({ operation, outcomes: names }, o) => names.forEach((name, i) => {
      if (outcomes[o]![i]! > 0) reached.add(`${operation.name} / ${name}`);
    }));
    model.claims.forEach(({ name, seen: names }, c) => names.forEach(({ sentence }, i) => {
      if (seen[c]![i]! > 0) reached.add(`${name} / ${sentence}`);
    }));
  }
  const claims = new Set(suites.flatMap(({ specification }) => specification.invariants.map(({ name }) => name)));
  const waived = new Set(suites.flatMap(({ system }) => Object.keys(system.waived ?? {})));
  const wanted = new Set(suites.flatMap(({ specification }) => promisesOf(specification)));
  return [...wanted].filter((part) => !claims.has(part) && !reached.has(part) && !waived.has(part)).map((part) => `never reached: ${part}`);
}

/** Guards that break their claim in no suite of it. */
function idleGuards({ suites = [], mutants: crafted = [] }: Kernel): readonly string[] {
  const killed = new Set<string>();
  const wanted = new Set<string>();
  for (const suite of suites) {
    const { specification } = judgedPart(suite, "kept");
    const own = crafted.filter(({ operation }) => specification.operations.some(({ name }) => name === operation));
    for (const mutant of mutantsOf(specification, own)) for (const { name, guards = [] } of specification.invariants) {
      const pair = `${name}: ${mutant.name}`;
      if (!guards.includes(mutant.name) || killed.has(pair)) continue;
      wanted.add(pair);
      const invariants = specification.invariants.filter((one) => one.name === name);
      const operations = mutate(specification.operations, mutant);
      const model = compile({ ...specification, operations, invariants: invariants.map(unguarded) }, suite.system);
      if (runCampaign(model, campaignOf(suite, tracesMost)).failure?.violation.claim === name) killed.add(pair);
    }
  }
  return [...wanted].filter((pair) => !killed.has(pair)).map((pair) => `the guard kills nothing: ${pair}`);
}

/** A claim whose guards may be mutants of the right text only. */
const unguarded = <I extends { readonly guards?: readonly string[] }>({ ...claim }: I): I => {
  delete (claim as { guards?: unknown }).guards;
  return claim as I;
};
