/** Rows that are declared interchangeable and are not: by their number, their place, their order or a fact, in any sentence. */
import { type Invariant, type Operation, type Suite, count, flag, setOf, specification, suite, table, world } from "../../../src/language/index.ts";
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming } from "./world.ts";

const tables = {
  runner: table({ about: "a runner", interchangeable: true, columns: { laps: count({ max: 2 }), tired: flag() } }),
  track: table({ about: "a track", columns: { day: count({ max: 40 }), wet: flag(), used: setOf("runner") } }),
};
const races = world({ name: "races", tables });

const run: Operation = acting("Run", { "one lap more": ({ runner }) => { runner.laps++; } }, { by: "runner",
  checks: [{ unless: "it is not there yet", holds: ({ runner }) => runner.laps < 2, answer: "done" }] });

function raceSuite(name: string, operations: readonly Operation[], invariants: readonly Invariant[], facts: object = {}): Suite {
  const budget = { traces: 400, steps: 60 };
  return suite({ name, claim: "For a test.", budget: { quick: budget, nightly: budget },
    specification: specification({ name, about: "For a test.", tables, operations, invariants }),
    system: races.system({ name, about: "For a test.", sizes: { runner: 3, track: 1 }, facts, boot: () => {} } as never) });
}

const far = claiming("nobody runs too far", { each: "runner", holds: ({ laps }: any) => laps <= 2 });
const even = raceSuite("even", [run], [far]);
const inSteps = raceSuite("even in steps", [run], [claiming("a lap is one lap", { permits: {
  "nothing, or one lap": ({ before, after, step }: any) => step.refused || step.args.runner.laps > 0 && after.runner.length === before.runner.length } })]);
const dry = claiming("the track is dry", { each: "track", holds: ({ wet }: any) => !wet });
const day: Operation = acting("Day", { "a day goes by": ({ track }) => { track.day++; } }, { by: "track", checks: [{ unless: "the season goes on", holds: ({ track }) => track.day < 40, answer: "over" }] });

const broken = (name: string): Expected => ["FAIL", new RegExp(`"${name}" is broken`)];
/** Without symmetry the claim breaks; with it, the rows are told apart, and that is said. */
const apart = (name: string): EngineCase["said"] => ({ check: broken(name), explore: broken(name), symmetric: ["refused", /told apart/] });
const stateOf = (id: number) => `runner ${id} is not alone ahead`;
const stepOf = (id: number) => `runner ${id} is not the first to finish`;

const byState = (id: number) => raceSuite(`state ${id}`, [run], [claiming(stateOf(id),
  { holds: ({ runner }: any) => !(runner[id].laps === 2 && runner.every((one: any) => one.id === id || one.laps === 0)) })]);
const byStep = (id: number) => raceSuite(`step ${id}`, [run], [claiming(stepOf(id), { permits: {
  "another one, or a refusal": ({ step }: any) => step.refused || step.args.runner.id !== id,
  "another one moved before": ({ before }: any) => before.runner.some((one: any) => one.id !== id && one.laps > 0),
  "it does not finish": ({ after }: any) => after.runner[id].laps < 2 } })]);
/** An operation that looks at the order of laps on one late day only. */
const late = (order: readonly number[]): Suite => raceSuite(`late ${order.join("")}`, [run, day, acting("Rain", { "the track is wet": ({ track }) => { track.wet = true; } }, { by: "track",
  look: ({ runner }: any) => ({ all: runner }),
  checks: [{ unless: "it is that day", holds: ({ track, all }) => track.day === 4 && all.every((one: any) => one.laps === order[one.id]), answer: "no" }] })], [dry]);
const season = raceSuite("season", [run, day], [far, dry]);

export const toldApartCases: readonly EngineCase[] = [
  ...[0, 1, 2].map((id): EngineCase => ({ name: `a claim over states that singles out runner ${id}`, said: apart(stateOf(id)), healthy: even, suite: byState(id) })),
  ...[0, 1, 2].map((id): EngineCase => ({ name: `a claim over steps that singles out runner ${id}`, said: apart(stepOf(id)), healthy: inSteps, suite: byStep(id) })),
  ...[[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]].map((order): EngineCase =>
    ({ name: `an operation that looks at the order ${order.join(" ")} on one late day`, healthy: season, suite: late(order),
      said: { explore: broken("the track is dry"), symmetric: ["refused", /told apart/] } })),
  { name: "a claim over changes that singles out the last by a fact", healthy: even,
    said: { check: broken("the favourite does not tire"), explore: broken("the favourite does not tire"), symmetric: broken("the favourite does not tire") },
    suite: raceSuite("fact", [run, acting("Tire", { "it is tired": ({ runner }) => { runner.tired = true; } }, { by: "runner", checks: [{ unless: "it is fresh", holds: ({ runner }) => !runner.tired, answer: "tired" }] })],
      [claiming("the favourite does not tire", { changes: "runner", permits: { "it is not the favourite, or not tired": ({ is, facts }: any) => is.id !== facts.favourite || !is.tired } })], { favourite: 2 }) },
  { name: "a step that takes the first of several", healthy: even, said: apart("the last one never runs alone"),
    suite: raceSuite("first", [acting("Send", { "the first that is fresh runs": ({ fresh }) => { fresh[0].laps++; } }, { by: undefined as never, look: ({ runner }: any) => ({ fresh: runner.filter((one: any) => one.laps < 2) }),
      checks: [{ unless: "one is fresh", holds: ({ fresh }) => fresh.length > 0, answer: "none" }] })],
      [claiming("the last one never runs alone", { holds: ({ runner }: any) => !(runner[0].laps === 2 && runner[1].laps === 0) })]) },
  { name: "a sighting that singles out one", healthy: even,
    said: { symmetric: ["refused", /told apart/] },
    suite: raceSuite("seen", [run], [claiming("nobody runs too far", { each: "runner", holds: ({ laps }: any) => laps <= 2, seen: { "the second is ahead": ({ runner }: any) => runner[1].laps > runner[0].laps && runner[1].laps > runner[2].laps } })]) },
];
