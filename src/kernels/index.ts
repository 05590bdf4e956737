/**
 * The kernels that are bundled, and the formats in which systems are described: the only list of either. A kernel is loaded when
 * somebody asks for it; formats are there at once, since every file that is named is shown to them.
 */
import type { Format } from "./format.ts";
import { genodeInit } from "./formats/genode-init.ts";
import type { Kernel } from "./kernel.ts";

export {
  type CodePage, type Demands, type Described, type Format, type Isolation, type Problem, type Reading, format, isFormat,
} from "./format.ts";
export type { Priced } from "../../model/platforms/index.ts";
export { type Profile, isProfile } from "../../model/platforms/profile.ts";
export { type DescribedSystem, type Kernel, type Promises, type Survivor, isKernel, kernel, kernelDescribedIn } from "./kernel.ts";

interface Guest {
  readonly load: () => Promise<Kernel>;
  /** The formats that it brings along; of two that accept a text the first reads it. */
  readonly formats?: readonly Format[];
}

const guests: readonly Guest[] = [
  { load: async () => (await import("./genode.ts")).genode, formats: [genodeInit] },
  { load: async () => (await import("./sync-ipc.ts")).syncIpc },
  { load: async () => (await import("./capabilities.ts")).capabilities },
];

export const formats: readonly Format[] = guests.flatMap((guest) => guest.formats ?? []);

/** The bundled kernels. */
export const loadKernels = (): Promise<readonly Kernel[]> => Promise.all(guests.map(({ load }) => load()));
