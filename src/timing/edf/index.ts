/** Earliest deadline first on one processor. */
export { demandBound } from "./demand.ts";
export { type DemandTest, demandTestConventions, edfDemandTest } from "./qpa.ts";
export { type EdfOptions, edfResponseTimes } from "./response-times.ts";
