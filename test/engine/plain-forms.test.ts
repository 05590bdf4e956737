/**
 * Where text may not become code, functions do what generated code does elsewhere: the same values, faults, traces and counts, in
 * the same words.
 */
import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { type CampaignOptions, type Model, compile, explore, judge, judgeExploration, mutantsWithin, runCampaign, tell } from "../../src/engine/index.ts";
import { generated } from "../../src/engine/stepping/new-function.ts";
import { packingOf } from "../../src/engine/search/packing.ts";
import { Memory } from "../../src/engine/world/rows.ts";
import { classesOf } from "../../src/engine/discovery/state-classes.ts";
import { choice, count, flag, inLifecycle, queueOf, refTo, rights, setOf, table } from "../../src/language/index.ts";
import { layoutOf, schemaOf } from "../../src/sentences/layout.ts";
import { suites } from "../../properties/genode/suites/index.ts";
import { capabilities, capsSystems } from "../../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystems } from "../../examples/sync-ipc/sync-ipc.ts";
import { saidAlone, ways } from "./cases/asking.ts";
import { engineCases } from "./cases/index.ts";
import { compared } from "./fuzz/comparing.ts";
import { Draw } from "./fuzz/draw.ts";
import { specOf } from "./fuzz/seeds.ts";
import { built } from "./fuzz/text.ts";
import { lampMachine } from "./small-world.ts";
import { afresh, refusedTexts, withoutText } from "./without-text.ts";

test("text may not become code here as under the option of the runtime", () => {
  const { stderr } = spawnSync(process.execPath, ["--disallow-code-generation-from-strings", "--eval", "new Function('return 1')"], { encoding: "utf8" });
  const message = "Code generation from strings disallowed for this context";
  expect(stderr).toContain(`EvalError: ${message}`);
  expect(() => withoutText((): unknown => Reflect.construct(Function, ["return 1"]))).toThrow(new EvalError(message));
});

test("one form or the other is taken, and what is wrong with a text is told", () => {
  const made = (body: string) => generated({ a: 1 }, body, () => "plain");
  expect(made("return a + 1")).toBe(2);
  expect(withoutText(() => made("return a + 1"))).toBe("plain");
  expect(refusedTexts).toBe(1);
  expect(() => made("return (")).toThrow(SyntaxError);
  expect(() => made("throw new EvalError('within')")).toThrow("within");
});

test("there are no mutants within sentences, which is said", () => {
  expect(withoutText(() => mutantsWithin(syncIpc)))
    .toEqual({ mutants: [], ofClaims: [], fixed: [{ text: "any sentence", why: "text may not become code here" }] });
  expect(mutantsWithin(syncIpc)).toMatchObject({ fixed: [] });
  expect(mutantsWithin(syncIpc).mutants).not.toEqual([]);
});

describe("rows", () => {
  const words = Array.from({ length: 30 }, (_, i) => `w${i}`);
  const columns = () => ({
    flag: flag(), small: count({ max: 200 }), medium: count({ max: 60_000 }), large: count({ max: 2 ** 31 - 1 }), huge: count({ max: 2 ** 53 - 1 }),
    choice: choice("red", "green"), next: refTo("job"), device: refTo("device"), queue: queueOf("job", 2), set: setOf("device"),
    rights: rights("read", "write", "grant"), others: rights("grant", "read"), many: rights(...words), state: inLifecycle(lampMachine),
  });
  const memory = () => new Memory(layoutOf(schemaOf({
    job: table({ about: "a row with every kind of column", columns: columns() }),
    device: table({ about: "a table without lifecycles", columns: { owner: refTo("job"), on: flag() } }),
  }), { job: 3, device: 2 }));

  /** Something that is done to a row, and what came of it. */
  type Act = (world: any) => unknown;
  const outcome = (of: Memory, act: Act): string => {
    try {
      const value = act(of.world);
      return typeof value === "object" && value !== null ? `row ${(value as { id: number }).id}` : typeof value === "function" ? "a function" : String(value);
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };
  /** Values that some column takes, and some that none does. */
  const values: readonly ((world: any) => unknown)[] = [
    ...[true, false, 0, -0, 1, 200, 201, 65_535, 2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, -1, 0.5, NaN, "red", "green", "gren", "off", null, undefined, {}, Symbol.iterator]
      .map((value) => () => value),
    ...[0, 1, 2].map((id) => (world: any) => world.job[id]), ...[0, 1].map((id) => (world: any) => world.device[id]),
  ];
  const names = [...Object.keys(columns()), "colur", "id", "constructor"];
  const calls: readonly string[] = ["push", "shift", "remove", "has", "count", "add", "delete", "at", "become", "within", "can", "take", "clear", "first", "length"];
  const said: readonly unknown[] = ["read", "write", "grant", "wrte", "w0", "w29", "switch on", "switch off", "break", "swich on", "lit", "off", "broken", 0, null];

  const drawnAct = (draw: Draw): Act => {
    const [table, id, name] = [draw.pick(["job", "job", "job", "device"]), draw.below(3), draw.pick(names)];
    const [value, call, word] = [draw.pick(values), draw.pick(calls), draw.pick(said)];
    switch (draw.below(9)) {
      case 0: return (world) => { world[table][id][name] = value(world); };
      case 1: return (world) => world[table][id][name];
      case 2: return (world) => world[table][id][name][call](value(world));
      case 3: return (world) => world[table][id][name][call](word);
      case 4: return (world) => world[table][id][call](word);
      case 5: return (world) => world.job[id].rights.become(world.job[draw.below(3)].others);
      case 6: return (world) => world.job[id].queue.push(value(world));
      case 7: return (world) => draw.pick([() => Object.keys(world[table][id]).join(), () => ({ ...world[table][id] }), () => JSON.stringify(world[table][id]),
        () => delete world[table][id][name], () => name in world[table][id], () => Object.defineProperty(world[table][id], "more", {})])();
      default: return (world) => draw.below(20) === 0 ? world[table][id].clear() : world[table][id][draw.pick(["take", "can"])](draw.pick(["switch on", "switch off", "break"]));
    }
  };

  test("take the same values and refuse the others in the same words, while they may be written and while not", () => {
    const [quick, plain] = [memory(), withoutText(memory)];
    expect(refusedTexts).toBe(2);
    const outcomes = new Set<string>();
    for (let seed = 1; seed <= 8_000; seed++) {
      quick.gate.isOpen = plain.gate.isOpen = seed % 8 !== 0;
      const [one, other] = [outcome(quick, drawnAct(new Draw(seed))), outcome(plain, drawnAct(new Draw(seed)))];
      expect(other, `act ${seed}`).toBe(one);
      outcomes.add(one.replaceAll(/[0-9.]+/g, "n"));
      if (seed % 100 === 0) expect([...plain.words]).toEqual([...quick.words]);
    }
    for (const part of ["would become", "in place of true or false", 'cannot be "gren"', "only by take", "in place of a row", "is written where no step runs",
      'no column "colur"', "cannot be copied", "has room for", 'knows no right "wrte"', 'knows the event "swich on"', 'has no event "switch off"'])
      expect([...outcomes].filter((one) => one.includes(part)), part).not.toEqual([]);
  });
});

test.each([
  ["sync-ipc", syncIpc, syncIpcSystems.S], ["caps", capabilities, capsSystems.S],
  ...suites.filter(({ name }) => ["genode-sessions", "genode-isolation"].includes(name)).map(({ name, specification, system }) => [name, specification, system] as const),
] as const)("states of %s are packed alike, and have the same classes", (_, { tables, ...specification }, system) => {
  const forms = () => {
    const layout = layoutOf(schemaOf(tables), system.sizes);
    return { packing: packingOf(layout), nameClass: classesOf(layout) };
  };
  const [quick, plain] = [forms(), withoutText(forms)];
  expect(refusedTexts).toBeGreaterThan(2);
  const model = compile({ tables, ...specification }, system);
  const draw = new Draw(7);
  const told = ({ packing, nameClass }: typeof quick): object => {
    const [name, packed, unpacked] = [new Int32Array(2), new Int32Array(packing.size + 2).fill(-1), new Int32Array(model.now.words.length).fill(-1)];
    nameClass(model.now, name);
    const hash = packing.pack(model.now.words, packed, 1);
    packing.unpack(packed, 1, unpacked);
    return { name: name.join(), packed: packed.join(), hash, unpacked: unpacked.join() };
  };
  const seen = new Set<string>();
  for (let step = 0; step < 100; step++) {
    const stepper = model.steppers[draw.pick(model.possible)]!;
    stepper.run(stepper.args.map(({ values }) => draw.below(values)), (n) => draw.below(n));
    const said = told(quick);
    expect(told(plain)).toEqual(said);
    expect(said).toMatchObject({ unpacked: model.now.words.join() });
    seen.add(JSON.stringify(said));
  }
  expect(seen.size).toBeGreaterThan(2);
});

const campaign: CampaignOptions = { seed: 3, traces: 8, steps: 10 };

/** Everything that a campaign and searches say of a model, or the fault that ends them. */
function told(model: Model): unknown {
  const said = <R>(ask: () => R): R | string => {
    try {
      return ask();
    } catch (error) {
      return `${(error as Error).name}: ${(error as Error).message}`;
    }
  };
  const traces = said(() => {
    const tally = runCampaign(model, campaign);
    return { tally, judged: judge(model, tally, campaign.traces), failure: tally.failure === null ? null : tell(model, tally.failure.steps) };
  });
  const searches = [false, true].map((symmetry) => said(() => {
    const found = explore(model, { bytesMost: 1 << 22, symmetry, statesMost: 60, ordersMost: 50 });
    return { found, judged: judgeExploration(model, found) };
  }));
  return { traces, searches };
}

describe("campaigns and searches", () => {
  test.each([["sync-ipc", syncIpc, syncIpcSystems.S], ["caps", capabilities, capsSystems.XS]] as const)("%s: the same traces, states and counts", (_, specification, system) => {
    const plain = withoutText(() => told(compile(afresh(specification), system)));
    expect(refusedTexts).toBeGreaterThan(10);
    expect(plain).toEqual(told(compile(specification, system)));
  });

  test("of random specifications say what the plain interpreter says, and the same as with generated code", async () => {
    for (let seed = 201; seed <= 206; seed++) {
      const text = specOf(seed);
      const fresh = () => {
        const { specification, system } = built(text);
        return told(compile(specification, system));
      };
      expect(withoutText(fresh), `seed ${seed}`).toEqual(fresh());
      expect((await withoutText(() => compared(text, 300))).differences, `seed ${seed}`).toEqual([]);
    }
  });

  test.each(Object.entries(engineCases))("%s: what breaks a rule is told in the same words", (kind, cases) => {
    for (const { name, suite, said } of cases) for (const way of ways) {
      const expected = said[way];
      if (expected === undefined) continue;
      const plain = withoutText(() => saidAlone({ ...suite, specification: afresh(suite.specification) }, way));
      expect({ name, way, verdict: plain.verdict }).toEqual({ name, way, verdict: expected[0] });
      expect(plain.remarks.join("\n")).toMatch(expected[1]);
      // What remembers something outside of the state says something else each time.
      if (kind !== "chance, clock and memory") expect({ name, way, ...plain }).toEqual({ name, way, ...saidAlone(suite, way) });
    }
  });
});
