/** Flows whose steps wait for offsets, which the simulator does not have. */
import { ratio } from "../../src/timing/exact.ts";
import type { Flow, FlowResponses } from "../../src/timing/flows.ts";
import { holistic } from "../../src/timing/holistic.ts";
import { offsetBased } from "../../src/timing/offset-based.ts";
import type { Chance } from "../../src/timing/search/random.ts";
import { from } from "./drawing.ts";
import { type TickedFlow, type TickedStep, longestEnds } from "./reference/flows.ts";
import { type Subject, type Tried, unlessRefused } from "./subject.ts";

interface DrawnFlow {
  readonly period: number;
  readonly jitter: number;
  readonly steps: readonly (Omit<TickedStep, "times"> & { readonly wcet: number; readonly bcet: number })[];
}

/** Offsets from none to late ones, which leave a gap after most runs of the steps before. */
function drawFlows(chance: Chance): DrawnFlow[] {
  return Array.from({ length: from(chance, 2, 3) }, (): DrawnFlow => {
    let free = chance.below(6);
    const steps = Array.from({ length: from(chance, 1, 3) }, () => {
      const wcet = from(chance, 1, 4);
      const offset = chance.once(3) ? 0 : free;
      free += wcet + chance.below(10);
      return { processor: chance.below(2), priority: from(chance, 1, 8), wcet, bcet: from(chance, 1, wcet), offset };
    });
    return { period: chance.pick([15, 20, 30, 60]), jitter: chance.once(2) ? 0 : chance.below(25), steps };
  });
}

const asFlows = (flows: readonly DrawnFlow[]): Flow[] => flows.map(({ steps, ...flow }, f) => ({
  ...flow, id: `f${f}`, steps: steps.map(({ processor, ...step }, s) => ({ ...step, id: `f${f}.${s}`, processor: `p${processor}` })),
}));

/** Arrivals such that one step of each flow tends to be released at the same time. */
function drawRun(chance: Chance, flows: readonly DrawnFlow[]): TickedFlow[] {
  const meeting = 40;
  return flows.map(({ period, jitter, steps }): TickedFlow => {
    const aimed = chance.below(steps.length);
    const before = steps.slice(0, aimed).reduce((sum, { wcet }) => sum + wcet, 0);
    const early = Math.max(steps[aimed]!.offset, before) + chance.pick([0, jitter, chance.below(period)]);
    const phase = (meeting - early + 10 * period) % period;
    const arrivals = Array.from({ length: Math.ceil(110 / period) }, (_, k) => phase + k * period);
    const [style, held] = [chance.below(3), phase + jitter];
    const releases = arrivals.map((time) => style === 0 ? time : style === 1 ? time + chance.below(jitter + 1) : Math.max(time, held));
    return { arrivals, releases: releases.sort((a, b) => a - b), steps: steps.map(({ bcet, wcet, ...step }) =>
      ({ ...step, times: chance.once(2) ? [wcet] : Array.from({ length: 3 }, () => chance.once(2) ? wcet : from(chance, bcet, wcet)) })) };
  });
}

const withOffsets = (name: string, analyse: (flows: readonly Flow[]) => FlowResponses): Subject => ({
  name: `${name}, given offsets`, isExact: false, tries: (chance, simulations) => {
    const flows = drawFlows(chance);
    const found = unlessRefused(() => analyse(asFlows(flows)));
    if (found === null) return [];
    const seen = Array.from({ length: simulations }, () => {
      const run = drawRun(chance, flows);
      return { run, ends: longestEnds(run) };
    });
    return flows.flatMap(({ steps }, f) => steps.flatMap((_, s): Tried[] => {
      const bound = found.responses.get(`f${f}.${s}`)!;
      const worst = seen.reduce((most, one) => one.ends[f]![s]! > most.ends[f]![s]! ? one : most);
      return bound === null ? [] : [{ what: `end of f${f}.${s}`, bound, observed: ratio(worst.ends[f]![s]!), witness: () => worst.run }];
    }));
  },
});

export const flowsWithOffsets: readonly Subject[] = [withOffsets("holistic", holistic), withOffsets("offset-based", offsetBased)];
