/** The kernels that are bundled. */
import { capabilities } from "./capabilities.ts";
import { genode } from "./genode.ts";
import type { Kernel } from "./kernel.ts";
import { syncIpc } from "./sync-ipc.ts";

export {
  type CodePage, type Demands, type Described, type Format, type Isolation, type Problem, type Reading, format, isFormat,
} from "./format.ts";
export { formats } from "./formats/index.ts";
export { type DescribedSystem, type Kernel, type Promises, type Survivor, isKernel, kernel, kernelDescribedIn } from "./kernel.ts";

export const kernels: readonly Kernel[] = [genode, syncIpc, capabilities];
