/** What `look` found belongs to one call: nothing of it is carried over to another one. */
import { type EngineCase, type Expected } from "./asking.ts";
import { acting, claiming, gateSuite, passing, neverStuck } from "./world.ts";
import { yesOrNo } from "../../../src/language/index.ts";

const broken: Expected = ["FAIL", /"the first lamp and an open gate exclude each other" is broken/];
const found = { check: broken, explore: broken };

const exclusive = claiming("the first lamp and an open gate exclude each other", { holds: ({ gate, lamp }: any) => !(gate[0].open && lamp[0].lit) });
const start = acting("Start", { "it begins": ({ gate }) => { gate.tally = 1; } }, { checks: [{ unless: "it has not begun", holds: ({ gate }) => gate.tally === 0, answer: "no" }] });
const dark = (lamp: any) => lamp.filter((one: any) => !one.lit);

/** Takes a lamp from what `look` found and lights it; whether the gate opens is asked, and look does not need to know. */
const taking = (look: (world: any) => any, take: (scene: any) => any) => acting("Light", {
  "one lights up": (scene) => { take(scene).lit = true; },
  "the gate follows": ({ it, open }) => { it.open = open; },
}, { by: undefined as never, asks: { open: yesOrNo() }, look, checks: [{ unless: "it is ready", holds: ({ free }) => free !== null, answer: "no" }] });

const ready = ({ gate, lamp }: any) => gate[0].tally === 1 && lamp.every((one: any) => !one.lit);
/** The first lamp is lit while the gate is closed only. */
const orderly = gateSuite("orderly", [start, acting("Light", {
  "one lights up": ({ free, open }) => { free.at(open ? -1 : 0).lit = true; },
  "the gate follows": ({ it, open }) => { it.open = open; },
}, { by: undefined as never, asks: { open: yesOrNo() }, look: ({ gate, lamp }: any) => ({ free: ready({ gate, lamp }) ? dark(lamp) : null, it: gate[0] }),
  checks: [{ unless: "it is ready", holds: ({ free }) => free !== null, answer: "no" }] })], [exclusive]);

const suiteOf = (name: string, look: (world: any) => any, take: (scene: any) => any) => gateSuite(name, [start, taking(look, take)], [exclusive]);

/** Names that come and go. */
const varying = (look: (world: any) => any) => acting("Turn", {}, { look, cases: [
  { when: "there is a gate", holds: ({ it }: any) => it !== undefined && it !== null, then: { "it sticks": ({ it }: any) => { it.stuck = true; } } },
  { when: "there is none", holds: ({ it }: any) => it === undefined || it === null, then: { "it counts": ({ gate }: any) => { gate.tally = 1; } } }] });
const names: Expected = ["FAIL", /"look"|unknown name/];

const keeping = (first: (scene: any) => void, second: (scene: any) => void) => acting("Pass", { "it remembers": first, "it acts on that": second },
  { checks: [{ unless: "the day is not over", holds: ({ gate }) => gate.tally < 5, answer: "closed" }] });
const scene: Expected = ["FAIL", /fault/];

/** A gate that gets stuck at three if what `look` lists is as it was listed. */
const listing = (name: string, list: () => unknown[], sticks: (list: unknown[]) => boolean) => gateSuite(name, [acting("Pass", {
  "the gate counts": ({ gate, listed }) => { gate.tally++; if (gate.tally === 3 && sticks(listed)) gate.stuck = true; },
}, { look: () => ({ listed: list() }), checks: [{ unless: "the day is not over", holds: ({ gate }) => gate.tally < 5, answer: "closed" }] })], [neverStuck]);
const stuck: Expected = ["FAIL", /"no gate is stuck" is broken/];

export const lookCases: readonly EngineCase[] = [
  { name: "a list that is there in some states only, of which a step takes the first", said: found, healthy: orderly,
    suite: suiteOf("first", ({ gate, lamp }) => ({ free: ready({ gate, lamp }) ? dark(lamp) : null, it: gate[0] }), ({ free }) => free.shift()) },
  { name: "a list that is turned round by a step", said: found, healthy: orderly,
    suite: suiteOf("turned", ({ gate, lamp }) => ({ free: ready({ gate, lamp }) ? dark(lamp) : null, it: gate[0] }), ({ free }) => free.reverse().pop()) },
  { name: "a set that a step takes from", said: found, healthy: orderly,
    suite: suiteOf("set", ({ gate, lamp }) => ({ free: ready({ gate, lamp }) ? new Set(dark(lamp)) : null, it: gate[0] }), ({ free }) => { const [one] = free; free.delete(one); return one; }) },
  { name: "a list inside an object that is frozen", said: found, healthy: orderly,
    suite: suiteOf("inside", ({ gate, lamp }) => ({ free: ready({ gate, lamp }) ? Object.freeze({ list: dark(lamp) }) : null, it: gate[0] }), ({ free }) => free.list.shift()) },
  { name: "a function that keeps a list", said: found, healthy: orderly,
    suite: suiteOf("function", ({ gate, lamp }) => { const list = dark(lamp); return { free: ready({ gate, lamp }) ? () => list.shift() : null, it: gate[0] }; }, ({ free }) => free()) },
  { name: "a list of which a place is empty", said: { check: stuck, explore: stuck }, suite: listing("empty place", () => Object.assign(Array<unknown>(2), { 1: 1 }), (list) => !(0 in list)),
    healthy: listing("no number", () => [NaN, 1], () => false) },
  { name: "a look that leaves a name out in some states", said: { check: names, explore: names }, healthy: gateSuite("names stay", [passing(false)], [neverStuck]),
    suite: gateSuite("names go", [varying(({ gate }) => gate[0].tally === 0 ? {} : { it: gate[0] })], [neverStuck]) },
  { name: "a look that gives one name more in some states", said: { check: names, explore: names }, healthy: gateSuite("names stay", [passing(false)], [neverStuck]),
    suite: gateSuite("names come", [varying(({ gate }) => gate[0].tally === 0 ? { it: null } : { it: null, other: gate[0] })], [neverStuck]) },
  { name: "a step that hands a value on through the scene", said: { check: scene, explore: scene }, healthy: gateSuite("nothing is handed on", [passing(false)], [neverStuck]),
    suite: gateSuite("handed on", [keeping((all) => { all.memo = all.gate.tally + 1; }, (all) => { all.gate.tally = all.memo; })], [neverStuck]) },
  { name: "a step that replaces an argument", said: { check: scene, explore: scene }, healthy: gateSuite("nothing is replaced", [passing(false)], [neverStuck]),
    suite: gateSuite("replaced", [keeping((all) => { all.gate = { tally: 1 }; }, ({ gate }) => { gate.tally = Math.min(5, gate.tally + 1); })], [neverStuck]) },
];
