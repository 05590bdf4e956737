/** Promises of processor time, and what tasks can rely on with them. */
export { type EdfUnderSupply, edfUnderSupply, edfUnderSupplyConventions } from "./edf.ts";
export { edfResponsesUnderSupply } from "./edf-responses.ts";
export { fifoResponsesUnderSupply } from "./fifo-responses.ts";
export { type MinimalBudget, minimalBudget, minimalBudgetConventions } from "./minimal-budget.ts";
export { type Reservation, boundedDelay, constrainedResource, dedicated, periodicResource, sporadicServer, tdma } from "./models.ts";
export { type ResponseUnderSupply, type ResponsesUnderSupply, responsesUnderSupply, responsesUnderSupplyConventions } from "./responses.ts";
export { type Supply, lsbf } from "./supply.ts";
