/** A mutant that is tried only where it can differ from the right text is killed in the same trace, by the same claim, as one that is tried everywhere. */
import { describe, expect, test } from "vitest";
import { capabilities, capsSystem } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { genodeMutants } from "../../properties/genode/mutants.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { type Mutant, compile, mutantsOf, mutate, recompile, recordReached, runChunk, tracesReaching } from "../../src/engine/index.ts";
import { type Operation, type Specification, type System, eitherOf, yesOrNo } from "../../src/language/index.ts";
import { claiming, doing, saying, tick, twoLamps } from "./small-world.ts";

const options = { seed: 1, traces: 80, steps: 25 };

/** Changes that no derived mutant makes, one sentence or one list at a time. */
const changesOf = (right: Operation): [string, Operation][] => [
  ...right.checks.map((check, i): [string, Operation] => [`the opposite of check ${i}`,
    { ...right, checks: right.checks.with(i, { ...check, holds: (scene) => !check.holds(scene) }) }]),
  ...right.checks.map((check, i): [string, Operation] => [`other words for check ${i}`,
    { ...right, checks: right.checks.with(i, { ...check, unless: "in other words" }) }]),
  ...right.cases.map((one, i): [string, Operation] => [`case ${i} without steps`,
    { ...right, cases: right.cases.with(i, { ...one, then: {}, because: "for a test" }) }]),
  ["one check more", { ...right, checks: [...right.checks, { unless: "never", holds: () => false, answer: "no" }] }],
  ["checks in another order", { ...right, checks: right.checks.toReversed() }],
  ["cases in another order", { ...right, cases: right.cases.toReversed() }],
  ["one case more", { ...right, cases: [...right.cases, { when: "always", holds: () => true, then: {}, because: "for a test" }] }],
  ...(right.look === undefined ? [] : [["a look that finds nothing", { ...right, look: (world: any, args: any, facts: any) =>
    Object.fromEntries(Object.entries(right.look!(world, args, facts)).map(([name, found]) => [name, Array.isArray(found) ? [] : null])) }] as [string, Operation]]),
];

const changed = ({ operations }: Specification): Mutant[] => operations.flatMap((right) => changesOf(right)
  .map(([name, mutated]) => ({ name: `${right.name}: ${name}`, tier: "crafted", operation: right.name, mutated: [mutated] })));

interface Tried { readonly specification: Specification; readonly system: System<any, any>; readonly mutants: readonly Mutant[] }

/** For each mutant the traces that can differ, and the trace and claim that kill it when it is run in those alone, and in all. */
function compared({ specification, system, mutants }: Tried, { seed, traces, steps } = options) {
  const right = compile(specification, system);
  const { bits, failure } = recordReached(right, { seed, traces, steps }, 0, traces);
  expect(failure).toBeNull();
  return mutants.map((mutant) => {
    const model = recompile(right, mutate(specification.operations, mutant));
    const reaching = [...tracesReaching(right, model, bits, 0, traces)];
    const killedIn = (some: readonly number[]) => {
      for (const trace of some) {
        const { failure: found } = runChunk(model, { seed, traces: trace + 1, steps }, trace);
        if (found !== null) return { trace, claim: found.violation.claim, at: found.violation.at };
      }
      return null;
    };
    return { name: mutant.name, reaching, some: killedIn(reaching), all: killedIn(Array.from({ length: traces }, (_, i) => i)) };
  });
}

const small: readonly (Tried & { readonly what: string })[] = [
  { what: "synchronous IPC", specification: syncIpc, system: syncIpcSystem(3, 2, 2, 2) },
  { what: "capabilities", specification: capabilities, system: capsSystem(2, 3, 2, 5) },
].map((one) => ({ ...one, mutants: [...mutantsOf(one.specification, []), ...changed(one.specification)] }));

describe("a mutant is killed as if it were run in every trace", () => {
  test.each(small)("all of $what", (system) => {
    const found = compared(system);
    expect(found.map(({ name, some }) => [name, some])).toEqual(found.map(({ name, all }) => [name, all]));
    expect(found.filter(({ some }) => some !== null).length).toBeGreaterThan(20);
    // Else nothing would be saved.
    expect(found.filter(({ reaching }) => reaching.length < options.traces / 2).length).toBeGreaterThan(5);
  });

  test.each(["genode-isolation", "genode-quota"])("some of %s", (name) => {
    const { specification, system } = suites.find((suite) => suite.name === name)!;
    const crafted = genodeMutants.filter(({ operation }) => specification.operations.some((one) => one.name === operation));
    const found = compared({ specification, system, mutants: mutantsOf(specification, crafted).filter(({ tier }, i) => tier !== "derived" || i % 29 === 0) },
      { seed: 1, traces: 12, steps: 30 });
    expect(found.map(({ name: mutant, some }) => [mutant, some])).toEqual(found.map(({ name: mutant, all }) => [mutant, all]));
    expect(found.filter(({ some }) => some !== null).length).toBeGreaterThan(5);
  });
});

describe("a record", () => {
  test("is the same in parts", () => {
    const model = compile(syncIpc, syncIpcSystem(3, 2, 2, 2));
    const [whole, first, second] = [[0, 20], [0, 7], [7, 20]].map(([from, to]) => recordReached(model, options, from!, to!));
    expect([...first!.bits, ...second!.bits]).toEqual([...whole!.bits]);
    expect(first!.taken.map((count, o) => count + second!.taken[o]!)).toEqual(whole!.taken);
    expect(whole!.taken.reduce((sum, count) => sum + count, 0)).toBe(20 * options.steps);
  });

  test("ends with the first failure", () => {
    const { failure } = recordReached(compile(saying([tick], [claiming({ holds: ({ clock }: any) => clock[0].now < 5 })]), twoLamps), options, 0, 80);
    expect(failure).toMatchObject({ trace: 0, violation: { claim: "a claim", at: 5 } });
  });
});

test("an operation that is called otherwise changes every trace", () => {
  const right = compile(saying([tick, doing(() => {})]), twoLamps);
  const { bits } = recordReached(right, { ...options, steps: 0 }, 0, 80);
  const reaching = (more: Partial<Operation>): number =>
    [...tracesReaching(right, recompile(right, [tick, doing(() => {}, more)]), bits, 0, 80)].length;
  expect(reaching({})).toBe(0);
  expect(reaching({ asks: { soon: yesOrNo() } })).toBe(80);
  expect(reaching({ by: "clock", asks: { how: eitherOf("so") } })).toBe(80);
  expect(reaching({ name: "Do" })).toBe(80);
});

test("what only the second of two runs reaches counts", () => {
  const sees = { hidden: (lamp: any, { args }: any) => args.lamp?.id !== lamp.id, view: () => [], hears: (lamp: any, { args }: any) => args.lamp?.id === lamp.id };
  const act = doing(() => {}, { checks: [
    { unless: "the lamp is bright", holds: ({ lamp }: any) => lamp.bright, answer: "no" },
    { unless: "never", holds: () => false, answer: "no" },
  ] });
  const brighten = doing((lamp) => { lamp.next.bright = true; }, { name: "Brighten the next one" });
  const specification = saying([act, brighten], [claiming({ each: "lamp", unseen: sees })]);
  const system = { ...twoLamps, boot: ({ lamp }: any) => { lamp[0].next = lamp[1]; lamp[1].next = lamp[0]; } };
  const mutants = mutantsOf(specification, []).filter(({ name }) => name === "Act / answer ok in place of no / the lamp is bright");
  const [found] = compared({ specification, system, mutants }, { seed: 1, traces: 60, steps: 3 });
  expect(found!.some).not.toBeNull();
  expect(found!.some).toEqual(found!.all);
});
