/** Only steps write: what look, checks, cases, claims, `seen` and reasons write is a fault, though nobody lets it show. */
import type { EngineCase, Expected } from "./asking.ts";
import { acting, claiming, gateSuite, inOrder, neverStuck, passing } from "./world.ts";

const fault: Expected = ["FAIL", /not only read/];
const everywhere = { check: fault, explore: fault };

/** Looks at a gate, and changes nothing. */
const peeking = (look: (world: any) => { it: any }, holds: (scene: any) => boolean) => acting("Peek", {}, {
  look, checks: [{ unless: "it may look", holds, answer: "no" }],
  cases: [{ when: "it looks", then: {}, because: "looking changes nothing" }] });
const peek = peeking(({ gate }) => ({ it: gate[0] }), ({ it }) => it.tally > 1);
const inOrderAndSeen = gateSuite("a gate that is looked at", [passing(false), peek], [neverStuck]);

/** Two claims over steps: what the first does with the step that it is given, and a second one that such a step would satisfy. */
const replacing = (name: string, replace: (moment: any) => void) => gateSuite(name, [passing(true)], [
  claiming("replaces", { permits: { "the gate is there": (moment: any) => { replace(moment); return moment.before.gate.length > 0; } } }),
  claiming("believes", { permits: { "it was refused, or is free": ({ step, after }: any) => step.refused || !step.args.gate.stuck && !after.gate[0].stuck } })]);
const parted: Expected = ["UNKNOWN", /replaces/];
/** Said before anything is judged, or of all that was. */
const refused: Expected = ["refused", /not only read/];
const tallies = { seen: new Map<string, number>() };

export const readingCases: readonly EngineCase[] = [
  { name: "a claim that washes the state for the next one", said: everywhere, healthy: inOrder,
    suite: gateSuite("washer", [passing(true)], [claiming("washer", { holds: ({ gate }: any) => { gate[0].stuck = false; return true; } }), neverStuck]) },
  { name: "a claim that washes and looks at what was there", said: everywhere, healthy: inOrder,
    suite: gateSuite("washes itself", [passing(true)], [claiming("washer", { each: "gate", holds: (gate: any) => { const was = gate.stuck; gate.stuck = false; return !was || gate.tally > 2; } })]) },
  { name: "a claim that swallows what comes of its writing", said: everywhere, healthy: inOrder,
    suite: gateSuite("swallower", [passing(false)], [claiming("swallower", { holds: ({ gate }: any) => { try { gate[0].tally = 0; } catch { /* it is not told */ } return gate[0].tally < 9; } })]) },
  { name: "a claim that writes what is there", said: everywhere, healthy: inOrder,
    suite: gateSuite("idle writer", [passing(false)], [claiming("idle writer", { each: "gate", holds: (gate: any) => { const { open } = gate; gate.open = open; return !gate.stuck; } })]) },
  { name: "a claim that writes only where the state is rare", said: everywhere, healthy: inOrder,
    suite: gateSuite("rare writer", [passing(false)], [claiming("rare writer", { each: "gate", holds: (gate: any) => { if (gate.tally === 5) gate.stuck = true; return gate.tally <= 5; } })]) },
  { name: "a reason that writes into the state after the step", said: everywhere, healthy: inOrder,
    suite: gateSuite("reason writes", [passing(true)], [claiming("reason", { permits: { "it is freed": ({ after }: any) => { after.gate[0].stuck = false; return true; } } }), neverStuck]) },
  { name: "a reason that writes into the state before the step", said: everywhere, healthy: inOrder,
    suite: gateSuite("reason writes back", [passing(false)], [claiming("reason", { permits: { "it was freed": ({ before, step }: any) => { before.gate[0].stuck = true; return step.refused || true; } } })]) },
  { name: "a reason for a change that writes", said: everywhere, healthy: inOrder,
    suite: gateSuite("change writes", [passing(false)], [claiming("change", { changes: "gate", permits: { "it counts": ({ is, was }: any) => { is.open = true; return was.tally < is.tally; } } })]) },
  { name: "a sighting that writes", said: everywhere, healthy: inOrder,
    suite: gateSuite("seen writes", [passing(false)], [claiming("seen", { holds: ({ gate }: any) => !gate[0].stuck, seen: { "the gate was there": ({ gate }: any) => { gate[0].open = true; return gate[0].tally === 2; } } })]) },
  { name: "a claim that reorders the rows", said: everywhere, healthy: inOrder,
    suite: gateSuite("reorders", [passing(false)], [claiming("reorders", { holds: ({ lamp, gate }: any) => { lamp.reverse(); return !gate[0].stuck; } })]) },
  { name: "a reason that replaces how the step ended", said: everywhere, healthy: inOrder,
    suite: replacing("refused", ({ step }) => { step.refused = true; }) },
  { name: "a reason that replaces how the step ended, and looks at nothing else", said: everywhere, healthy: inOrder,
    suite: gateSuite("settled", [passing(true)], [claiming("replaces", { permits: { "whatever": ({ step }: any) => { step.refused = true; return true; } } }),
      claiming("believes", { permits: { "it was refused, or is free": ({ step, after }: any) => step.refused || !after.gate[0].stuck } })]) },
  { name: "a reason that replaces a side of the step", said: everywhere, healthy: inOrder,
    suite: replacing("side", (moment) => { moment.after = moment.before; }) },
  { name: "a reason that replaces an argument of the step", said: { check: parted, explore: parted }, healthy: inOrder,
    suite: gateSuite("argument", [passing(true)], [
      claiming("replaces", { permits: { "the gate is there": ({ step, before }: any) => { step.args.gate = { stuck: false }; return before.gate.length > 0; } } }),
      claiming("believes", { permits: { "it is free": ({ step }: any) => !step.args.gate.stuck } })]) },
  { name: "a claim that changes a map among the facts", said: everywhere, healthy: inOrder,
    suite: gateSuite("map", [passing(true)], [claiming("map", { each: "gate", holds: (gate: any, _: any, { seen }: any) => { if (gate.tally === 2) seen.set("late", 1); return !gate.stuck || seen.has("late"); } })], { facts: tallies }) },
  { name: "a claim that gives the rows another method", said: { check: refused, explore: refused }, healthy: inOrder,
    suite: gateSuite("method", [passing(true)], [claiming("method", { holds: ({ gate }: any) => { gate.every = () => true; return gate[0].tally < 9; } }), claiming("every", { holds: ({ gate }: any) => gate.every(({ stuck }: any) => !stuck) })]) },
  { name: "a claim that writes past the gate", said: { check: fault, explore: refused }, healthy: inOrder,
    suite: gateSuite("past the gate", [passing(true)], [claiming("past", { holds: ({ gate: [gate] }: any) => { gate.$gate.isOpen = true; gate.stuck = false; gate.$gate.isOpen = false; return true; } }), neverStuck]) },
  { name: "a boot that goes on later", said: { check: ["refused", /at once/], explore: ["refused", /at once/] }, healthy: inOrder,
    suite: gateSuite("later", [passing(false)], [neverStuck], { boot: (async ({ gate }: any) => { await Promise.resolve(); gate[0].tally = 1; }) as never }) },
  { name: "a boot that takes rows away", said: { check: refused, explore: refused }, healthy: inOrder,
    suite: gateSuite("fewer rows", [passing(false)], [neverStuck], { boot: (({ gate }: any) => { gate.length = 0; }) as never }) },
  { name: "a check that writes and refuses", said: everywhere, healthy: inOrderAndSeen,
    suite: gateSuite("check writes", [passing(false), peeking(({ gate }) => ({ it: gate[0] }), ({ it }) => { it.stuck = true; return it.tally > 1; })], [neverStuck]) },
  { name: "a look that writes", said: everywhere, healthy: inOrderAndSeen,
    suite: gateSuite("look writes", [passing(false), peeking(({ gate }) => { gate[0].stuck = true; return { it: gate[0] }; }, ({ it }) => it.tally > 1)], [neverStuck]) },
  { name: "a case that writes", said: everywhere, healthy: inOrderAndSeen,
    suite: gateSuite("case writes", [acting("Pass", {}, { cases: [
      { when: "it is early", holds: ({ gate }: any) => { gate.open = true; return gate.tally < 3; }, then: { "it counts": ({ gate }: any) => { gate.tally++; } } },
      { when: "it is late", holds: ({ gate }: any) => gate.tally >= 3, then: {}, because: "it is late" }] })], [neverStuck]) },
];
