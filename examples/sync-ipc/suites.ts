/** Suites of synchronous IPC: the model itself, and each seeded bug as a suite that must fail. */
import { type Suite, suite } from "../../src/language/index.ts";
import { measuredBudget, suiteOfBug } from "../seeding.ts";
import { syncIpcBugs } from "./seeded-bugs.ts";
import { syncIpc, syncIpcSystems } from "./sync-ipc.ts";

export const syncIpcSuites: readonly Suite[] = [
  suite({
    name: "bench:sync-ipc", claim: "Synchronous IPC keeps its queues and its reply rights.",
    specification: syncIpc, system: syncIpcSystems.S, systems: syncIpcSystems, budget: measuredBudget,
  }),
  ...syncIpcBugs.map((bug) => suiteOfBug(bug, syncIpcSystems)),
];
