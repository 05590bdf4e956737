/** What servers do to the tasks below them. */
import { levelOf, levelsOf } from "../supply/level.ts";
import { dedicated } from "../supply/models.ts";
import { type ResponsesUnderSupply, responsesOf } from "../supply/responses.ts";
import type { Task } from "../task.ts";
import { type Server, disturbanceOf, readServers } from "./server.ts";

/**
 * Worst-case response times of tasks on a processor on which servers have the higher priorities, whatever the servers
 * serve: each disturbs as `disturbanceOf` says. Preemptive; from arrival; dense time; units those of the input.
 * Errors: TimingRefusal for malformed servers and tasks. Source: that of `responsesUnderSupply` and of `disturbanceOf`.
 */
export function responsesBelowServers(servers: readonly Server[], tasks: readonly Task[]): ResponsesUnderSupply {
  const above = readServers(servers).map(disturbanceOf);
  return responsesOf(levelsOf(tasks).map((level) => levelOf(level, [...above, ...level.others])), dedicated, "tasks");
}
