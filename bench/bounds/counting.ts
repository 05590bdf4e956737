/** What some runs of a stream show of its event model: events counted in windows, and distances of events in a row. */
import { type Exact, ratio } from "../../src/timing/exact.ts";
import type { EventModel } from "../../src/timing/events/index.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { from } from "./drawing.ts";
import type { Tried } from "./subject.ts";

/** Between these times all that feeds a stream goes on; a greatest distance says nothing of before and after. */
export interface Steady {
  readonly begin: number;
  readonly end: number;
}

export interface Counting {
  readonly see: (times: readonly number[], steady: Steady, witness: () => unknown) => void;
  /** Of what is least, the model's is the lower one: it is what may not be above what was seen. */
  readonly tried: () => Tried[];
}

/** Draws a window and a number of events, and remembers the extremes of runs. `times` rise. */
export function counting(what: string, model: EventModel, chance: Chance): Counting {
  const [window, n] = [from(chance, 1, 40), from(chance, 2, 6)];
  const seen = { most: 0, fewest: Infinity, nearest: Infinity, farthest: 0 };
  const witnesses: Partial<Record<keyof typeof seen, () => unknown>> = {};
  const within = (times: readonly number[], begin: number): number =>
    times.filter((time) => begin <= time && time < begin + window).length;
  return {
    see: (times, { begin, end }, witness) => {
      const note = (kind: keyof typeof seen, value: number, isMore: boolean): void => {
        if (isMore ? value > seen[kind] : value < seen[kind]) [seen[kind], witnesses[kind]] = [value, witness];
      };
      times.forEach((time, i) => {
        const last = times[i + n - 1];
        note("most", within(times, time), true);
        if (last !== undefined) note("nearest", last - time, false);
        if (time < begin || time + window >= end) return;
        // A window that begins just after an event sees as few as can be.
        note("fewest", within(times, time + 1), false);
        if (last !== undefined && last < end) note("farthest", last - time, true);
      });
    },
    tried: () => {
      const farthest = model.deltaPlus(n);
      const one = (kind: keyof typeof seen, text: string, bound: Exact, observed: Exact): Tried[] => witnesses[kind] === undefined ? []
        : [{ what: `${text} of ${what}`, bound, observed, witness: witnesses[kind] }];
      return [
        ...one("most", `most events in ${window}`, ratio(model.etaPlus(window)), ratio(seen.most)),
        ...witnesses.fewest === undefined ? [] : one("fewest", `fewest events in ${window}`, ratio(seen.fewest), ratio(model.etaMinus(window))),
        ...witnesses.nearest === undefined ? [] : one("nearest", `least distance of ${n}`, ratio(seen.nearest), model.deltaMin(n)),
        ...farthest === null ? [] : one("farthest", `greatest distance of ${n}`, farthest, ratio(seen.farthest)),
      ];
    },
  };
}
