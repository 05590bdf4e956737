/** What `import … from "cordon"` gives: the language, and what a package declares with it. */
export * from "./language/index.ts";
export { type Accepted, type Configuration, defineConfig } from "./kernels/configuration.ts";
export { type Format, type Described, type Problem, type Reading, format } from "./kernels/format.ts";
export { type Figure, type Outcome, type Profile, profile } from "../model/platforms/profile.ts";
export { type DescribedSystem, type Kernel, type Survivor, kernel } from "./kernels/kernel.ts";
