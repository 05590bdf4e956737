/** Which strategy kills which mutants of the bench models, and after how many traces: what the portfolio's shares rest on. */
import { type Mutant, type StrategyName, compile, mutantsOf, mutate, recompile, runCampaign, strategyNames } from "../src/engine/index.ts";
import type { Specification, System } from "../src/language/index.ts";
import { capabilities, capsSystems } from "../examples/capabilities/capabilities.ts";
import { seededBugs } from "../examples/seeded-bugs.ts";
import { syncIpc, syncIpcSystems } from "../examples/sync-ipc/sync-ipc.ts";
import { median, printTable } from "./table.ts";

const seeds = 5;
const tracesMost = 1000;
const steps = 30;
const all: readonly (StrategyName | undefined)[] = [...strategyNames, undefined];

interface Task {
  readonly name: string;
  /** The trace that kills it, or infinite. */
  readonly tracesToKill: (seed: number, strategy: StrategyName | undefined) => number;
}

function tasksOf(specification: Specification, system: System<any, any>): Task[] {
  const model = compile(specification, system);
  return mutantsOf(specification, []).map((mutant: Mutant) => {
    const mutated = recompile(model, mutate(specification.operations, mutant));
    return { name: mutant.name, tracesToKill: (seed, strategy) => killedBy(mutated, seed, strategy) };
  });
}

function killedBy(model: ReturnType<typeof compile>, seed: number, strategy: StrategyName | undefined): number {
  const { failure } = runCampaign(model, { seed, traces: tracesMost, steps, ...(strategy === undefined ? {} : { strategy }) });
  return failure === null ? Infinity : failure.trace + 1;
}

/** Measures and prints. */
export function measureStrategies(): void {
  const tasks = [
    ...tasksOf(syncIpc, syncIpcSystems.S), ...tasksOf(capabilities, capsSystems.L),
    ...seededBugs.map(({ name, specification, system }): Task => {
      const model = compile(specification, system);
      return { name, tracesToKill: (seed, strategy) => killedBy(model, seed, strategy) };
    }),
  ];
  const results = tasks.map(({ tracesToKill }) => all.map((strategy) =>
    Array.from({ length: seeds }, (_, seed) => tracesToKill(seed + 1, strategy))));
  // A mutant that nothing ever kills asks for a claim or a system, not for a strategy.
  const killable = results.map((byStrategy, t) => ({ name: tasks[t]!.name, byStrategy }))
    .filter(({ byStrategy }) => byStrategy.flat().some(Number.isFinite));
  const rows = all.map((strategy, s) => {
    const own = killable.map(({ byStrategy }) => byStrategy[s]!);
    const within = (most: number) => own.filter((traces) => median(traces) <= most).length;
    return [strategy ?? "portfolio", own.filter((traces) => traces.every(Number.isFinite)).length,
      own.filter((traces) => traces.some(Number.isFinite)).length,
      within(1), within(10), within(100), median(own.map(median))];
  });
  process.stdout.write(`${tasks.length} mutants, ${killable.length} of them killed by some strategy; ${seeds} seeds, at most ${tracesMost} traces of ${steps} steps.\n`);
  printTable(["strategy", "killed in all seeds", "in some", "in 1 trace", "in 10", "in 100", "median"], rows);
  process.stdout.write("\nSlowest to be killed (median traces by strategy):\n");
  const slow = killable.map(({ name, byStrategy }) => ({ name, medians: byStrategy.map(median) }))
    .sort((a, b) => b.medians[all.length - 1]! - a.medians[all.length - 1]! || (a.name < b.name ? -1 : 1)).slice(0, 12);
  printTable(["mutant", ...all.map((strategy) => strategy ?? "portfolio")], slow.map(({ name, medians }) => [name, ...medians.map(String)]));
}
