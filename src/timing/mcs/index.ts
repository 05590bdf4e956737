/** Scheduling contexts as seL4-MCS has them. */
export * from "./refill-queue.ts";
export * from "./response.ts";
