/** Response times on one processor, whatever the policy. */
import { type EdfOptions, edfResponseTimes } from "./edf/index.ts";
import { fifoResponseTimes } from "./fifo.ts";
import { type FixedPriorityOptions, fixedPriorityResponseTimes } from "./fixed-priority/index.ts";
import { type ResponseOptions, type ResponseTimes, oneOf } from "./response/results.ts";
import type { Task, TaskSet } from "./task.ts";

export type PolicyOptions =
  | ({ readonly policy: "fixed-priority" } & FixedPriorityOptions)
  | ({ readonly policy: "edf" } & EdfOptions)
  | ({ readonly policy: "fifo" } & ResponseOptions);

/** Longest response times under a policy; what is meant, and what is refused, stands at the analysis of each. */
export function responseTimes(tasks: readonly Task[] | TaskSet, options: PolicyOptions): ResponseTimes {
  oneOf(options.policy, ["fixed-priority", "edf", "fifo"], "options.policy");
  if (options.policy === "edf") return edfResponseTimes(tasks, options);
  return options.policy === "fifo" ? fifoResponseTimes(tasks, options) : fixedPriorityResponseTimes(tasks, options);
}
