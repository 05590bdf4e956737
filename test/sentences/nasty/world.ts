/**
 * A world that has a column of each kind and counts of each width, with states that hold what lies at the bounds; and what compares
 * sentences about it with their forms.
 */
import { setup } from "xstate";
import { Random, compile } from "../../../src/engine/index.ts";
import {
  type Invariant, type Operation, choice, count, eitherOf, eventsNamed, factsOf, flag, inLifecycle, oneOf, queueOf, refTo, rights, setOf,
  source, specification, table, upTo, world, yesOrNo,
} from "../../../src/language/index.ts";
import { Understood } from "../../../src/engine/code/understood.ts";
import type { Layout } from "../../../src/sentences/layout.ts";
import { type Compared, Paired } from "../paired.ts";
import { type Visit, callIn } from "../visits.ts";

const machine = setup({ types: eventsNamed("start", "dim", "brighten", "stop", "break") }).createMachine({
  id: "life", initial: "off",
  states: {
    off: { on: { start: "on" } },
    on: { initial: "dim", on: { stop: "off", break: "broken" }, states: { dim: { on: { brighten: "bright" } }, bright: { on: { dim: "dim" } } } },
    broken: {},
  },
});

export const facts = {
  list: [3, 1, 2], words: ["red", "blue", "violet"], nested: [[1, 2], [], [3]], none: [], limit: 2, ratio: 0.5, big: 2 ** 40, minus: -3,
  byWord: { red: 1, green: 2 }, byNumber: { 0: "red", 2: "blue" }, deep: { inner: { limit: 5 }, missing: null },
  amounts: [{ id: "a", value: 1, part: { size: 2 } }, { id: "b", value: 4, part: null }, { id: "c", value: 0.5 }],
  map: new Map<unknown, unknown>([["red", 7], ["green", null], [1, "one"]]), set: new Set<unknown>(["red", 1]),
};

const tables = {
  item: table({ about: "has all", columns: {
    f: flag(), n: count({ max: 7 }), m: count({ max: 70_000 }), w: count({ max: 0x7fffffff }), h: count({ max: Number.MAX_SAFE_INTEGER }),
    c: choice("red", "green", "blue"), s: inLifecycle(machine), r: refTo("item"), q: queueOf("item", 3), g: setOf("item"),
    p: rights("read", "write", "grant"), k: rights("grant", "read"),
  } }),
  none: table({ about: "has no rows", columns: { n: count({ max: 7 }), r: refTo("item"), q: queueOf("none") } }),
  other: table({ about: "speaks of items", columns: { r: refTo("item"), q: queueOf("item"), o: queueOf("none"), n: count({ max: 255 }) } }),
};

export const nasty = world({ name: "nasty", tables, facts: factsOf<typeof facts>() });

export const system = nasty.system({ name: "nasty", about: "For tests.", sizes: { item: 3, none: 0, other: 2 }, facts, boot: () => {} });

const sources = [source("this project", "test/sentences/nasty")];

/** A state that the world may have, drawn with what lies at the bounds of its columns. */
function stateOf(layout: Layout, initial: Int32Array, written: ReadonlySet<number>, random: Random): Int32Array {
  const words = initial.slice();
  const cells = { 1: new Uint8Array(words.buffer), 2: new Uint16Array(words.buffer), 4: words, 8: new Float64Array(words.buffer) };
  for (const { index, column, width, table: own, lifecycle } of layout.schema.columns) {
    if (!written.has(index)) continue;
    const rows = layout.sizes[layout.schema.tableNames.indexOf(own)]!;
    const target = "table" in column ? layout.sizes[layout.schema.tableNames.indexOf(column.table)]! : 0;
    for (let row = 0; row < rows; row++) {
      const at = layout.first[index]! + row * layout.stride[index]!;
      const put = (value: number, place = 0): void => { cells[width][at + place] = value; };
      switch (column.kind) {
        case "flag": put(random.below(2)); break;
        case "count": put(countUpTo(column.max, random)); break;
        case "choice": put(random.below(column.values.length)); break;
        case "lifecycle": put(random.below(lifecycle!.states.length)); break;
        case "reference": put(random.below(target + 1)); break;
        case "rights": put(random.below(2 ** column.values.length)); break;
        case "set": for (let one = 0; one < target; one++) if (random.below(2) === 1) cells[1][at + (one >> 3)]! |= 1 << (one & 7); break;
        case "queue": {
          const length = target === 0 ? 0 : random.below(layout.cells[index]!);
          put(length);
          for (let place = 1; place < layout.cells[index]!; place++) put(place <= length ? 1 + random.below(target) : 0, place);
        }
      }
    }
  }
  return words;
}

function countUpTo(max: number, random: Random): number {
  const at = [0, 1, 2, 3, 254, 255, 256, 65_535, 65_536, 2 ** 31 - 2, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1, 2 ** 32, 2 ** 53 - 2, max - 1, max];
  const allowed = at.filter((value) => value >= 0 && value <= max);
  return random.below(3) === 0 ? random.below(Math.min(max, 20) + 1) : allowed[random.below(allowed.length)]!;
}

export interface Attacked extends Pick<Compared, "found" | "left" | "compared" | "faults"> {
  /** Why sentences are not understood, by name. */
  readonly unclear: Readonly<Record<string, string>>;
  readonly lines: readonly string[];
}

/** A claim over states, and one over each item with `each`. */
export const claiming = (name: string, holds: (...given: any[]) => unknown, each?: string): Invariant =>
  ({ name, claim: "Something.", why: "For a test.", sources, holds, ...(each === undefined ? {} : { each }) } as Invariant);

/** What is done to an item; asks for another, a number, a word, and yes or no. */
export const doing = (name: string, then: Operation["cases"][number]["then"] | ((...given: any[]) => unknown), more: Partial<Operation> = {}): Operation => ({
  name, summary: "Does something.", sources, by: "item", asks: { other: oneOf("item"), n: upTo(4), word: eitherOf("red", "green", "blue"), yes: yesOrNo() },
  checks: [], cases: [{ when: "it does", then: typeof then === "function" ? { "it does it": then } : then }], ...more,
});

/** Writes every column, so that none is a constant. */
const writesAll = doing("Write all", ({ item }: any) => { item.clear(); }, { name: "Write all" });
const writesOthers = { ...writesAll, name: "Write others", by: "other", cases: [{ when: "it does", then: { "it does it": ({ other }: any) => { other.clear(); } } }],
  asks: {} };

/** Compares sentences with their forms in drawn states; a claim or an operation is named by its name. */
export function attack(
  operations: readonly Operation[], invariants: readonly Invariant[], { states = 150, calls = 3, seed = 1, constant = false } = {},
): Attacked {
  const all = constant ? operations : [writesAll, writesOthers as Operation, ...operations];
  const model = compile(specification({ name: "nasty", about: "For tests.", tables, operations: all, invariants }), system);
  const random = new Random(seed);
  const columns = new Set(model.now.layout.schema.columns.map(({ index }) => index));
  if (constant) model.initial.set(stateOf(model.now.layout, model.initial, columns, random));
  const written = constant ? new Understood(model).written : columns;
  const visits = Array.from({ length: states }, (): Visit => {
    const state = stateOf(model.now.layout, model.initial, written, random);
    return { state, calls: model.steppers.flatMap(({ args, operation: { name } }, o) => name.startsWith("Write ") ? []
      : Array.from({ length: calls }, () => callIn(model, state, o, args.map(({ values }) => random.below(values)),
        Array.from({ length: 4 }, () => random.below(1000))))) };
  });
  const paired = new Paired(model, visits);
  const unclear = Object.fromEntries(paired.unclear.map((line): [string, string] => [line.slice(0, line.indexOf(' at "')), line.slice(line.indexOf(' at "') + 4)]));
  return { ...paired.compare(), unclear, lines: [...new Set(paired.unclear)] };
}
