/** What a kernel does to latencies: its own stretches, its interrupts, its overheads; and whether its times tell of others. */
export * from "./calls.ts";
export * from "./interrupt-tasks.ts";
export * from "./interrupts.ts";
export * from "./latency.ts";
export * from "./noninterference.ts";
export * from "./overheads.ts";
export * from "./segments.ts";
