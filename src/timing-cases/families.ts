/** The analyses in families, in the order in which the pages have them. */
import { edf, jobs } from "./edf.ts";
import { fixedPriorities } from "./fixed-priority.ts";
import type { Family } from "./schema/page.ts";

export const families: readonly Family[] = [
  { page: "fixed-priorities", title: "One processor", says: "Fixed priorities and full preemption unless said; deadlines of any length.", analyses: fixedPriorities },
  { page: "edf", title: "EDF", analyses: edf },
  { page: "jobs", title: "Jobs", analyses: jobs },
];
