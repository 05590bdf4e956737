/** Routines: what operations share is run, told, mutated and printed as what it is. */
import { describe, expect, test } from "vitest";
import { aSemaphore } from "../../examples/with/whoever-waits-is-woken.ts";
import { compile, explore, exploreByCode, mutantsOf, mutantsWithin, mutate, recompile, runCampaign, tell, unreadOf } from "../../src/engine/index.ts";
import {
  type Operation, calledIn, oneOf, queueOf, routinesIn, specification, stepSentence, table, withRoutine, world,
} from "../../src/language/index.ts";
import { operationPage, routinePage, specificationPage } from "../../src/render/index.ts";

const own = aSemaphore.specification;
const model = compile(own, aSemaphore.system);
const everything = { bytesMost: 1 << 26, symmetry: false };

/** The same specification with the steps of the routine written out where it is called. */
const writtenOut = (operations: readonly Operation[]): Operation[] => operations.map((operation) => ({
  ...operation,
  cases: operation.cases.map((one) => ({ ...one, then: Object.fromEntries(Object.entries(one.then).map(([sentence, step]) => {
    const called = calledIn(step);
    return [sentence, called === undefined ? step : (scene: any) => {
      const { thread, semaphore } = called.given(scene);
      semaphore.queue.remove(thread);
      thread.state = "ready";
    }];
  })) })),
}));

test("a specification with a routine has the states of one that writes its steps out, by code and by the sentences", () => {
  expect(unreadOf(model).unread).toEqual([]);
  const counts = [explore(model, everything), exploreByCode(model, everything)!, explore(compile({ ...own, operations: writtenOut(own.operations) }, aSemaphore.system), everything)]
    .map(({ states, transitions, depth, exhaustive }) => ({ states, transitions, depth, exhaustive }));
  expect(counts[0]).toEqual({ states: 117, transitions: 624, depth: 5, exhaustive: true });
  expect(counts[1]).toEqual(counts[0]);
  expect(counts[2]).toEqual(counts[0]);
});

describe("mutants of a routine", () => {
  const mutants = mutantsOf(own, []).filter(({ operation }) => operation === "Wake a thread");
  test("lack a step in each operation that calls it", () => {
    expect(mutants.map(({ name, mutated }) => [name, mutated.map((one) => one.name)])).toEqual([
      ["Wake a thread / drop step / it leaves the queue", ["Up", "Timeout"]], ["Wake a thread / drop step / it is ready", ["Up", "Timeout"]]]);
    for (const mutant of mutants) {
      const wrong = recompile(model, mutate(own.operations, mutant));
      expect(runCampaign(wrong, { seed: 1, traces: 50, steps: 30 }).failure?.violation.claim).toBe("who waits is in a queue");
    }
  });
  test("are within its sentences, and within what it is given", () => {
    const texts = new Set(mutantsWithin(own).mutants.map(({ text }) => text));
    expect([...texts].filter((text) => text.startsWith("Wake a thread"))).toEqual(["Wake a thread / it is ready"]);
    const faults = mutantsWithin(own).mutants.filter(({ operation }) => operation === "Wake a thread");
    expect(faults.map(({ changes }) => changes)).toEqual(faults.map(() => ["Up", "Timeout"]));
    const wrong = faults.find(({ text }) => text.endsWith("it is ready"))!.faulty();
    expect(runCampaign(recompile(model, wrong.operations), { seed: 1, traces: 50, steps: 30 }).failure).not.toBeNull();
  });
});

test("a step that calls a routine is told with what that does", () => {
  const names = model.steppers.map(({ operation: { name } }) => name);
  const call = (operation: string, ...args: readonly number[]) => ({ operation: names.indexOf(operation), args, choices: [] });
  const { steps, violation } = tell(model, [call("Down", 0, 0), call("Timeout", 0, 0)]);
  expect([violation, steps[1]!.effects]).toEqual([null, ["it is woken (it leaves the queue; it is ready)"]]);
});

test("pages name it, where it is called and by itself", () => {
  expect(operationPage(own.operations[1]!, own.name)).toContain('1. the first one is woken, by "Wake a thread": it leaves the queue; it is ready');
  const page = routinePage(routinesIn(own.operations)[0]!, own);
  for (const line of ["**Is given:** thread (one thread), semaphore (one semaphore).", "1. it leaves the queue\n2. it is ready", "- Up\n- Timeout"]) expect(page).toContain(line);
  expect(specificationPage(own)).toContain("- Wake a thread: Make a thread ready that waits for a semaphore.");
});

test("a routine may call another one, in whose place a faulty one is found", () => {
  const small = world({ name: "small", tables: { node: table({ about: "a node", columns: { queue: queueOf("node", 3) } }) } });
  const leave = small.routine({ name: "Leave", summary: "X.", sources: [], takes: { node: oneOf("node") }, then: { "it leaves": ({ node }) => { node.queue.clear(); } } });
  const end = small.routine({ name: "End", summary: "X.", sources: [], takes: { node: oneOf("node") }, then: { "it goes": leave(({ node }: any) => ({ node })) } });
  const die = small.operation({ name: "Die", summary: "X.", sources: [], by: "node", checks: [],
    cases: [{ when: "it dies", then: { "it ends": end(({ node }: any) => ({ node })) } }] });
  expect(routinesIn([die]).map(({ name }) => name)).toEqual(["End", "Leave"]);
  const [step] = Object.entries(die.cases[0]!.then);
  expect(stepSentence(...step!)).toBe("it ends (it goes (it leaves))");
  const right = routinesIn([die])[1]!;
  const [wrong] = withRoutine([die], right, { ...right, name: "Stay", then: {} });
  expect(routinesIn([wrong!]).map(({ name }) => name)).toEqual(["End", "Stay"]);
  expect(withRoutine([wrong!], right, { ...right })).toEqual([]);
  const { mutants } = mutantsWithin(specification({ name: "small", about: "X.", tables: small.tables, operations: [die], invariants: [] }));
  expect(mutants.map(({ text, changes }) => [text, changes])).toContainEqual(["Leave / it leaves", ["Die"]]);
});

test("a routine has a name of its own", () => {
  const { tables, operation, routine, system } = world({ name: "small", tables: { node: table({ about: "a node", columns: {} }) } });
  const named = routine({ name: "Die", summary: "X.", sources: [], takes: {}, then: { "it goes": () => {} } });
  const die = operation({ name: "Die", summary: "X.", sources: [], by: "node", checks: [], cases: [{ when: "it dies", then: { "it ends": named(() => ({})) } }] });
  expect(() => compile(specification({ name: "small", about: "X.", tables, operations: [die], invariants: [] }),
    system({ name: "one", about: "X.", sizes: { node: 1 }, facts: {}, boot: () => {} }))).toThrow('two operations or routines are called "Die"');
});
