/** Synchronous IPC in its smallest form: a model to measure by. */
import { syncIpcCosts as costs } from "../../examples/sync-ipc/costs.ts";
import { syncIpcSuites as suites } from "../../examples/sync-ipc/suites.ts";
import { syncIpc as specification } from "../../examples/sync-ipc/sync-ipc.ts";
import { kernel } from "./kernel.ts";

export const syncIpc = kernel({ name: specification.name, specification, suites, costs, apart: true });
