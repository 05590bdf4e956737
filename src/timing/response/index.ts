/** What response-time analyses answer. */
export type { JobRelease, Part, ResponseOptions, ResponseTime, ResponseTimes } from "./results.ts";
