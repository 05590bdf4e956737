/** How short the counterexamples of the seeded bugs become. */
import { compile, runCampaign, shrink } from "../src/engine/index.ts";
import { seededBugs } from "../examples/seeded-bugs.ts";
import { median, printTable, timed } from "./table.ts";

const seeds = 200;

/** Measures and prints. */
export function measureShrinking(): void {
  const rows = seededBugs.map(({ name, specification, system, shortest }) => {
    const model = compile(specification, system);
    const times: number[] = [];
    const found: number[] = [];
    const lengths = new Map<number, number>();
    let certified = 0;
    for (let seed = 0; seed < seeds; seed++) {
      const { failure } = runCampaign(model, { seed, traces: 20_000, steps: 50 });
      if (failure === null) continue;
      const { result, seconds } = timed(() => shrink(model, failure.steps, failure.violation));
      times.push(seconds * 1000);
      found.push(failure.steps.length);
      lengths.set(result.steps.length, (lengths.get(result.steps.length) ?? 0) + 1);
      if (result.atLeast === result.steps.length) certified++;
    }
    return [name, shortest, median(found), [...lengths].sort(([a], [b]) => a - b).map(([length, n]) => `${n} of ${length}`).join(", "),
      certified, median(times).toFixed(1)];
  });
  printTable(["seeded bug", "shortest", "as found", `shrunk, of ${seeds} seeds`, "certified", "ms"], rows);
}
