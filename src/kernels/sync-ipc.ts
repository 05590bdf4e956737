/** Synchronous IPC in its smallest form: a model to measure by. */
import { syncIpcSuites } from "../../examples/sync-ipc/suites.ts";
import { syncIpc as specification } from "../../examples/sync-ipc/sync-ipc.ts";
import { kernel } from "./kernel.ts";

export const syncIpc = kernel({ name: specification.name, specification, suites: syncIpcSuites, apart: true });
