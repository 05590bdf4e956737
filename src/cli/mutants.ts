/**
 * `cordon mutants`: puts each deliberate fault into the specification, and sees which claim finds it, and how soon.
 */
import { type StrategyName, strategyNames } from "../engine/index.ts";
import { benchText, inColour, jsonText, plain, visibleIn } from "../render/index.ts";
import { manifest } from "../store/index.ts";
import { runBench } from "./benching.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";
import { progressOn } from "./progress.ts";
import { readTarget, refuseNothing } from "./reading.ts";
import { Refusal, unknown } from "./refusal.ts";
import { targetsOf } from "./subjects.ts";
import { Pool } from "./workers/pool.ts";
import type { Job } from "./workers/protocol.ts";

export interface MutantsOptions {
  readonly seed: number;
  readonly traces?: number;
  readonly strategy?: string;
  readonly json: boolean;
  readonly with: readonly string[];
  readonly workers: number;
  readonly limit: number;
}

/** Share of the mutants that must be killed. */
const killedLeast = 0.95;

/** Runs the bench of each specification; 0 when enough mutants are killed and every survivor is explained. */
export async function mutants(words: readonly string[], options: MutantsOptions, io: Io): Promise<number> {
  const pool = new Pool(options.workers, { seconds: options.limit, megabytes: 1024 });
  const progress = progressOn(io);
  try {
    const how = {
      seed: options.seed,
      limit: options.limit,
      ...(options.traces === undefined ? {} : { traces: options.traces }),
      ...strategyOf(options),
    };
    const benches = [];
    for (const jobs of (await jobsOf(words, options, pool)).values()) {
      const bench = await runBench(pool, jobs, how, progress);
      progress.clear();
      benches.push({ ...bench, passed: bench.killed >= killedLeast * bench.counted && bench.survivors === 0 });
    }
    if (options.json) io.out(jsonText({ cordon: manifest.version, version: 2, seed: options.seed, benches }));
    else for (const bench of benches) io.out(benchText(visibleIn(bench), io.colour ? inColour : plain));
    return benches.every(({ passed }) => passed) ? exitCodes.PASS : exitCodes.WEAK;
  } finally {
    progress.clear();
    await pool.end();
  }
}

function strategyOf({ strategy }: MutantsOptions): { readonly strategy?: StrategyName } {
  if (strategy === undefined) return {};
  const known = strategyNames.find((name) => name === strategy);
  if (known === undefined)
    throw unknown("no strategy", strategy, strategyNames, `(there are ${strategyNames.join(", ")})`);
  return { strategy: known };
}

/** The jobs to run for each specification, by its name. */
async function jobsOf(
  words: readonly string[],
  options: MutantsOptions,
  pool: Pool,
): Promise<ReadonlyMap<string, readonly Job[]>> {
  const suites = await pool.helper().ask("suites", { with: options.with });
  const jobs = new Map<string, Job[]>();
  for (const target of (await targetsOf(words, () => Promise.resolve(suites))).targets) {
    const read = readTarget(target, { isolate: [], trust: [] });
    if (read.unread !== undefined && read.isWanted) refuseNothing(read, "run");
    if (!read.runs) continue;
    const job: Job = { subject: read.subject, with: options.with };
    const { specification } = await pool.helper().ask("load", { job });
    jobs.set(specification.name, [...jobs.get(specification.name) ?? [], job]);
  }
  if (jobs.size === 0) throw new Refusal(`${words.join(" ")}: there is nothing to run in it`);
  return jobs;
}
