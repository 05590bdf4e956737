/**
 * The models as suites, and each seeded bug as a suite that must fail. They are there to measure Cordon, and say nothing
 * about any kernel, so they run only when they are named: `cordon explore bench:caps --system M`.
 */
import { type Suite, suite } from "../../src/language/index.ts";
import { capabilities, capsSystems } from "./caps.ts";
import { type SeededBug, seededBugs } from "./seeded-bugs.ts";
import { syncIpc, syncIpcSystems } from "./sync-ipc.ts";

const budget: Suite["budget"] = { quick: { traces: 2000, steps: 40 }, nightly: { traces: 100_000, steps: 60 } };

export const measured: readonly Suite[] = [
  suite({
    name: "bench:sync-ipc", claim: "Synchronous IPC keeps its queues and its reply rights.",
    specification: syncIpc, system: syncIpcSystems.S, systems: syncIpcSystems, budget,
  }),
  suite({
    name: "bench:caps", claim: "Rights only shrink on the way down, and revocation reaches every copy.",
    specification: capabilities, system: capsSystems.S, systems: capsSystems, budget,
  }),
  ...seededBugs.map(suiteOf),
];

/** A seeded bug goes by its name without its number: `M1.1 double reply` is `bench:double-reply`. */
function suiteOf({ name, specification, system, shortest }: SeededBug): Suite {
  const [number, ...words] = name.split(" ");
  const sizes = [...Object.entries(syncIpcSystems), ...Object.entries(capsSystems)];
  return suite({
    name: `bench:${words.join("-")}`,
    claim: `Fails on purpose: the seeded bug ${number!} breaks its claim after ${shortest} steps, and never sooner.`,
    specification, system, systems: Object.fromEntries(sizes.filter(([, size]) => size === system)), budget,
  });
}
