/** Several processors: tasks bound to them, tasks split between two, and tests of global scheduling. */
export { type Item, type Packing, type PackingOptions, type Processor, partition } from "./partition.ts";
export { type Split, largestPart } from "./semi-partitioned.ts";
export { type GlobalResponse, type GlobalResponses, globalConventions } from "./global-set.ts";
export { densityTest } from "./gfb.ts";
export { bakerTest } from "./baker.ts";
export { interferenceTest } from "./bcl.ts";
export { globalEdfResponseTimes } from "./edf-response-times.ts";
export { type GlobalEdfTests, globalEdfTests } from "./global-edf.ts";
export { globalFixedPriorityResponseTimes } from "./global-fixed-priority.ts";
