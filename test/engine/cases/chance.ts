/** No chance, no clock, and nothing that is kept elsewhere: what a sentence means follows from what it is given. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming, gateSuite, inOrder, neverStuck, passing } from "./world.ts";

const fault: Expected = ["FAIL", /chance|clock|random|Math\.random|Date/i];
const said = { check: fault, explore: fault };
/** Where something is kept elsewhere, the verdict is open: who is right cannot be said. */
const open: Expected = ["UNKNOWN", /./];
const differs = { check: open, explore: open };
const day = [{ unless: "the day is not over", holds: ({ gate }: any) => gate.tally < 5, answer: "closed" }];

export const chanceCases: readonly EngineCase[] = [
  { name: "a step that draws", said, healthy: inOrder,
    suite: gateSuite("step", [acting("Pass", { "it counts": ({ gate }) => { gate.tally++; if (Math["random"]() < 0.02) gate.stuck = true; } }, { checks: day })], [neverStuck]) },
  { name: "a reason that draws and looks at nothing", said, healthy: inOrder,
    suite: gateSuite("reason", [passing(false)], [claiming("reason", { permits: { "it is likely": () => Math["random"]() < 0.99 } })]) },
  { name: "a claim that draws", said, healthy: inOrder,
    suite: gateSuite("claim", [passing(false)], [claiming("claim", { each: "gate", holds: (gate: any) => !gate.stuck && Math["random"]() < 1 })]) },
  { name: "a check that looks at the clock", said, healthy: inOrder,
    suite: gateSuite("clock", [acting("Pass", { "it counts": ({ gate }) => { gate.tally++; } }, { checks: [{ unless: "it is past 1970", holds: ({ gate }) => gate.tally < 5 && Date.now() > 0, answer: "closed" }] })], [neverStuck]) },
  { name: "a sighting that makes a date", said, healthy: inOrder,
    suite: gateSuite("date", [passing(false)], [claiming("date", { each: "gate", holds: (gate: any) => !gate.stuck, seen: { "it is past 1970": () => new Date().getFullYear() > 1970 } })]) },
  { name: "a claim that finds the clock by a date that is given", said, healthy: inOrder,
    suite: gateSuite("given date", [passing(false)], [claiming("given date", { each: "gate", holds: (gate: any) => !gate.stuck && new (new Date(0).constructor as DateConstructor)().getTime() > 0 })]) },
  { name: "a claim that sets a mark in time", said, healthy: inOrder,
    suite: gateSuite("mark", [passing(false)], [claiming("mark", { each: "gate", holds: (gate: any) => !gate.stuck && performance.mark("here").startTime > 0 })]) },
  { name: "a claim that swallows that it must not draw", said, healthy: inOrder,
    suite: gateSuite("swallows", [passing(false)], [claiming("swallows", { each: "gate", holds: (gate: any) => { try { return Math["random"]() < 2; } catch { return !gate.stuck; } } })]) },
  { name: "a claim that answers no every fifth time it is asked", said: { explore: open }, healthy: inOrder,
    suite: (() => { let asked = 0; return gateSuite("fifth", [passing(false)], [claiming("fifth", { each: "gate", holds: (gate: any) => asked++ % 5 > 0 || gate.stuck })]); })() },
  { name: "a claim that remembers what it said of a row", said: differs, healthy: inOrder,
    suite: (() => { const said = new WeakMap<object, boolean>(); return gateSuite("by row", [passing(true)], [claiming("by row", { each: "gate", holds: (gate: any) => {
      if (!said.has(gate)) said.set(gate, !gate.stuck);
      return said.get(gate)!; } })]); })() },
  { name: "a claim that remembers what it said of the world", said: differs, healthy: inOrder,
    suite: (() => { const said = new WeakMap<object, boolean>(); return gateSuite("by world", [passing(true)], [claiming("by world", { holds: (all: any) => {
      if (!said.has(all)) said.set(all, !all.gate[0].stuck);
      return said.get(all)!; } })]); })() },
  { name: "a step that counts in a place of its own", said: differs, healthy: inOrder,
    suite: (() => { let taken = 0; return gateSuite("own count", [acting("Pass", { "it counts": ({ gate }) => { gate.tally++; gate.open = taken++ % 2 === 1; } }, { checks: day })], [neverStuck]); })() },
];
