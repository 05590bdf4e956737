/** One thread of a search, for `exploring.test.ts`: the sources need their compiler in a new thread first. */
import { parentPort, workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
const { compile, explore } = await import("../../src/engine/index.ts");
const { seededBugs } = await import("../../examples/seeded-bugs.ts");
const { syncIpc, syncIpcSystems } = await import("../../examples/sync-ipc/sync-ipc.ts");

const { team, specification: name, symmetry } = workerData;
const { specification, system } = seededBugs.find((bug) => bug.name === name) ?? { specification: syncIpc, system: syncIpcSystems.XS };
parentPort.postMessage(explore(compile(specification, system), { bytesMost: 1 << 28, symmetry, team }));
