/** The smallest world that can do anything, for tests: a clock that ticks, a few lamps, and words to write about them. */
import { setup } from "xstate";
import {
  type Invariant, type Operation, type Specification, type Suite, choice, count, eventsNamed, factsOf, flag, inLifecycle,
  queueOf, refTo, rights, setOf, source, specification, table, world,
} from "../../src/language/index.ts";

export const lampMachine = setup({ types: eventsNamed("switch on", "switch off", "break") }).createMachine({
  id: "lamp", initial: "off",
  states: { off: { on: { "switch on": "lit" } }, lit: { on: { "switch off": "off", break: "broken" } }, broken: {} },
});

export const small = world({
  name: "small", facts: factsOf<{ readonly colours: readonly string[] }>(),
  tables: {
    clock: table({ about: "counts the steps", columns: { now: count({ max: 100 }) } }),
    lamp: table({ about: "a lamp", columns: {
      state: inLifecycle(lampMachine), bright: flag(), colour: choice("red", "green"), next: refTo("lamp"),
      queue: queueOf("lamp", 2), group: setOf("lamp"), rights: rights("dim", "turn"),
    } }),
  },
});

export const sources = [source("this project", "test/engine/small-world.ts")];

/** An operation that always succeeds and does one thing to a lamp. */
export const doing = (then: (lamp: any, scene: any) => unknown, more: Partial<Operation> = {}): Operation => ({
  name: "Act", summary: "Acts on a lamp.", sources, by: "lamp", checks: [],
  cases: [{ when: "it acts", then: { "it does it": (scene: any) => then(scene.lamp, scene) } }], ...more,
} as Operation);

export const claiming = (more: Partial<Invariant>): Invariant =>
  ({ name: "a claim", claim: "Something.", why: "For a test.", sources, ...more } as Invariant);

export const twoLamps = small.system({ name: "two lamps", about: "Two lamps and a clock.", sizes: { clock: 1, lamp: 2 },
  facts: { colours: ["red", "green"] }, boot: () => {} });

export const saying = (operations: readonly Operation[], invariants: readonly Invariant[] = []): Specification =>
  specification({ name: "small", about: "For tests.", tables: small.tables, operations, invariants });

/** A clock that ticks with every step, whatever is called. */
export const tick = small.operation({
  name: "Tick", summary: "Time passes.", sources, by: "clock", checks: [],
  cases: [{ when: "the clock advances", then: { "the clock counts on": ({ clock }) => { clock.now++; } } }],
});

export const suiteOf = (spec: Specification, more: Partial<Suite> = {}): Suite => ({
  name: "small", claim: "For tests.", specification: spec, system: twoLamps,
  budget: { quick: { traces: 200, steps: 40 }, nightly: { traces: 200, steps: 40 } }, ...more,
});
