/** What remembers states tells every two of them apart, whichever word they differ in, and takes no more than it may. */
import { describe, expect, test } from "vitest";
import { KnownStates } from "../../src/engine/claims/checked-state-cache.ts";
import { hashPacked } from "../../src/engine/search/packing.ts";
import { VisitedStates, parcelHead } from "../../src/engine/search/visited.ts";

describe("a place for a known state", () => {
  const states = new KnownStates(5, 40);
  const place = states.placeOf(12_345);
  test("holds one state, and only that one", () => {
    const words = Int32Array.of(1, 2, 3, 4, 5);
    expect(states.has(place, words)).toBe(false);
    states.remember(place, words);
    expect(states.has(place, words)).toBe(true);
    for (let i = 0; i < 5; i++) for (const bit of [0, 17, 31]) {
      const other = words.slice();
      other[i]! ^= 1 << bit;
      expect(states.has(place, other), `word ${i}, bit ${bit}`).toBe(false);
    }
  });
  test("knows nothing yet of the next state", () => {
    states.cells.fill(-1, place + states.asked, place + states.stride);
    states.remember(place, Int32Array.of(5, 4, 3, 2, 1));
    expect([...states.cells.subarray(place + states.asked, place + states.stride)].every((cell) => cell === 0)).toBe(true);
    expect(states.marks).toBe(2);
    states.forget();
    expect(states.has(place, Int32Array.of(5, 4, 3, 2, 1))).toBe(false);
  });
});

describe("visited states", () => {
  const length = 3;
  const parcelOf = (words: readonly number[]) => {
    const parcel = new Int32Array(parcelHead + length);
    parcel.set(words, parcelHead);
    parcel[1] = hashPacked(parcel, parcelHead, length);
    return parcel;
  };
  const add = (visited: VisitedStates, words: readonly number[]) => visited.addAll(parcelOf(words), 0, parcelHead + length);
  test("count each state once, even where all hashes are the same", () => {
    const visited = new VisitedStates(length, 1 << 20, 1000);
    const all = Array.from({ length: 64 }, (_, i) => [i & 3, i >> 2 & 3, i >> 4]);
    for (const words of [...all, ...all]) expect(add(visited, words)).toBe(true);
    expect(visited.size).toBe(64);
    const same = new VisitedStates(length, 1 << 20, 1000);
    for (const words of [...all, ...all]) {
      const parcel = parcelOf(words);
      parcel[1] = 7;
      same.addAll(parcel, 0, parcel.length);
    }
    expect(same.size).toBe(64);
  });
  test.each([[14, 3], [15, 3], [17, 3], [18, 3], [18, 100]])("take no more than 2 ^ %i bytes for states of %i words, and use a third of them at least", (power, words) => {
    const visited = new VisitedStates(words, 1 << power, 1 << 30);
    const parcel = new Int32Array(parcelHead + words);
    const put = (state: number): boolean => {
      parcel[parcelHead] = state;
      parcel[1] = hashPacked(parcel, parcelHead, words);
      return visited.addAll(parcel, 0, parcel.length);
    };
    let size = 0;
    while (put(size)) size++;
    expect(visited.size).toBe(size);
    // Of large states the table over them is a small part, which may come on top.
    expect(visited.bytes).toBeLessThanOrEqual((1 << power) * 1.05);
    expect(size * visited.stride * 4).toBeGreaterThan((1 << power) / 3);
    for (let state = 0; state < size; state++) expect(put(state)).toBe(true);
    expect(visited.size).toBe(size);
  });
  test("take as many as they may, and those that they have", () => {
    const visited = new VisitedStates(length, 1 << 20, 10);
    for (let i = 0; i < 10; i++) expect(add(visited, [i, 0, 0])).toBe(true);
    expect(add(visited, [10, 0, 0])).toBe(false);
    expect(add(visited, [9, 0, 0])).toBe(true);
    expect(visited.size).toBe(10);
  });
});
