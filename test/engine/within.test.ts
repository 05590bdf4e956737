/** Mutants within sentences: which there are, that each is one fault wherever its text is used, and that they are killed where they are noticed. */
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { type MutantWithin, compile, mutantsWithin, recompile, recordReached, runCampaign, runChunk, saysTheSame, tracesReaching, unnoticed } from "../../src/engine/index.ts";
import type { Invariant, Operation } from "../../src/language/index.ts";
import { claiming, doing, saying, small, sources, tick, twoLamps } from "./small-world.ts";

const names = (operations: readonly Operation[], invariants: readonly Invariant[] = []): string[] =>
  mutantsWithin({ operations, invariants }).mutants.map(({ name }) => name);

/** The mutants of what one step does. */
const ofStep = (step: (lamp: any, scene: any) => unknown): string[] => {
  const one = { ...doing(() => {}), cases: [{ when: "w", then: { s: step } }] };
  return names([one as Operation]).map((name) => name.replace("Act / w / s / ", ""));
};

describe("the faults of a text", () => {
  test.each<[string, (scene: any, choose: any) => unknown, readonly string[]]>([
    ["comparisons", ({ a, b }) => { a.x = a.x < b.x; a.y = a.x >= b.y; a.z = a.x === b.x; },
      ["a.x = a.x < b.x left out", "a.y = a.x >= b.y left out", "a.z = a.x === b.x left out",
        "a.x < b.x became a.x <= b.x", "a.x >= b.y became a.x > b.y", "a.x === b.x became a.x !== b.x"]],
    ["arithmetic", ({ a, b }) => a.x + b.x * a.y - b.y, ["a.x + b.x * a.y - b.y became a.x + b.x * a.y + b.y",
      "a.x + b.x * a.y became a.x - b.x * a.y", "b.x * a.y became b.x + a.y"]],
    ["words are not reckoned with", ({ a }) => `${a.x}` + "y", []],
    ["numbers, yes and no", ({ a }) => a.f(0, 5, true, -1), ["0 became 1", "5 became 6", "5 became 4", "true became false", "-1 became 1", "1 became 2", "1 became 0"]],
    ["parts of conditions", ({ a }) => a.x && (a.y || a.z) && a.w, ["a.x left out", "a.y || a.z left out", "a.w left out", "a.y left out", "a.z left out"]],
    ["what stands in for nothing", ({ a }) => a.x ?? a.y ?? a.z, ["a.x ?? a.y left out", "a.z left out", "a.x left out", "a.y left out"]],
    ["conditions the other way round", ({ a }) => a.x ? a.y : !a.z, ["a.x turned round", "!a.z became a.z"]],
    ["conditions of statements", ({ a }) => { if (a.x < 1) a.y(); }, ["if (a.x < 1) a.y() left out", "a.x < 1 became a.x >= 1", "a.x < 1 became a.x <= 1",
      "1 became 2", "1 became 0"]],
    ["some and every", ({ a }) => a.l.some((x: any) => x.y), ["a.l.some((x) => x.y) became a.l.every((x) => x.y)"]],
    ["the least and the greatest", ({ a }) => Math.min(a.x, a.y), ["Math.min(a.x, a.y) became Math.max(a.x, a.y)"]],
    ["amounts", ({ a }) => { a.x += a.y; a.z--; }, ["a.x += a.y left out", "a.z-- left out", "a.x += a.y became a.x -= a.y", "a.z-- became a.z++"]],
    ["loops end", ({ a }) => { for (let i = 0; i < a.n; i++) a.f(i); }, ["for (let i = 0; i < a.n; i++) a.f(i) left out", "0 became 1",
      "i < a.n became i <= a.n"]],
    ["what is declared and answered stays", ({ a }) => { const b = a.x; a.f(b); return b; }, ["a.f(b) left out"]],
    ["long texts", ({ a }) => a.first.second.third.fourth.fifth.sixth.seventh < a.second.third.fourth.fifth.sixth.seventh.eighth,
      ["a.first.second.third.fourth.fifth.s… < a.second.third.fourth.fifth.sixth.s… became a.first.second.third.fourth.fifth.s… <= a.second.third.fourth.fifth.sixth.s…"]],
    ["the same words twice", ({ a }) => [a.x + 1, a.x + 1], ["a.x + 1 became a.x - 1", "1 became 2", "1 became 0", "a.x + 1 became a.x - 1 (2)",
      "1 became 2 (2)", "1 became 0 (2)"]],
  ])("%s", (_, step, expected) => {
    expect(ofStep(step).toSorted()).toEqual(expected.toSorted());
  });
});

const isAtMost = (a: any, n: number): boolean => a.now <= n;
const isEarly = (clock: any): boolean => isAtMost(clock, 4);
const move = (from: any, to: any, n: number, m: number): void => {
  from.bright = n > 2;
  to.bright = m > 2;
};
const both = { early: isEarly, any: 3 };

describe("a function that sentences call", () => {
  const wait = { ...tick, name: "Wait", checks: [{ unless: "it is early", holds: ({ clock }: any) => isEarly(clock), answer: "late" }] } as Operation;
  const hurry = { ...tick, name: "Hurry", checks: [{ unless: "it is early", holds: ({ clock }: any) => both.early(clock), answer: "late" }] } as Operation;
  const early = claiming({ name: "it is early", holds: ({ clock }: any) => clock[0].now <= 5 });
  const blind = claiming({ name: "the clock knows", holds: ({ clock }: any) => isEarly(clock[0]) || clock[0].now > 4 });
  const { mutants } = mutantsWithin({ operations: [wait, hurry, tick], invariants: [early, blind] });
  const named = (name: string): MutantWithin => mutants.find((one) => one.name === name)!;

  test("is mutated once, with the operations that use it", () => {
    expect(mutants.filter(({ text }) => text === "isAtMost").map(({ name }) => name)).toEqual(["isAtMost / a.now <= n became a.now < n"]);
    expect(named("isAtMost / a.now <= n became a.now < n").changes).toEqual(["Wait", "Hurry"]);
    expect(named("isEarly / 4 became 5")).toMatchObject({ operation: "isEarly", tier: "within", changes: ["Wait", "Hurry"] });
    expect(named("isEarly / 4 became 5").place!.url).toContain("within.test");
  });

  test("changes everybody who uses it, through others and in objects, claims too, and nobody else", () => {
    const clock = { now: 5 };
    const asked = ({ operations, invariants }: { operations: readonly Operation[]; invariants: readonly Invariant[] }): unknown[] =>
      [operations[0]!.checks[0]!.holds({ clock }), operations[1]!.checks[0]!.holds({ clock })].concat(invariants[1]!.holds!({ clock: [{ now: 4 }] }));
    const right = { operations: [wait, hurry, tick], invariants: [early, blind] };
    expect(asked(right)).toEqual([false, false, true]);
    const faulty = named("isEarly / 4 became 5").faulty();
    expect(asked(faulty)).toEqual([true, true, true]);
    expect(faulty.operations[2]).toBe(tick);
    expect(faulty.invariants[0]).toBe(early);
    expect(asked(named("isAtMost / a.now <= n became a.now < n").faulty())).toEqual([false, false, false]);
    expect(asked(right)).toEqual([false, false, true]);
  });

  test("is killed in the same trace as when it is run in every trace", () => {
    const specification = saying([wait, hurry], [early, blind]);
    const model = compile(specification, twoLamps);
    const options = { seed: 1, traces: 30, steps: 12 };
    const { bits } = recordReached(model, options, 0, 30);
    const found = mutantsWithin(specification).mutants.map(({ name, faulty }) => {
      const { operations, invariants } = faulty();
      const mutant = recompile(model, operations, invariants);
      const killedIn = (traces: Iterable<number>) => {
        for (const trace of traces) {
          const { failure } = runChunk(mutant, { ...options, traces: trace + 1 }, trace);
          if (failure !== null) return [trace, failure.violation.claim];
        }
        return null;
      };
      const whole = runCampaign(compile({ ...specification, operations, invariants }, twoLamps), options).failure;
      return { name, some: killedIn(tracesReaching(model, mutant, bits, 0, 30)), all: whole === null ? null : [whole.trace, whole.violation.claim] };
    });
    expect(found.map(({ name, some }) => [name, some])).toEqual(found.map(({ name, all }) => [name, all]));
    expect(new Map(found.map(({ name, all }) => [name, all?.[1]]))).toEqual(new Map([
      ["Wait / it is early / isEarly(clock) turned round", "it is early"],
      ["isEarly / 4 became 5", "it is early"], ["isEarly / 4 became 3", "the clock knows"],
      ["isAtMost / a.now <= n became a.now < n", "the clock knows"],
      ["Wait / the clock advances / the clock counts on / clock.now++ left out", undefined],
      ["Wait / the clock advances / the clock counts on / clock.now++ became clock.now--", "the specification is sound"],
      ["Hurry / it is early / both.early(clock) turned round", "it is early"],
    ]));
  });

  test("has its arguments exchanged where they are of one kind", () => {
    expect(names([{ ...doing(() => {}), cases: [{ when: "w", then: { s: ({ lamp }: any) => move(lamp, lamp.next, 1, 3) } }] } as Operation])
      .filter((name) => name.includes("move(lamp"))).toEqual([
      "Act / w / s / move(lamp, lamp.next, 1, 3) became move(lamp.next, lamp, 1, 3)",
      "Act / w / s / move(lamp, lamp.next, 1, 3) became move(lamp, lamp.next, 3, 1)",
    ]);
  });
});

test("a check is turned round as a whole", () => {
  const one = small.operation({ name: "Light", summary: "Lights a lamp.", sources, by: "lamp",
    checks: [{ unless: "it is bright", holds: ({ lamp }) => lamp.bright, answer: "no" }], cases: [{ when: "w", then: {}, because: "b" }] });
  expect(names([one])).toEqual(["Light / it is bright / lamp.bright turned round"]);
});

const brighten = (lamp: any, colour: string): void => {
  lamp.bright = true;
  lamp.colour = colour;
};

describe("a boot", () => {
  const boot = ({ lamp, clock }: any): void => {
    if (lamp.length > 1) brighten(lamp[1], "green");
    if (isEarly({ now: 4 })) clock[0].now = 7;
  };
  const wait = { ...tick, checks: [{ unless: "it is early", holds: ({ clock }: any) => isEarly(clock), answer: "late" }] } as Operation;
  const said = { operations: [wait], invariants: [] };
  const { mutants } = mutantsWithin(said, boot);
  const inBoot = mutants.filter(({ operation }) => operation === "the boot");

  test("has mutants, and so have the functions that no sentence calls", () => {
    expect(inBoot.map(({ name }) => name)).toEqual([
      "the boot / boot / if (lamp.length > 1) brighten(lamp[1], \"green\") left out",
      "the boot / boot / if (isEarly({ now: 4 })) clock[0].now = 7 left out",
      "the boot / boot / lamp.length > 1 became lamp.length <= 1", "the boot / boot / lamp.length > 1 became lamp.length >= 1",
      "the boot / boot / 1 became 2", "the boot / boot / 1 became 0", "the boot / boot / 1 became 2 (2)", "the boot / boot / 1 became 0 (2)",
      "the boot / boot / isEarly({ now: 4 }) turned round", "the boot / boot / 4 became 5", "the boot / boot / 4 became 3",
      "the boot / boot / 0 became 1", "the boot / boot / 7 became 8", "the boot / boot / 7 became 6",
      "the boot / brighten / lamp.bright = true left out", "the boot / brighten / lamp.colour = colour left out",
      "the boot / brighten / true became false",
    ]);
    expect(mutants.length).toBeGreaterThan(inBoot.length);
    expect(inBoot[0]!.changes).toEqual(["Tick"]);
  });

  test("with a fault leaves another state, which is told, or is said to be the same", () => {
    const model = compile(saying([wait]), { ...twoLamps, boot });
    const { bits } = recordReached(model, { seed: 1, traces: 3, steps: 5 }, 0, 3);
    const options = { seed: 1, traces: 3, steps: 5 };
    const differing = new Map(inBoot.flatMap(({ name, faulty }): [string, readonly string[] | null][] => {
      if (/ 1 became 2 \(2\)| 0 became 1/.test(name)) return [];
      const mutant = compile(saying([wait]), { ...twoLamps, boot: faulty().boot! });
      expect([...tracesReaching(model, mutant, bits, 0, 3)]).toEqual([0, 1, 2]);
      return [[name.replace("the boot / ", ""), saysTheSame(model, mutant) ? null : unnoticed(model, mutant, options, [0]).columns]];
    }));
    expect(differing.get("brighten / true became false")).toEqual(["lamp.bright"]);
    expect(differing.get("boot / 7 became 8")).toEqual(["clock.now"]);
    expect(differing.get("boot / 1 became 0 (2)")).toEqual(["lamp.bright", "lamp.colour"]);
    expect([...differing].filter(([, columns]) => columns === null).map(([name]) => name))
      .toEqual(["boot / lamp.length > 1 became lamp.length >= 1", "boot / 1 became 0", "boot / 4 became 3"]);
  });
});

let changing = 1;

test("what cannot be written again is told, and nobody who needs it is changed", () => {
  const inner = (lamp: any): boolean => lamp.now < 1;
  const outer = (lamp: any): boolean => inner(lamp) && changing < 2;
  const one = doing((lamp) => { if (outer(lamp)) lamp.bright = true; });
  changing++;
  const { mutants, fixed } = mutantsWithin({ operations: [one, tick], invariants: [] });
  // Who calls it does not need its text.
  expect(new Set(mutants.map(({ text }) => text))).toEqual(new Set(["a function without a name", "Tick / the clock advances / the clock counts on"]));
  expect(fixed).toEqual([{ text: "outer", why: "changing may be assigned again" }, { text: "inner", why: "something that uses it cannot be written again" }]);
});

test("texts of a specification are written again as they are, under names that are told apart", () => {
  const { mutants, fixed } = mutantsWithin(syncIpc);
  expect(fixed).toEqual([]);
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length);
  expect(new Set(mutants.map(({ text }) => text)).size).toBeGreaterThan(12);
  const model = compile(syncIpc, syncIpcSystem(3, 2, 2, 2));
  for (const { name, faulty } of mutants) {
    const { operations, invariants } = faulty();
    expect(runCampaign(recompile(model, operations, invariants), { seed: 1, traces: 3, steps: 20 }).traces, name).toBeGreaterThan(0);
  }
});
