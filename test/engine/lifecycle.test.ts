/** Compiled lifecycles against XState: every state and every event of every machine, hand-made and random. */
import fc from "fast-check";
import { type AnyStateMachine, createMachine, setup } from "xstate";
import { describe, expect, test } from "vitest";
import { compileLifecycle } from "../../src/engine/index.ts";
import { unlikeXState } from "../../src/laws/index.ts";
import { tries } from "../nightly.ts";

/** Compares all states and events, and counts them. */
function compareEverywhere(machine: AnyStateMachine): number {
  expect(unlikeXState(machine)).toEqual([]);
  const { states, events } = compileLifecycle(machine);
  return states.length * events.length;
}

const machines: Record<string, object> = {
  "two states": { initial: "a", states: { a: { on: { go: "b" } }, b: { on: { back: "a" } } } },
  "a self transition": { initial: "a", states: { a: { on: { stay: "a", again: { target: "a", reenter: true } } } } },
  "nested states, events on the parent": {
    initial: "alive", states: {
      alive: { initial: "idle", on: { kill: "dead", reset: "alive", nap: ".asleep" }, states: { idle: { on: { run: "busy" } }, busy: { on: { rest: "idle" } }, asleep: {} } },
      dead: { on: { revive: "alive", "revive at work": "#busy" } },
    },
  },
  "a child forbids what its parent knows": {
    initial: "p", on: { out: ".end" }, states: {
      p: { initial: "a", on: { x: "q" }, states: { a: { on: { x: undefined, y: "b" } }, b: { on: { x: {} } }, c: {} } },
      q: { on: { out: undefined, toC: "p.c" } }, end: {},
    },
  },
  "final states, at the top and nested": {
    initial: "p", on: { any: ".q" }, states: {
      p: { initial: "a", on: { leave: "end" }, states: { a: { on: { finish: "done" } }, done: { type: "final" } } },
      q: { on: { leave: "end" } }, end: { type: "final" },
    },
  },
  "three levels and targets by id": {
    initial: "one", states: {
      one: { id: "one", initial: "two", on: { up: "other" }, states: { two: { initial: "three", on: { up: "side" }, states: { three: { id: "deep", on: { up: "four" } }, four: {} } }, side: { on: { home: "#one", deep: "#deep" } } } },
      other: { on: { up: "one.two.four" } },
    },
  },
};
(machines["nested states, events on the parent"] as any).states.alive.states.busy.id = "busy";

describe("every state and event, compared with XState", () => {
  for (const [name, config] of Object.entries(machines)) test(name, () => {
    expect(compareEverywhere(createMachine({ id: "m", ...config } as any))).toBeGreaterThan(0);
  });

  test("random machines", () => {
    let pairs = 0;
    fc.assert(fc.property(randomMachine, (config) => { pairs += compareEverywhere(createMachine(config as any)); }), { numRuns: tries(400) });
    expect(pairs).toBeGreaterThan(tries(5000, 200));
  });
});

interface Shape { final: boolean; children: Shape[]; on: { event: number; target: number; kind: number }[] }

const shape: fc.Memo<Shape> = fc.memo((depth) => fc.record({
  final: fc.nat(5).map((n) => n === 0),
  children: depth <= 1 ? fc.constant([]) : fc.oneof({ weight: 2, arbitrary: fc.constant<Shape[]>([]) }, fc.array(shape(depth - 1), { minLength: 1, maxLength: 3 })),
  on: fc.array(fc.record({ event: fc.nat(3), target: fc.nat(50), kind: fc.nat(5) }), { maxLength: 4 }),
}));

/** A machine of up to three levels, whose targets are any state by id, siblings, children, itself, or nothing. */
const randomMachine = fc.record({ states: fc.array(shape(3), { minLength: 1, maxLength: 4 }), on: shape(1) }).map(({ states, on }) => {
  const ids: string[] = [];
  const collect = (shapes: Shape[], path: string) => shapes.forEach((one, i) => {
    ids.push(`${path}${i}`);
    collect(one.children, `${path}${i}-`);
  });
  collect(states, "s");
  const targetOf = (kind: number, target: number, children: Shape[], siblings: number) =>
    kind === 0 ? undefined : kind === 1 ? {} : kind === 2 && children.length > 0 ? `.n${target % children.length}`
    : kind === 3 && siblings > 0 ? `n${target % siblings}` : `#${ids[target % ids.length]!}`;
  const eventsOf = (one: Shape, siblings: number) =>
    Object.fromEntries(one.on.map(({ event, target, kind }) => [`e${event}`, targetOf(kind, target, one.children, siblings)]));
  const build = (shapes: Shape[], path: string): object => Object.fromEntries(shapes.map((one, i) => [`n${i}`, {
    id: `${path}${i}`,
    ...(one.children.length > 0 ? { initial: "n0", states: build(one.children, `${path}${i}-`) } : one.final ? { type: "final" } : {}),
    ...(one.final && one.children.length === 0 ? {} : { on: eventsOf(one, shapes.length) }),
  }]));
  return { id: "root", initial: "n0", on: eventsOf({ ...on, children: states }, 0), states: build(states, "s") };
});

describe("what a lifecycle may not have is refused, with a sentence that says where", () => {
  const act = () => {};
  const refused: Record<string, [object, string]> = {
    "a context": [{ context: { n: 0 }, initial: "a", states: { a: {} } }, "has a context"],
    "an empty context": [{ context: {}, initial: "a", states: { a: {} } }, "has a context"],
    "an invoked actor": [{ initial: "a", states: { a: { invoke: { src: "x" } } } }, 'invokes an actor in state "a"'],
    "a guard": [{ initial: "a", states: { a: { on: { go: { target: "a", guard: () => true } } } } }, 'guards the event "go" in state "a"'],
    "an action": [{ initial: "a", states: { a: { on: { go: { target: "a", actions: act } } } } }, 'has actions on the event "go"'],
    "an action at the top": [{ initial: "a", on: { go: { actions: act } }, states: { a: {} } }, "at its top"],
    "an eventless transition": [{ initial: "a", states: { a: { always: "b" }, b: {} } }, "eventless transition (always)"],
    "a delayed transition": [{ initial: "a", states: { a: { after: { 10: "b" } }, b: {} } }, "delayed transition (after)"],
    "parallel states": [{ type: "parallel", states: { a: {}, b: {} } }, "in parallel at its top"],
    "history": [{ initial: "a", states: { a: { initial: "x", states: { x: {}, h: { type: "history" } } } } }, 'history in state "a.h"'],
    "onDone": [{ initial: "a", states: { a: { initial: "x", onDone: "b", states: { x: { type: "final" } } }, b: {} } }, "has onDone"],
    "a wildcard": [{ initial: "a", states: { a: { on: { "*": "a" } } } }, 'wildcard event "*"'],
    "a partial wildcard": [{ initial: "a", states: { a: { on: { "a.*": "a" } } } }, 'wildcard event "a.*"'],
    "several transitions": [{ initial: "a", states: { a: { on: { go: [{ target: "a" }, { target: "b" }] } }, b: {} } }, "several transitions"],
    "several targets": [{ initial: "a", states: { a: { on: { go: { target: ["a", "b"] } } }, b: {} } }, "several targets"],
    "output": [{ initial: "a", output: 1, states: { a: { type: "final" } } }, "has output"],
    "entry actions": [{ initial: "a", states: { a: { entry: act } } }, "entry or exit actions"],
    "exit actions": [{ initial: "a", states: { a: { exit: act } } }, "entry or exit actions"],
    "a route": [{ initial: "a", states: { a: { id: "a", route: {} } } }, "XState's own"],
    "initial actions": [{ initial: { target: "a", actions: act }, states: { a: {} } }, "initial transition"],
    "XState's own events": [{ initial: "a", states: { a: { on: { "xstate.stop": "a" } } } }, "XState's own"],
    "no states": [{}, "has no states"],
    "a full stop in a name": [{ initial: "a.b", states: { "a.b": {} } }, "full stop"],
  };
  for (const [name, [config, sentence]] of Object.entries(refused)) test(name, () => {
    const compile = () => compileLifecycle(setup({}).createMachine({ id: "m", ...config } as any));
    expect(compile).toThrowError(/^lifecycle refused: the lifecycle "m" /);
    expect(compile).toThrowError(sentence);
  });

  test("too many states", () => {
    const states = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`s${i}`, {}]));
    expect(() => compileLifecycle(createMachine({ id: "m", initial: "s0", states }))).toThrowError("has 256 states, more than 254");
  });
});
