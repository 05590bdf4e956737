/** The seeded bugs of all models. */
import { capabilitiesBugs } from "./capabilities/seeded-bugs.ts";
import type { SeededBug } from "./seeding.ts";
import { syncIpcBugs } from "./sync-ipc/seeded-bugs.ts";

export const seededBugs: readonly SeededBug[] = [...syncIpcBugs, ...capabilitiesBugs];
