/** A graph of states that are three numbers, small enough to be searched plainly. */
import { count, table } from "../../src/language/index.ts";
import { layoutOf, schemaOf } from "../../src/sentences/layout.ts";
import { packingOf } from "../../src/sentences/wasm/packing.ts";
import { Meetings } from "../../src/engine/search/states-meetings.ts";
import type { Member } from "../../src/engine/search/search-workers.ts";
import type { AtWork } from "./states-at-work.ts";

/** Counts of three rows. */
export const numbers = layoutOf(schemaOf({ one: table({ about: "x", columns: { n: count({ max: 2 ** 31 - 1 }) } }) } as never), { one: 3 });
export const numbered = packingOf(numbers, new Set([0]));

/** Where a state leads to. */
export const successors = ([a, b, c]: readonly number[]): number[][] => [
  [(a! + 1) % 50, b!, c!], [a!, (b! + a! + 1) % 40, c!], [b! % 50, a! % 40, c!], ...(a! % 7 === 0 ? [[a!, b!, (c! + 1) % 12]] : []), [a!, b!, c!],
];

/** The states of each level, by a plain search. */
export function levelsOf(first: readonly number[]): string[][] {
  const seen = new Set([first.join()]);
  const levels = [[first.join()]];
  for (let level = [first]; ;) {
    const next: number[][] = [];
    for (const state of level) for (const to of successors(state)) if (!seen.has(to.join())) {
      seen.add(to.join());
      next.push(to);
    }
    if (next.length === 0) return levels;
    levels.push(next.map((state) => state.join()).sort());
    level = next;
  }
}

/** Makes three numbers the present state of a worker. */
export function setTo({ now }: AtWork, ...values: readonly number[]): void {
  const words = new Int32Array(now.buffer, now.byteOffset, 3);
  for (let i = 0; i < 3; i++) words[i] = values[i] ?? 0;
}

/** The three numbers of a state that was found, which is the present one from then on. */
export function loaded({ now, load }: AtWork, state: number): number[] {
  load(state);
  return [...new Int32Array(now.buffer, now.byteOffset, 3)];
}

/** One worker's share of a search from 0, 0, 0: by level, what it took. */
export function searchShare(one: AtWork, member: Member | null, meetings: Meetings): (readonly [state: number, values: string])[][] {
  const levels: (readonly [number, string])[][] = [];
  if ((member?.number ?? 0) === 0) one.found();
  for (let before = 0; ;) {
    one.settle();
    meetings.endLevel();
    let fresh = one.count.value - before;
    before = one.count.value;
    if (member !== null) {
      member.say(0, fresh);
      member.meet();
      fresh = Array.from({ length: member.size }, (_, other) => member.heard(other, 0)).reduce((sum, said) => sum + said);
      member.meet();
    }
    if (fresh === 0) return levels;
    const level: (readonly [number, string])[] = [];
    levels.push(level);
    for (let state = one.take(); state >= 0; state = one.take()) {
      const values = loaded(one, state);
      level.push([state, values.join()]);
      for (const to of successors(values)) {
        setTo(one, ...to);
        one.found();
      }
    }
  }
}
