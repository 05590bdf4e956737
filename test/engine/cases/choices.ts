/** Open choices: taken whole however a step takes them, and among a whole number of answers from 1 on. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, gateSuite, neverStuck } from "./world.ts";

type Step = (scene: any, choose: (n: number) => number) => unknown;

/** One step with an open choice, from a gate that is not open yet. */
const choosing = (step: Step) => acting("Turn", { "it turns": step }, { checks: [{ unless: "it is closed", holds: ({ gate }) => !gate.open, answer: "open" }] });
const suiteOf = (name: string, step: Step) => gateSuite(name, [choosing(step)], [neverStuck]);
const turn = (gate: any, way: number, wrong: number): void => {
  gate.tally = way;
  gate.open = true;
  if (way === wrong) gate.stuck = true;
};

const healthy = suiteOf("turns well", ({ gate }, choose) => { turn(gate, choose(3), 9); });
const broken: Expected = ["FAIL", /"no gate is stuck" is broken/];
const size: Expected = ["FAIL", /size out of bound/];
const found = { check: broken, explore: broken };
const sized = { check: size, explore: size };
const among = (n: unknown): Step => ({ gate }, choose) => { turn(gate, Math.max(0, Math.min(2, Math.floor(Number(choose(n as number)) || 0))), 9); };

/** A step of which JavaScript says that it takes one parameter. */
const withDefault = ({ gate }: any, choose: any = null): void => { turn(gate, choose(3), 2); };

export const choiceCases: readonly EngineCase[] = [
  { name: "a step that declares its choice", said: found, healthy, suite: suiteOf("declared", ({ gate }, choose) => { turn(gate, choose(3), 2); }) },
  { name: "a step that takes everything as a list", said: found, healthy,
    suite: suiteOf("list", (...all) => { turn(all[0].gate, all[1](3), 2); }) },
  { name: "a step whose choice has a default", said: found, healthy,
    suite: suiteOf("default", withDefault) },
  { name: "a step that takes its choice from its arguments", said: found, healthy,
    suite: suiteOf("arguments", function (this: unknown, ..._: unknown[]) { const [{ gate }, choose] = arguments as unknown as [any, (n: number) => number]; turn(gate, choose(3), 2); }) },
  { name: "a step in a wrapper", said: found, healthy,
    suite: suiteOf("wrapper", ((step: Step): Step => (...given) => step(...given))(({ gate }, choose) => { turn(gate, choose(3), 2); })) },
  { name: "a bound step", said: found, healthy,
    suite: suiteOf("bound", (({ gate }: any, choose: any) => { turn(gate, choose(3), 2); }).bind(null) as Step) },
  { name: "the second of two choices, the first of which decides how many there are", said: found, healthy,
    suite: suiteOf("two", ({ gate }, choose) => { turn(gate, choose(choose(2) + 1) + choose(2), 2); }) },
  { name: "a choice among none", said: sized, healthy, suite: suiteOf("none", among(0)) },
  { name: "a choice among fewer than none", said: sized, healthy, suite: suiteOf("fewer", among(-3)) },
  { name: "a choice among two and a half", said: sized, healthy, suite: suiteOf("half", among(2.5)) },
  { name: "a choice among no number", said: sized, healthy, suite: suiteOf("no number", among(NaN)) },
  { name: "a choice among what is not said", said: sized, healthy, suite: suiteOf("not said", among(undefined)) },
  { name: "a choice without end", said: sized, healthy, suite: suiteOf("endless", among(Infinity)) },
  { name: "a choice among a word", said: sized, healthy, suite: suiteOf("word", among("2")) },
  { name: "a choice among none that is swallowed", said: sized, healthy,
    suite: suiteOf("swallowed", ({ gate }, choose) => { try { choose(0); } catch { /* it is not told */ } turn(gate, 1, 9); }) },
  { name: "a choice among the rows that are left, of which there are none in the end", said: sized,
    healthy: gateSuite("rows left", [acting("Light", { "one lights up": ({ dark }, choose) => { dark[choose(dark.length)].lit = true; } }, {
      look: ({ lamp }: any) => ({ dark: lamp.filter((one: any) => !one.lit) }), checks: [{ unless: "one is dark", holds: ({ dark }) => dark.length > 0, answer: "light" }] })], [neverStuck]),
    suite: gateSuite("no rows left", [acting("Light", { "one lights up": ({ dark }, choose) => { const one = dark[choose(dark.length)]; if (one !== undefined) one.lit = true; } }, {
      look: ({ lamp }: any) => ({ dark: lamp.filter((one: any) => !one.lit) }) })], [neverStuck]) },
];
