/** Two threads that search one specification after the other. */
import { Worker } from "node:worker_threads";
import { type Exploration, abandon, addExplorations, teamMemory } from "../../../src/engine/index.ts";
import type { InTeam } from "./comparing.ts";

/** Starts the threads; `end` stops them. */
export function startTeam(): { search: InTeam; end: () => Promise<void> } {
  const workers = [0, 1].map(() => new Worker(new URL("./member.mjs", import.meta.url)));
  const search: InTeam = async (text, depthMost) => {
    const team = teamMemory(workers.length, 1 << 22);
    const shares = await Promise.all(workers.map((worker, number) => new Promise<Exploration | string>((resolve, reject) => {
      worker.once("error", reject);
      worker.once("message", ({ found, error }: { found?: Exploration; error?: string }) => {
        worker.off("error", reject);
        // Whoever is left waits for one that does not come.
        if (error !== undefined) abandon(team);
        resolve(found ?? error!);
      });
      worker.postMessage({ team: { ...team, number }, text, depthMost });
    })));
    const failed = shares.find((share) => typeof share === "string");
    if (failed !== undefined) throw new Error(`in a team: ${failed}`);
    return addExplorations(shares as Exploration[]);
  };
  return { search, end: async () => { for (const worker of workers) await worker.terminate(); } };
}
