/** Claims about progress on random small graphs, beside their definitions; every counterexample is walked on the graph itself. */
import { expect, test } from "vitest";
import { type Exploration, compile, explore, exploreByCode, judgeExploration, runCampaign, shrink } from "../../../src/engine/index.ts";
import { Draw } from "../fuzz/draw.ts";
import { tries } from "../../nightly.ts";
import * as brute from "./brute-force.ts";
import {
  type Edge, type Edges, type Marks, asksOf, claiming, drawnEdges, drawnFairness, drawnMarks, fairAmong, invariant, operationsOf, specified, systemOf,
} from "./edges.ts";

const bytesMost = 1 << 24;
type Steps = NonNullable<Exploration["failure"]>["steps"];

/** The edges that some steps take on the graph, from a state on. */
function walked({ moves }: Edges, steps: Steps, from: number): Edge[] {
  let state = from;
  return steps.map(({ operation, args, choices }) => {
    const actor = args[0] ?? 0;
    const some = moves[operation]!.to[actor]![state]!;
    expect(some.length).toBeGreaterThan(0);
    const edge = { from: state, to: some[choices[0] ?? 0]!, operation, actor };
    state = edge.to;
    return edge;
  });
}

const states = (edges: readonly Edge[]): number[] => [0, ...edges.map(({ to }) => to)];

/** What both searches find of one claim; making code takes most of the time. */
function found(of: Edges, operations: ReturnType<typeof operationsOf>, claim: object, isByCode = true) {
  const model = compile(specified(operations, [invariant({ ...claiming, name: "it", ...claim } as any)]), systemOf(of));
  const search = explore(model, { bytesMost, symmetry: false });
  const byCode = isByCode ? exploreByCode(model, { bytesMost, symmetry: false }) : null;
  if (byCode !== null) expect([byCode.failure, byCode.progress]).toEqual([search.failure, search.progress]);
  const { verdict, claims } = judgeExploration(model, search);
  expect(verdict).not.toBe("UNKNOWN");
  return { model, search, isByCode: byCode !== null, holds: verdict !== "FAIL", applied: claims[0]!.applied, waited: claims[0]!.waited };
}

test("verdicts are those of the definitions, and lassos are fair runs on which somebody waits for ever", () => {
  const met = new Map<string, number>();
  for (let seed = 0; seed < tries(3000, 200); seed++) {
    const draw = new Draw(seed);
    const of = drawnEdges(draw);
    const operations = operationsOf(of);
    const rows = draw.chance(40) ? of.actors : 1;
    const each = rows > 1 ? { each: "actor" } : {};
    const [from, to] = [drawnMarks(draw, of, rows, 40), drawnMarks(draw, of, rows, 25)];
    const fairness = drawnFairness(draw, of);
    const isByCode = seed % 24 === 0;
    const note = (what: string, { holds, isByCode }: { holds: boolean; isByCode: boolean }): void => {
      for (const one of [`${what} ${holds ? "holds" : "breaks"}`, ...(isByCode ? ["by code"] : [])]) met.set(one, (met.get(one) ?? 0) + 1);
    };

    const can = found(of, operations, { ...each, canAlways: asksOf(to) }, isByCode);
    note("canAlways", can);
    expect(can.holds, `canAlways, seed ${seed}`).toBe(brute.canAlways(of, to));
    if (can.search.failure !== null) walked(of, can.search.failure.steps, 0);

    const on = found(of, operations, { goesOn: true, unless: asksOf([from[0]!]) }, isByCode);
    note("goesOn", on);
    expect(on.holds, `goesOn, seed ${seed}`).toBe(brute.goesOn(of, from[0]!));

    const comes = found(of, operations, { ...each, from: asksOf(from), leadsTo: asksOf(to), fair: fairAmong(operations, fairness) }, isByCode);
    note("leadsTo", comes);
    expect(comes.holds, `leadsTo, seed ${seed}`).toBe(brute.leadsTo(of, from, to, fairness));
    if (comes.search.failure !== null) seeLasso(of, from, to, fairness, comes.search.failure);
  }
  for (const what of ["canAlways", "goesOn", "leadsTo"]) for (const how of ["holds", "breaks"]) expect(met.get(`${what} ${how}`)).toBeGreaterThan(10);
  expect(met.get("by code")).toBeGreaterThan(10);
});

function seeLasso(of: Edges, from: Marks, to: Marks, fairness: brute.Fairness, { steps, loop, violation }: NonNullable<Exploration["failure"]>): void {
  const row = Math.max(0, violation.row ?? 0);
  const stem = walked(of, steps, 0);
  const end = states(stem).at(-1)!;
  const round = walked(of, loop!, end);
  // It closes, it waits from somewhere on the stem to the end of the loop, and it is fair.
  expect([end, ...round.map((edge) => edge.to)].at(-1)).toBe(end);
  const all = [...states(stem), ...round.map((edge) => edge.to)];
  const since = states(stem).findLastIndex((state) => to[row]![state]!) + 1;
  expect(states(stem).slice(since).some((state) => from[row]![state]!)).toBe(true);
  expect(all.slice(since).every((state) => !to[row]![state]!)).toBe(true);
  expect(brute.isFair(of, fairness, new Set([end, ...round.map((edge) => edge.to)]), round)).toBe(true);
}

test("waits are counted as a plain search counts them: verdict, shortest counterexample, states, longest wait; random traces never say otherwise", () => {
  const met = new Map<string, number>();
  for (let seed = 0; seed < tries(3000, 150); seed++) {
    const draw = new Draw(seed);
    const of = drawnEdges(draw);
    const operations = operationsOf(of);
    const rows = draw.chance(50) ? of.actors : 1;
    const [from, to] = [drawnMarks(draw, of, rows, 40), drawnMarks(draw, of, rows, draw.pick([25, 60]))];
    const most = 1 + draw.below(4);
    const counted = new Set(draw.chance(50) ? of.moves.keys() : draw.some([...of.moves.keys()], 60));
    const names = [...counted].map((o) => of.moves[o]!.name);
    const { model, search, isByCode, holds, applied, waited } = found(of, operations, {
      ...(rows > 1 ? { each: "actor" } : {}), from: asksOf(from), to: asksOf(to), within: most,
      ...(counted.size < of.moves.length ? { counting: ({ operation }: { operation: string }) => names.includes(operation) } : {}),
    });
    const plain = brute.within(of, from, to, most, counted);
    expect(isByCode).toBe(false);
    expect([holds, search.failure?.steps.length ?? null], `seed ${seed}`).toEqual([plain.shortest === null, plain.shortest]);
    if (holds) expect([search.states, waited], `seed ${seed}`).toEqual([plain.states, { longest: plain.longest, within: most }]);
    const tally = runCampaign(model, { seed, traces: 30, steps: 12, compiled: true });
    expect([tally.differed, tally.byCode]).toEqual([0, 0]);
    if (holds) expect(tally.failure).toBeNull();
    else if (tally.failure !== null) {
      const shrunk = shrink(model, tally.failure.steps, tally.failure.violation);
      expect([shrunk.steps.length, shrunk.atLeast], `seed ${seed}`).toEqual([plain.shortest, plain.shortest]);
      met.set("shrunk", (met.get("shrunk") ?? 0) + 1);
    }
    for (const one of [holds ? "holds" : "breaks", ...(applied === 0 ? ["never waits"] : [])]) met.set(one, (met.get(one) ?? 0) + 1);
  }
  for (const what of ["holds", "breaks", "never waits", "shrunk"]) expect(met.get(what), what).toBeGreaterThan(10);
});
