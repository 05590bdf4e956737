/** The kernels that are bundled. */
import { capabilities } from "./capabilities.ts";
import { genode } from "./genode.ts";
import type { Kernel } from "./kernel.ts";
import { syncIpc } from "./sync-ipc.ts";

export { type Kernel, type Survivor, isKernel, kernel } from "./kernel.ts";

export const kernels: readonly Kernel[] = [genode, syncIpc, capabilities];
