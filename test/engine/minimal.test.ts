/** Counterexamples are as short as any where they say so, and arguments of which any will do may have any value. */
import fc from "fast-check";
import { expect, test } from "vitest";
import { type Model, compile, restart, runCampaign, shrink, takeStep, tell, withoutNeedless } from "../../src/engine/index.ts";
import { brokenSentence } from "../../src/cli/recording.ts";
import { recordedTrace } from "../../src/running/telling.ts";
import type { FailureRecord } from "../../src/store/index.ts";
import { tries } from "../nightly.ts";
import { drawn } from "./fuzz/drawing.ts";
import { Interpreter } from "./fuzz/plain-search.ts";
import { differsAt } from "./fuzz/plain-two-runs.ts";
import { built } from "./fuzz/text.ts";
import { shorterTraces } from "../../src/engine/search/shorter-traces.ts";
import { claiming, doing, saying, twoLamps } from "./small-world.ts";
import { poolIsShared, poolIsSharedByFew, wakeDoesNotPreempt } from "./urgent-threads.ts";

const failureOf = (model: Model, seed: number, steps = 40) => runCampaign(model, { seed, traces: 2000, steps }).failure;

test("what is woken does not preempt: three steps, from every trace, without the yields that it was found with", () => {
  const model = compile(wakeDoesNotPreempt.specification, wakeDoesNotPreempt.system);
  for (let seed = 1; seed <= tries(25, 5); seed++) {
    const { steps, violation } = failureOf(model, seed)!;
    const shrunk = shrink(model, steps, violation);
    expect([shrunk.steps.length, shrunk.atLeast]).toEqual([3, 3]);
    const { sentence } = tell(model, shrunk.steps, undefined, undefined, undefined, shrunk.irrelevant).steps[2]!;
    expect(sentence).toMatch(/^thread \d: Write \(channel \d, any gift, any size\): a thread waits for it$/);
  }
});

test("the pool is shared: five steps over two runs, where removing steps leaves one that only makes another thread run", () => {
  const model = compile(poolIsShared.specification, poolIsShared.system);
  const removed: number[] = [];
  for (let seed = 1; seed <= tries(10, 1); seed++) {
    const { steps, violation } = failureOf(model, seed)!;
    removed.push(withoutNeedless(model, steps, violation).length);
    const shrunk = shrink(model, steps, violation);
    expect([shrunk.steps.length, shrunk.atLeast]).toEqual([5, 5]);
    expect(tell(model, shrunk.steps, shrunk.violation.observer, violation.claim).violation).toEqual(shrunk.violation);
  }
  expect(Math.max(...removed)).toBe(6);
});

test("of random specifications, the length is that of the shortest trace, by brute force", () => {
  let compared = 0;
  for (let seed = 1; seed <= tries(2000, 60); seed++) {
    const { specification, system } = built(drawn(seed, "plain"));
    const model = compile(specification, system);
    const failure = runCampaign(model, { seed, traces: 30, steps: 12 }).failure;
    if (failure === null || failure.violation.claim === "the specification is sound") continue;
    const { claim, operation, observer } = failure.violation;
    const shrunk = shrink(model, failure.steps, failure.violation);
    const shortest = observer === undefined ? new Interpreter(specification, system).search(30_000, { claim, operation, code: "" }).shortest
      : shortestOverTwoRuns(new Interpreter(specification, system), new Interpreter(specification, system), claim, shrunk.steps.length);
    if (shortest < 0) continue;
    compared++;
    expect({ seed, length: shrunk.steps.length, atLeast: shrunk.atLeast }).toEqual({ seed, length: shortest, atLeast: shortest });
  }
  expect(compared).toBeGreaterThan(tries(200, 3));
});

/** The length of the shortest trace of at most so many steps which breaks a claim over two runs; -1 where there are too many traces. */
function shortestOverTwoRuns(one: Interpreter, two: Interpreter, claim: string, most: number): number {
  const invariant = one.specification.invariants.find(({ name }) => name === claim)!;
  const calls = one.calls.flatMap((some, operation) => some.map((args) => ({ operation, args, choices: [] as number[] })));
  if (calls.length ** (most - 1) > 3000) return -1;
  const rows = one.now.rows[invariant.each!]!.length;
  const search = (trace: typeof calls, length: number): boolean => trace.length === length
    ? Array.from({ length: rows }, (_, row) => row).some((row) => differsAt(one, two, trace, invariant, row) === length)
    : calls.some((call) => search([...trace, call], length));
  for (let length = 1; length < most; length++) if (search([], length)) return length;
  return most;
}

test("arguments of which any will do: other values in their place break the same claim after steps that end the same", () => {
  const model = compile(wakeDoesNotPreempt.specification, wakeDoesNotPreempt.system);
  fc.assert(fc.property(fc.integer({ min: 1, max: 1000 }), fc.infiniteStream(fc.nat()), (seed, numbers) => {
    const { steps, violation } = failureOf(model, seed)!;
    const shrunk = shrink(model, steps, violation);
    expect(shrunk.irrelevant.flat().length).toBeGreaterThan(0);
    const other = shrunk.steps.map((step, i) => shrunk.irrelevant[i]!.reduce((so, place) => ({ ...so, args: so.args.with(place,
      numbers.next().value! % model.steppers[step.operation]!.args[place]!.values) }), step));
    const outcomes = (trace: typeof steps): number[] => {
      restart(model);
      return trace.map((step) => takeStep(model, step));
    };
    expect(outcomes(other)).toEqual(outcomes(shrunk.steps));
    expect(tell(model, other).violation).toEqual(shrunk.violation);
  }), { numRuns: tries(50, 8) });
});

test("a record names the arguments of which any will do, keeps their values, and says that no trace is shorter", () => {
  const model = compile(wakeDoesNotPreempt.specification, wakeDoesNotPreempt.system);
  const { steps, violation } = failureOf(model, 1)!;
  const shrunk = shrink(model, steps, violation);
  const { atLeast, steps: recorded } = recordedTrace(model, shrunk.steps, shrunk.violation, { enter: () => {} }, shrunk);
  expect([atLeast, recorded.length]).toEqual([3, 3]);
  expect(recorded.map(({ any }) => any)).toEqual([undefined, undefined, ["gift", "size"]]);
  expect(recorded[2]).toMatchObject({ args: { gift: 0, size: 0 }, values: { gift: "false", size: "0" } });
});

test("what is said counts the steps that are shown, and says how long the trace was when it was found", () => {
  const record = { claim: "a claim", why: "it is false", steps: [{}, {}], trace: 4, foundAfter: 9 } as unknown as FailureRecord;
  expect(brokenSentence({ ...record, atLeast: 2 })).toBe('"a claim" is broken after step 2, and by no shorter trace: it is false; found in trace 4, after 9 steps, and made shorter');
  expect(brokenSentence({ ...record, foundAfter: 2 })).toBe('"a claim" is broken after step 2; a shorter trace may exist: it is false; found in trace 4');
  expect(brokenSentence({ ...record, steps: [{}, {}, {}, {}] as never, atLeast: 3, foundAfter: 4 }))
    .toBe('"a claim" is broken after step 4; a shorter trace may exist, of 3 steps or more: it is false; found in trace 4');
});

test("a search that stops early says no more than it has looked at", () => {
  const model = compile(wakeDoesNotPreempt.specification, wakeDoesNotPreempt.system);
  const { violation } = failureOf(model, 1)!;
  const seen = new Set<number>();
  for (let share = 1; share > 1e-8; share /= 3) {
    const { found, atLeast } = shorterTraces(model, violation, 8, share);
    if (found !== null) expect(found.steps.length).toBeGreaterThanOrEqual(3);
    expect(atLeast).toBeLessThanOrEqual(3);
    seen.add(atLeast);
  }
  expect([...seen]).toEqual([3, 2, 1]);
});

test("a search over pairs of runs finds the shortest trace by itself", () => {
  const model = compile(poolIsSharedByFew.specification, poolIsSharedByFew.system);
  const { violation } = failureOf(model, 1)!;
  const { found, atLeast } = shorterTraces(model, violation, 7);
  expect([found?.steps.length, atLeast]).toEqual([5, 5]);
});

test("an argument matters where another value breaks the claim for another row, or changes something else", () => {
  const light = doing((lamp) => { lamp.bright = true; });
  const shades = doing((lamp) => { lamp.bright = true; }, { asks: { shade: { ask: "upTo", max: 5 } } } as any);
  for (const claim of [claiming({ each: "lamp", holds: ({ bright }: any) => !bright }), claiming({ holds: ({ lamp }: any) => lamp.every(({ bright }: any) => !bright) })]) {
    for (const [operation, expected] of [[light, []], [shades, [1]]] as const) {
      const model = compile(saying([operation], [claim]), twoLamps);
      const { steps, violation } = failureOf(model, 1)!;
      expect(shrink(model, steps, violation).irrelevant).toEqual([expected]);
    }
  }
});
