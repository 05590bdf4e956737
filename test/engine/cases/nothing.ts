/** What is swallowed is told all the same, what is never reached is WEAK, and what has no bit is a state. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming, gateSuite, inOrder, neverStuck, passing } from "./world.ts";

const claim = (name: string, more: object, system: object = {}) => gateSuite(name, [passing(false)], [claiming(name, more)], system);
const permitted = claim("steps", { permits: { "it counts": ({ after, before, step }: any) => step.refused || after.gate[0].tally === before.gate[0].tally + 1 } });
const resting = acting("Rest", {}, { by: undefined as never, cases: [{ when: "it rests", then: {}, because: "nothing is to be done" }] });
const nothing = { gate: 0, lamp: 0 };
const atOnce: Expected = ["FAIL", /in the initial state|at step 0/];
const fault = (what: RegExp) => ({ check: ["FAIL", what] as Expected, explore: ["FAIL", what] as Expected });

export const nothingCases: readonly EngineCase[] = [
  { name: "no reason at all", said: fault(/is broken/), healthy: permitted, suite: claim("no reason", { permits: {} }) },
  { name: "a misspelt column whose fault is swallowed", said: fault(/unknown name/), healthy: inOrder, suite: claim("misspelt", { each: "gate", holds: (gate: any) => { try { return !gate.stick; } catch { return true; } } }) },
  { name: "a misspelt table whose fault is swallowed", said: fault(/unknown name/), healthy: inOrder, suite: claim("misspelt table", { holds: (world: any) => { try { return !world.gates[0].stuck; } catch { return true; } } }) },
  { name: "a misspelt right of a step whose fault is swallowed", said: fault(/unknown name/), healthy: permitted,
    suite: claim("misspelt step", { permits: { "it is fine": ({ after }: any) => { try { return !after.gate[0].stick; } catch { return true; } } } }) },
  { name: "a reason that swallows what it reads", said: { check: ["FAIL", /is broken/], explore: ["FAIL", /is broken/] }, healthy: permitted,
    suite: gateSuite("swallows", [passing(true)], [claiming("swallows", { permits: { "it is free": ({ after }: any) => { try { return !after.gate[0].stuck; } catch { return true; } } } })]) },
  { name: "a claim that is false in a world without a bit", said: { check: atOnce, explore: atOnce }, healthy: inOrder,
    suite: gateSuite("no bit", [resting], [claiming("no bit", { holds: ({ gate }: any) => gate.length > 0 })], nothing) },
  { name: "an operation of which no call is possible", said: { check: ["WEAK", /never reached: On \/ it acts/], explore: ["WEAK", /never reached: On \/ it acts/] }, healthy: inOrder,
    suite: gateSuite("no call", [passing(false), acting("On", {}, { by: "lamp", cases: [{ when: "it acts", then: {}, because: "x" }] })], [neverStuck], { lamp: 0 }) },
];
