/** What was never applied is WEAK, and what has no bit is a state all the same. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming, gateSuite, inOrder, neverStuck, passing } from "./world.ts";

const idle: Expected = ["WEAK", /never (?:applied|evaluated)/];
const said = { check: idle, explore: idle };
const claim = (name: string, more: object, system: object = {}) => gateSuite(name, [passing(false)], [claiming(name, more)], system);
const permitted = claim("steps", { permits: { "it counts": ({ after, before, step }: any) => step.refused || after.gate[0].tally === before.gate[0].tally + 1 } });
const changed = claim("changes", { changes: "gate", permits: { "it counts": ({ is, was }: any) => is.tally === was.tally + 1 } });
const resting = acting("Rest", {}, { by: undefined as never, cases: [{ when: "it rests", then: {}, because: "nothing is to be done" }] });
const nothing = { gate: 0, lamp: 0 };
const atOnce: Expected = ["FAIL", /in the initial state/];
const fault = (what: RegExp) => ({ check: ["FAIL", what] as Expected, explore: ["FAIL", what] as Expected });
const waived: Expected = ["WEAK", /waived/];

export const nothingCases: readonly EngineCase[] = [
  { name: "a claim of rows of which there are none", said, healthy: inOrder, suite: claim("no rows", { each: "lamp", holds: () => false }, { lamp: 0 }) },
  { name: "a claim of rows that looks at none of them and always holds, over no rows", said, healthy: inOrder, suite: claim("no rows at all", { each: "lamp", holds: (lamp: any) => !lamp.lit }, { lamp: 0 }) },
  { name: "changes of a table that nothing changes", said, healthy: changed, suite: claim("no change", { changes: "lamp", permits: { "never": () => false } }) },
  { name: "changes of a column that nothing changes", said, healthy: changed, suite: claim("no change of a column", { changes: "gate", columns: ["open"], permits: { "never": () => false } }) },
  { name: "a step that is permitted whatever it is", said, healthy: permitted, suite: claim("anything", { permits: { "always": () => true } }) },
  { name: "a claim that reads nothing", said, healthy: inOrder, suite: claim("reads nothing", { holds: () => true }) },
  { name: "no reason at all", said: fault(/is broken/), healthy: permitted, suite: claim("no reason", { permits: {} }) },
  { name: "a misspelt column whose fault is swallowed", said: fault(/unknown name/), healthy: inOrder, suite: claim("misspelt", { each: "gate", holds: (gate: any) => { try { return !gate.stick; } catch { return true; } } }) },
  { name: "a misspelt table whose fault is swallowed", said: fault(/unknown name/), healthy: inOrder, suite: claim("misspelt table", { holds: (world: any) => { try { return !world.gates[0].stuck; } catch { return true; } } }) },
  { name: "a misspelt right of a step whose fault is swallowed", said: fault(/unknown name/), healthy: permitted,
    suite: claim("misspelt step", { permits: { "it is fine": ({ after }: any) => { try { return !after.gate[0].stick; } catch { return true; } } } }) },
  { name: "a reason that swallows what it reads", said: { check: ["FAIL", /is broken/], explore: ["FAIL", /is broken/] }, healthy: permitted,
    suite: gateSuite("swallows", [passing(true)], [claiming("swallows", { permits: { "it is free": ({ after }: any) => { try { return !after.gate[0].stuck; } catch { return true; } } } })]) },
  { name: "a waived outcome that happens", said: { check: waived, explore: waived }, healthy: inOrder,
    suite: gateSuite("waived", [passing(false)], [neverStuck], { waived: { "Pass / it acts": "it never happens" } }) },
  { name: "an observer of whom nothing is said to be heard", said: { check: ["refused", /does not say what is "hears"/], explore: ["refused", /"hears"/] }, healthy: inOrder,
    suite: claim("unheard", { each: "gate", unseen: { hidden: () => true, view: () => [] } }) },
  { name: "a reason that is not a function", said: { check: ["refused", /is not a function/], explore: ["refused", /is not a function/] }, healthy: inOrder,
    suite: claim("no function", { permits: { "always": true } }) },
  { name: "no operation at all", said: { check: ["WEAK", /nothing can happen/], explore: ["WEAK", /nothing can happen/] }, healthy: inOrder,
    suite: gateSuite("no operation", [], [neverStuck]) },
  { name: "a claim that is false in a world without a bit", said: { check: atOnce, explore: atOnce }, healthy: inOrder,
    suite: gateSuite("no bit", [resting], [claiming("no bit", { holds: ({ gate }: any) => gate.length > 0 })], nothing) },
  { name: "an operation of which no call is possible", said: { check: ["WEAK", /never reached: On \/ it acts/], explore: ["WEAK", /never reached: On \/ it acts/] }, healthy: inOrder,
    suite: gateSuite("no call", [passing(false), acting("On", {}, { by: "lamp", cases: [{ when: "it acts", then: {}, because: "x" }] })], [neverStuck], { lamp: 0 }) },
];
