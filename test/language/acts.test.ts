/** Who may act at all, said once for a world. */
import { describe, expect, test } from "vitest";
import { compile, describe as told, explore, exploreByCode, mutantsOf, runCampaign } from "../../src/engine/index.ts";
import { type Operation, choice, refTo, specification, table, world } from "../../src/language/index.ts";

const tables = {
  thread: table({ about: "a thread", columns: { state: choice("ready", "blocked"), partner: refTo("thread") } }),
  cpu: table({ about: "the processor", columns: { current: refTo("thread") } }),
};
const acting = (acts: any) => world({ name: "a world", tables, acts });

/** A thread calls its partner; the processor takes the next thread. */
const specified = (acts: any, more: Partial<Operation> = {}) => {
  const words = acting(acts);
  const call: Operation = words.operation({
    name: "Call", summary: "x", sources: [], by: "thread",
    look: (_, { thread }) => ({ partner: thread.partner!.state }),
    checks: [{ unless: "the partner is ready", holds: ({ partner }) => partner === "ready", answer: "later" }],
    cases: [{ when: "it calls", then: { "the thread blocks": ({ thread }) => { thread.state = "blocked"; } } }], ...more as object,
  });
  const tick: Operation = words.operation({
    name: "Tick", summary: "x", sources: [], look: (now) => ({ cpu: now.cpu[0]!, thread: now.thread[0]! }), checks: [],
    cases: [{ when: "it ticks", then: { "the first thread runs": ({ cpu, thread }) => { cpu.current = thread; } } }],
  });
  const claim = words.invariant({ name: "a claim", claim: "x", why: "x", sources: [], each: "thread", holds: (thread) => thread.id === 0 || thread.state === "ready" });
  return compile(specification({ name: "s", about: "x", tables, operations: [call, tick], invariants: [claim] }), words.system({
    name: "a system", about: "x", sizes: { thread: 2, cpu: 1 }, facts: {}, boot: ({ thread }) => { thread[0]!.partner = thread[1]!; },
  }) as never);
};
const rule = (thread: any, { cpu }: any) => cpu[0].current === thread;

describe("a row that may not act", () => {
  test("is refused first, before anything is looked up, with an answer of its own; hardware is exempt", () => {
    // The second thread has no partner: looking for its state would be a fault.
    const model = specified({ thread: rule });
    const step = (operation: number, args: number[]) => ({ operation, args, choices: [] });
    expect(told(model, [step(0, [1]), step(0, [0]), step(1, []), step(0, [0]), step(0, [1])])).toEqual([
      'thread 1: Call: refused (not its turn), unless it is its turn to act',
      'thread 0: Call: refused (not its turn), unless it is its turn to act',
      "Tick: it ticks", "thread 0: Call: it calls",
      'thread 1: Call: refused (not its turn), unless it is its turn to act',
    ]);
  });

  test("is refused by code as by the sentences, in traces and in a search", () => {
    const fine = { thread: (thread: any, { cpu }: any) => thread.partner !== null && cpu[0].current === thread };
    const options = { seed: 3, traces: 400, steps: 30 };
    const [plain, byCode] = [false, true].map((compiled) => runCampaign(specified(fine), { ...options, compiled }));
    expect([byCode!.byCode, byCode!.failure]).toEqual([400, null]);
    expect([byCode!.digest, byCode!.outcomes]).toEqual([plain!.digest, plain!.outcomes]);
    expect(plain!.outcomes[0]).toEqual([expect.any(Number), 0, expect.any(Number)]);
    expect(plain!.outcomes[0]![0]! * plain!.outcomes[0]![2]!).toBeGreaterThan(0);
    const search = { bytesMost: 1 << 24, symmetry: false };
    const [found, foundByCode] = [explore(specified(fine), search), exploreByCode(specified(fine), search)];
    expect([found.states, found.exhaustive, found.failure]).toEqual([3, true, null]);
    expect([foundByCode!.states, foundByCode!.outcomes]).toEqual([found.states, found.outcomes]);
  });
});

test("one mutant drops the rule from all operations, and none from one of them", () => {
  const { specification: said } = specified({ thread: rule });
  const again = { ...said, operations: [...said.operations, { ...said.operations[0]!, name: "Call again" }] };
  const all = mutantsOf(again, []);
  const dropped = all.find(({ name }) => name === "anybody acts / drop rule / thread");
  expect(dropped!.mutated.map(({ name, checks }) => [name, checks.map(({ unless }) => unless)])).toEqual(
    [["Call", ["the partner is ready"]], ["Call again", ["the partner is ready"]]]);
  expect(all.filter(({ name }) => name.includes("drop check")).map(({ name }) => name)).toEqual(
    ["Call / drop check / the partner is ready", "Call again / drop check / the partner is ready"]);
});

test("claims ask for the refusal by name", () => {
  const words = world({ name: "a world", tables, acts: { thread: (thread, { cpu }) => cpu[0]!.current === thread } });
  const call = words.operation({ name: "Call", summary: "x", sources: [], by: "thread", checks: [], cases: [{ when: "it calls", then: {} }] });
  const step = { operation: "Call", outcome: "it is its turn to act", answer: "not its turn", refused: true, args: {} };
  expect([call.ended(step, "it is its turn to act"), call.told(step, "not its turn"), call.accepted(step)]).toEqual([true, true, false]);
});

describe("refused", () => {
  test.each([
    ["of a table that is not there", { thred: rule }, 'says who acts of "thred", which is not a table — did you mean "thread"?'],
    ["that is no function", { thread: true }, 'says who acts of "thread", which must be a function of a row that answers yes or no'],
  ])("a rule %s", (_, acts, sentence) => { expect(() => acting(acts)).toThrow(sentence); });

  test.each([
    ["answers no yes or no", () => 1, "not yes or no"],
    ["writes", (thread: any) => { thread.state = "ready"; return true; }, "not only read"],
    ["reads what is not there", (thread: any) => thread.stat === "ready", "unknown name"],
  ])("a rule that %s is a fault of the specification", (_, wrong, code) => {
    const { failure } = runCampaign(specified({ thread: wrong }), { seed: 1, traces: 20, steps: 10 });
    expect(failure?.violation).toMatchObject({ claim: "the specification is sound", outcome: code });
  });

  test("a check of the same sentence", () => {
    const twice = { checks: [{ unless: "it is its turn to act", holds: () => true, answer: "no" }] };
    expect(() => specified({ thread: rule }, twice)).toThrow("it is its turn to act");
  });
});
