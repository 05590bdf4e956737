/** Small sets of jobs, explored exactly. */
export { type Job, type JobOutcome, type JobSetOutcome, exploreJobs } from "./explore.ts";
export type { StartedJob } from "./witness.ts";
