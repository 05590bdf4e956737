/** Published points of calls within a core and across cores, and of locked and unlocked kernels, in cycles. */
import { type Source, source } from "../../../src/language/index.ts";

/** Where the crossings and the calls beside them are from. */
export const lxds: Source = source("Narayanan et al., LXDs: Towards Isolation of Kernel Subsystems, USENIX ATC 2019", "Tables 2 and 3, pp. 9-10");

/** Call and reply through cache lines, both sides polling, by how far the cores are from each other. */
export const crossings = { "one socket": "448", "one socket, NUMA": "533", "across sockets": "1988" } as const;

/** A crossing of one socket, for each of so many calls that travel together. */
export const batchedCrossings = { "4 at a time": "219", "8 at a time": "157" } as const;

/** Synchronous call and reply of seL4 within a core of the same machines. */
export const sameCoreCalls = { "with PCID": "834", "without PCID": "1005" } as const;

/** Throughput of four cores over that of one, in kernels with one lock, by the cycles of work between two calls. */
export const lockedSpeedups = {
  "TX1": { work: "500", speedup: "1.84" }, "Haswell": { work: "500", speedup: "1.83" }, "Cortex-A9": { work: "500", speedup: "2.15" },
} as const;

/** ipc_call of seL4 without and with the lock of its multicore configuration, and how much that is above in percent. */
export const lockedCalls = {
  "Cortex-A9": { unlocked: "368", locked: "460", above: "25" },
  "TX1": { unlocked: "413", locked: "538", above: "30" },
  "Haswell": { unlocked: "769", locked: "1028", above: "34" },
  "HiFive": { unlocked: "684", locked: "1139", above: "67" },
  "Cortex-A53": { unlocked: "260", locked: "494", above: "90" },
} as const;
