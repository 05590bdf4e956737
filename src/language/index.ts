/** The vocabulary in which kernels are specified: the most of what `import … from "cordon"` gives (`src/index.ts`). */
export * from "./acts.ts";
export * from "./breaking.ts";
export * from "./chain.ts";
export * from "./columns.ts";
export * from "./description.ts";
export * from "./exploration.ts";
export * from "./family.ts";
export * from "./fault.ts";
export * from "./invariant.ts";
export * from "./operation-key.ts";
export * from "./operation.ts";
export * from "./progress.ts";
export * from "./report.ts";
export * from "./routine.ts";
export * from "./source.ts";
export * from "./suite.ts";
export * from "./world.ts";
