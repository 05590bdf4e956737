/** One thread of a search, for `exploring.test.ts`: by what is built, which needs no compiler in a new thread. */
import { parentPort, workerData } from "node:worker_threads";
import { compile, explore } from "../../.built/src/engine/index.js";
import { seededBugs } from "../../.built/examples/seeded-bugs.js";
import { syncIpc, syncIpcSystems } from "../../.built/examples/sync-ipc/sync-ipc.js";

const { team, specification: name, symmetry } = workerData;
const { specification, system } = seededBugs.find((bug) => bug.name === name) ?? { specification: syncIpc, system: syncIpcSystems.XS };
parentPort.postMessage(explore(compile(specification, system), { bytesMost: 1 << 28, symmetry, team }));
