/** Operations a second in random traces, with and without invariants, against fast-check's model runs. */
import { compile, runCampaign } from "../src/engine/index.ts";
import type { Specification, System } from "../src/language/index.ts";
import { capabilities, capsSystems } from "../examples/capabilities/capabilities.ts";
import { syncIpc, syncIpcSystems } from "../examples/sync-ipc/sync-ipc.ts";
import { runFastCheck } from "./peers/fast-check.ts";
import { grouped, median, printTable, timed } from "./table.ts";

const rounds = 7;
const traces = 4000;
const steps = 50;

/** The median rate of some rounds, the first ones left out while the runtime warms up. */
function rateOf(run: (seed: number) => number): number {
  const rates: number[] = [];
  for (let seed = 1; seed <= rounds + 2; seed++) {
    const { result, seconds } = timed(() => run(seed));
    if (seed > 2) rates.push(result / seconds);
  }
  return median(rates);
}

function ourRate(specification: Specification, system: System<any, any>): number {
  const model = compile(specification, system);
  return rateOf((seed) => runCampaign(model, { seed, traces, steps, compiled: true }).steps);
}

/** Measures and prints. */
export function measureSpeed(): void {
  const bare = (specification: Specification): Specification => ({ ...specification, invariants: [] });
  const theirs = {
    claims: rateOf((seed) => runFastCheck([6, 2, 2, 2], 4000, seed, true)),
    bare: rateOf((seed) => runFastCheck([6, 2, 2, 2], 4000, seed, false)),
  };
  const rows: { name: string; claims: number; bare: number; compared?: boolean }[] = [
    { name: "sync-ipc S", compared: true, claims: ourRate(syncIpc, syncIpcSystems.S), bare: ourRate(bare(syncIpc), syncIpcSystems.S) },
    { name: "caps S", claims: ourRate(capabilities, capsSystems.S), bare: ourRate(bare(capabilities), capsSystems.S) },
    { name: "sync-ipc S with fc.commands", compared: true, ...theirs },
  ];
  // Only the same model can be compared.
  const ratio = ({ claims, compared }: { claims: number; compared?: boolean }) =>
    compared === true ? `${(claims / theirs.claims).toFixed(1)} x` : "";
  printTable(["operations a second", "all invariants", "no invariants", "against fast-check"],
    rows.map((row) => [row.name, grouped(row.claims), grouped(row.bare), ratio(row)]));
}
