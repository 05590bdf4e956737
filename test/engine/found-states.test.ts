/** The set of found states in WebAssembly against plain sets: every state once, as it was, whoever comes first and whatever the table's size. */
import { Worker } from "node:worker_threads";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { chunkStates, chunksOver, layOut, makeMemory, parentOf } from "../../src/engine/search/found-states-memory.ts";
import { packingOf as plainPackingOf } from "../../src/engine/search/packing.ts";
import { teamMemory } from "../../src/engine/search/search-workers.ts";
import { VisitedStates, parcelHead } from "../../src/engine/search/visited.ts";
import { type Column, choice, count, flag, queueOf, refTo, rights, setOf, table } from "../../src/language/index.ts";
import { type Layout, layoutOf, schemaOf } from "../../src/sentences/layout.ts";
import { cellsOf } from "../../src/sentences/packing.ts";
import { packingOf } from "../../src/sentences/wasm/packing.ts";
import { type AtWork, planFor, teamAtWork } from "./states-at-work.ts";
import { levelsOf, loaded, numbered, numbers, setTo, successors } from "./states-graph.ts";
import { tries } from "../nightly.ts";

const column: fc.Arbitrary<Column> = fc.oneof(
  fc.constant(flag()), fc.constantFrom(1, 200, 60_000, 2 ** 31 - 1, 2 ** 53 - 1).map((max) => count({ max })), fc.constant(choice("red", "green", "blue")),
  fc.constantFrom("one", "other").map((name) => refTo(name)), fc.tuple(fc.constantFrom("one", "other"), fc.nat(9)).map(([name, most]) => queueOf(name, most)),
  fc.constantFrom("one", "other").map((name) => setOf(name)), fc.constant(rights("read", "write", "grant")));
const columns = fc.array(column, { maxLength: 5 }).map((list) => Object.fromEntries(list.map((one, i) => [`c${i}`, one])));

/** A random layout, and which of its columns are written. */
const worlds = fc.record({ one: columns, other: columns, sizes: fc.tuple(fc.nat(7), fc.nat(40)), unwritten: fc.uniqueArray(fc.nat(9), { maxLength: 4 }) })
  .map(({ one, other, sizes, unwritten }) => {
    const layout = layoutOf(schemaOf({ one: table({ about: "x", columns: one }), other: table({ about: "x", columns: other }) } as never),
      { one: sizes[0], other: sizes[1] });
    return { layout, written: new Set(layout.schema.columns.map(({ index }) => index).filter((index) => !unwritten.includes(index))) };
  });

/** Numbers without end, the same for the same seed. */
function drawing(seed: number): () => number {
  let state = seed | 1;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 0;
  };
}

/** Gives each cell a value among all that its bits allow, or among a few. */
function scramble(layout: Layout, written: ReadonlySet<number>, state: Uint8Array, draw: () => number, values = Infinity): void {
  for (const { byte, width, bits } of cellsOf(layout, written)) for (let i = 0; i < width; i++) {
    const wide = Math.max(0, Math.min(8, bits - 8 * i));
    state[byte + i] = draw() % Math.min(values, 2 ** wide);
  }
}

const keyOf = (state: Uint8Array): string => String.fromCharCode(...state);

describe("packing", () => {
  test("keeps all cells of written columns, and no others", () => {
    fc.assert(fc.property(worlds, fc.integer(), ({ layout, written }, seed) => {
      const packing = packingOf(layout, written);
      const { team: [one] } = teamAtWork(packing, layout.bytes);
      const { found, settle, load, now, before } = one!;
      const draw = drawing(seed);
      const states = Array.from({ length: 20 }, () => {
        scramble(layout, written, now, draw);
        const state = now.slice();
        found();
        return state;
      });
      settle();
      const all = new Set(layout.schema.columns.map(({ index }) => index));
      const others = new Set([...all].filter((index) => !written.has(index)));
      scramble(layout, others, now, draw);
      before.set(now);
      const constant = now.slice();
      const distinct = [...new Map(states.map((state) => [keyOf(state), state])).values()];
      distinct.forEach((state, i) => {
        scramble(layout, written, now, draw);
        scramble(layout, written, before, draw);
        load(i);
        const expected = constant.slice();
        for (const { byte, width } of cellsOf(layout, written)) expected.set(state.subarray(byte, byte + width), byte);
        expect(now).toEqual(expected);
        expect(before).toEqual(expected);
      });
      expect(one!.count.value).toBe(distinct.length);
    }), { numRuns: tries(20) });
  });

  test("has the bits that the plain packing has, and one more", () => {
    fc.assert(fc.property(worlds, fc.integer(), ({ layout }, seed) => {
      const all = new Set(layout.schema.columns.map(({ index }) => index));
      const bits = cellsOf(layout).reduce((sum, cell) => sum + cell.bits, 1);
      const { words } = packingOf(layout, all);
      // A cell that would straddle two words begins a new one.
      expect(words).toBeGreaterThanOrEqual(Math.ceil(bits / 32));
      expect(words).toBeLessThanOrEqual(2 * Math.ceil(bits / 33));
      const state = new Uint8Array(layout.bytes);
      scramble(layout, all, state, drawing(seed));
      const { size, pack, unpack } = plainPackingOf(layout);
      const packed = new Int32Array(size);
      pack(new Int32Array(state.buffer), packed, 0);
      const again = new Int32Array(layout.bytes / 4).fill(-1);
      unpack(packed, 0, again);
      expect(new Uint8Array(again.buffer)).toEqual(state);
    }), { numRuns: 10 });
  });

  test("takes three words of a state of which two columns are never written", () => {
    const tables = { one: table({ about: "x", columns: { a: count({ max: 2 ** 31 - 1 }), b: count({ max: 2 ** 31 - 1 }), c: flag() } }) };
    const layout = layoutOf(schemaOf(tables as never), { one: 3 });
    const [a, b, c] = layout.schema.columns.map(({ index }) => index) as [number, number, number];
    expect([[a, b, c], [a], [a, c], [c], []].map((written) => packingOf(layout, new Set(written)).words)).toEqual([7, 3, 4, 1, 1]);
  });
});

describe("one worker", () => {
  test("finds the states that a plain set finds, in any layout, with where they were reached from", () => {
    fc.assert(fc.property(worlds, fc.integer(), fc.integer({ min: 1, max: 8 }), ({ layout, written }, seed, values) => {
      const draw = drawing(seed);
      // The first of these sets has no column, and the last all that are written.
      const columns = [0, 1, 2, 3].map((share) => new Set([...written].filter(() => draw() % 3 < share)));
      const packing = packingOf(layout, written);
      const { team: [one], plan, memory } = teamAtWork(packing, layout.bytes, { columns });
      const { size, pack } = plainPackingOf(layout);
      const twin = new VisitedStates(size, 1 << 26, Infinity);
      const parcel = new Int32Array(parcelHead + size);
      const parents = new Map<string, number>();
      let parent = -1;
      for (let i = 0; i < 2000; i++) {
        const which = i === 0 ? 4 : draw() % 5;
        scramble(layout, columns[which] ?? written, one!.now, draw, values);
        const key = keyOf(one!.now);
        if (!parents.has(key)) parents.set(key, parent);
        parcel[1] = pack(new Int32Array(one!.now.slice().buffer), parcel, parcelHead);
        twin.addAll(parcel, 0, parcel.length);
        const hadRoom = (one!.foundAfter[which] ?? one!.found)();
        if (i > 0 && draw() % 100 !== 0) continue;
        expect(hadRoom).toBe(1);
        // The state before is the present one again.
        expect(one!.now).toEqual(one!.before);
        one!.settle();
        parent = draw() % one!.count.value;
        one!.load(parent);
      }
      one!.settle();
      expect(one!.count.value).toBe(parents.size);
      expect(twin.size).toBe(parents.size);
      // In the order in which they came, since one worker changes no order.
      [...parents].forEach(([key, from], state) => {
        one!.load(state);
        expect(keyOf(one!.now)).toBe(key);
        expect(parentOf(new Int32Array(memory.buffer), plan, state)).toBe(from);
      });
      expect(one!.isFull.value).toBe(0);
    }), { numRuns: 10 });
  });

  test("tells 300,000 states apart while the table grows seven times", () => {
    const { team: [one], plan, memory, grown } = teamAtWork(numbered, numbers.bytes, { bytesMost: 1 << 25 });
    const draw = drawing(7);
    const states = new Set<string>();
    for (let i = 0; i < 600_000; i++) {
      const values = [draw() % 80, draw() % 80, draw() % 80];
      states.add(values.join());
      setTo(one!, ...values);
      one!.found();
    }
    one!.settle();
    expect(states.size).toBeGreaterThan(300_000);
    expect(one!.count.value).toBe(states.size);
    expect(grown()).toBe(7);
    expect(new Int32Array(memory.buffer)[plan.control.slots >> 2]).toBe(plan.slotsFirst << 7);
    [...states].forEach((state, i) => { if (loaded(one!, i).join() !== state) expect(loaded(one!, i).join(), `${i}`).toBe(state); });
  });

  test("takes exactly as many states as it may, and still knows those", () => {
    for (const statesMost of [1, 10, 256, 257, 1000]) {
      const { team: [one] } = teamAtWork(numbered, numbers.bytes, { statesMost });
      for (const round of [0, 1]) for (let i = 0; i < statesMost; i++) {
        setTo(one!, i, 5, round);
        if (round === 1) setTo(one!, statesMost - 1 - i, 5, 0);
        one!.found();
      }
      one!.settle();
      expect([one!.count.value, one!.isFull.value]).toEqual([statesMost, 0]);
      setTo(one!, statesMost, 5);
      one!.found();
      one!.settle();
      expect([one!.count.value, one!.isFull.value]).toEqual([statesMost, 1]);
      for (let i = 0; i < statesMost; i++) expect(loaded(one!, i)).toEqual([i, 5, 0]);
    }
  });

  test("keeps to its memory, and uses most of it", () => {
    for (const bytesMost of [1 << 15, 100_000, 1 << 20, 3_000_000]) {
      const { team: [one], plan } = teamAtWork(numbered, numbers.bytes, { bytesMost });
      for (let i = 0; i < 200_000; i++) {
        setTo(one!, i, 1, 2);
        one!.found();
      }
      one!.settle();
      const { value } = one!.count;
      expect(one!.isFull.value).toBe(1);
      expect(value).toBe(plan.chunksMost * chunkStates);
      expect(plan.end - plan.table).toBeLessThanOrEqual(bytesMost);
      if (bytesMost >= 1 << 20) expect(value * plan.stride).toBeGreaterThan(bytesMost / 2);
      for (let i = 0; i < value; i += 97) expect(loaded(one!, i)).toEqual([i, 1, 2]);
    }
  });
});

describe("laying out", () => {
  test("never overlaps, keeps to the limits, and leaves every number a place in the low bits", () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 2 ** 33 }),
      fc.oneof(fc.constant(Infinity), fc.integer({ min: 1, max: 1e9 })), fc.nat(100_000), (words, workers, bytesMost, statesMost, from) => {
        const plan = layOut({ words, workers, bytesMost, statesMost, from });
        const { control, recent, own, table, slotsMost, states, stride, chunksMost, end, shareMost } = plan;
        const parts = [
          ...[control.chunks, control.cursor, control.slots].map((at) => [at, 4] as const), ...control.open.map((at) => [at, 4 * workers] as const),
          ...own.flatMap((one) => [[one.recent, recent.entries * recent.bytes], [one.waiting, 256 * (4 * words + 8)]] as const),
          [table, 4 * slotsMost], [states, chunksMost * chunkStates * stride],
        ] as const;
        parts.reduce((free, [at, bytes]) => {
          expect(at).toBeGreaterThanOrEqual(free);
          return at + bytes;
        }, from);
        expect(end).toBeLessThanOrEqual(2 ** 32 - 65536);
        if (chunksMost > 0) expect(end - table).toBeLessThanOrEqual(bytesMost);
        expect(chunksMost).toBeLessThanOrEqual(chunksOver(slotsMost));
        expect(shareMost * workers).toBeGreaterThanOrEqual(Math.min(statesMost, 2 ** 31));
        // What is missing for all the states that are wanted is missing for lack of memory alone.
        if (chunksMost * chunkStates < Math.min(statesMost, 2 ** 31)) expect(chunksMost * chunkStates * stride).toBeGreaterThan(
          Math.min(bytesMost, 2 ** 32 - 65536 - table) / 3 - 2 * chunkStates * stride - 4 * 4096 * workers * 2);
      }));
  });
});

describe("several workers", () => {
  const expected = levelsOf([0, 0, 0]);

  test.each([[1, 1], [2, 1], [3, 5], [8, 11]])("%i workers find every state once, in its level, in any order of turns (seed %i)", (workers, seed) => {
    const { team, grown, plan, memory } = teamAtWork(numbered, numbers.bytes, { workers });
    const draw = drawing(seed);
    const close = (one: AtWork): void => {
      one.settle();
      one.level[0]!();
    };
    team[0]!.found();
    for (const one of team) close(one);
    const numbersSeen = new Set<number>();
    const levels: string[][] = [];
    for (;;) {
      for (const one of team) one.level[1]!();
      const level: string[] = [];
      const busy = [...team];
      while (busy.length > 0) {
        const one = busy[draw() % busy.length]!;
        // One worker is slow, so that the others have to take what it leaves.
        if (one === team[0] && busy.length > 1 && draw() % 10 !== 0) continue;
        const state = one.take();
        if (state < 0) {
          busy.splice(busy.indexOf(one), 1);
          close(one);
          continue;
        }
        expect(numbersSeen.has(state)).toBe(false);
        numbersSeen.add(state);
        const values = loaded(one, state);
        level.push(values.join());
        for (const to of successors(values)) {
          setTo(one, ...to);
          one.found();
        }
        if (draw() % 50 === 0) one.settle();
      }
      if (level.length === 0) break;
      levels.push(level.sort());
    }
    expect(levels).toEqual(expected);
    expect(team.reduce((sum, one) => sum + one.count.value, 0)).toBe(expected.flat().length);
    expect(grown()).toBeGreaterThan(0);
    // Every state was reached from one of the level before.
    const depths = new Map(expected.flatMap((level, depth) => level.map((state) => [state, depth] as const)));
    for (const state of numbersSeen) {
      const parent = parentOf(new Int32Array(memory.buffer), plan, state);
      const own = depths.get(loaded(team[0]!, state).join())!;
      expect(parent < 0 ? -1 : depths.get(loaded(team[0]!, parent).join())!).toBe(own - 1);
    }
  });
  test.each([2, 4, 4])("%i threads find the same at the same time", async (workers) => {
    const plan = planFor(numbered, numbers.bytes, workers, 1 << 26, Infinity);
    const memory = makeMemory(plan);
    const shares = await inThreads(workers, { memory, plan });
    expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(expected.flat().length);
    const levels = expected.map((_, depth) => shares.flatMap((share) => share.levels[depth] ?? []));
    expect(levels.map((level) => level.map(([, values]) => values).sort())).toEqual(expected);
    const depths = new Map(levels.flatMap((level, depth) => level.map(([state]) => [state, depth] as const)));
    expect(depths.size).toBe(expected.flat().length);
    for (const [state, depth] of depths) expect(depth === 0 ? -1 : depths.get(parentOf(new Int32Array(memory.buffer), plan, state))).toBe(depth - 1);
    expect(new Int32Array(memory.buffer)[plan.control.slots >> 2]).toBeGreaterThan(plan.slotsFirst);
  });
});

test("threads that put the same states in at the same moment have each of them once", async () => {
  const plan = planFor(numbered, numbers.bytes, 2, 1 << 26, Infinity);
  const memory = makeMemory(plan);
  const together = 256 * 400;
  const shares = await inThreads(2, { memory, plan, together });
  expect(shares.reduce((sum, { count }) => sum + count, 0)).toBe(together);
  expect(Math.min(...shares.map(({ count }) => count))).toBeGreaterThan(0);
});

/** Runs the threads of a search, and answers what each of them found. */
function inThreads(workers: number, data: object): Promise<Share[]> {
  const shared = teamMemory(workers, 8 * workers);
  return Promise.all(Array.from({ length: workers }, (_, number) => new Promise<Share>((done, refuse) => {
    const worker = new Worker(new URL("./states-member.mjs", import.meta.url), { workerData: { team: { ...shared, number }, ...data } });
    worker.on("message", done);
    worker.on("error", refuse);
  })));
}

interface Share {
  readonly count: number;
  readonly levels: readonly (readonly (readonly [state: number, values: string])[])[];
}
