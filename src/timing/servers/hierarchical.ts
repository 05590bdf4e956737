/** Response times of tasks inside servers that share a processor by priorities. */
import type { Assumption, Conventions } from "../evidence.ts";
import { type Exact, one, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import { levelOf } from "../supply/level.ts";
import { constrainedResource, dedicated } from "../supply/models.ts";
import { recurring } from "../supply/recurring.ts";
import { type ResponseUnderSupply, responsesOf, responsesUnderSupply, responsesUnderSupplyConventions } from "../supply/responses.ts";
import type { Supply } from "../supply/supply.ts";
import { type ReadServer, type TaskServer, disturbanceOf, readServers, serverUtilisation } from "./server.ts";

export interface ServedTasks {
  readonly id: string;
  /** The server has its budget this long after a period begins, at the latest. */
  readonly served: Exact;
  /** What the server promises its tasks. */
  readonly supply: Supply;
  readonly tasks: readonly ResponseUnderSupply[];
}

export interface HierarchicalResponses {
  readonly conventions: Conventions;
  readonly servers: readonly ServedTasks[];
  readonly assumptions: readonly Assumption[];
}

/**
 * Servers by fixed priorities, the first is the highest, and in each server tasks by fixed priorities, preemptive. A server
 * that has its budget served R after its period begins supplies as a constrained resource with the deadline R; a polling
 * one one budget later, since a job may just miss the poll. Units: those of the input.
 * Errors: TimingRefusal "precondition" where the budgets add up to more than the processor, or a server cannot have its budget
 * within its period: without that no budget is a promise. Others as `responsesUnderSupply` has them.
 * Source: Davis and Burns, RTSS 2005; the precondition is that of Hamann, RTNS 2018, section 2.2, which published analyses
 * assume and do not check.
 */
export function hierarchicalResponses(given: readonly TaskServer[]): HierarchicalResponses {
  const read = readServers(given);
  const { utilisation, served } = budgetsGuaranteed(given);
  if (utilisation.gt(one)) throw new TimingRefusal("precondition", "servers",
    `ask for ${utilisation.toFraction()} of the processor: the budgets are promised only where they add up to at most 1`);
  const servers = read.map((server, i): ServedTasks => {
    const late = served[i];
    if (late === null || late === undefined || late.gt(server.period)) throw new TimingRefusal("precondition", `servers[${i}]`,
      `may have its budget only ${late?.toFraction() ?? "never"} after a period begins, and the period is ${server.period.toFraction()}`);
    const supply = supplyOf(server, late);
    return { id: server.id, served: late, supply, tasks: responsesUnderSupply(given[i]!.tasks, supply, `servers[${i}].tasks`).tasks };
  });
  return {
    conventions: responsesUnderSupplyConventions, servers,
    assumptions: [
      { says: "the budgets add up to at most the processor", checked: utilisation.toFraction() },
      { says: "each server has its budget within its period",
        checked: servers.map(({ id, served: late }, i) => `${id}: ${late.toFraction()} of ${read[i]!.period.toFraction()}`).join(", ") },
    ],
  };
}

export interface BudgetsGuaranteed {
  readonly utilisation: Exact;
  /** For each server the longest time from the beginning of a period until its budget is served; null where there is no bound. */
  readonly served: readonly (Exact | null)[];
  /** Whether each server has its budget within its period. */
  readonly guaranteed: boolean;
}

/** Whether budgets are promises: what every analysis of tasks inside servers rests on. Source: Hamann, RTNS 2018. */
export function budgetsGuaranteed(given: readonly Omit<TaskServer, "tasks">[]): BudgetsGuaranteed {
  const servers = readServers(given);
  const levels = servers.map(({ id, budget, period }, i) =>
    levelOf({ id, wcet: budget, period, deadline: period, jitter: zero, blocking: zero }, servers.slice(0, i).map(disturbanceOf)));
  const served = responsesOf(levels, dedicated, "servers").tasks.map(({ response }) => response);
  return { utilisation: serverUtilisation(servers), served,
    guaranteed: served.every((late, i) => late?.lte(servers[i]!.period) ?? false) };
}

function supplyOf({ kind, budget, period }: ReadServer, deadline: Exact): Supply {
  const constrained = constrainedResource({ budget, period, deadline });
  return kind === "polling" ? recurring(constrained.delay.add(budget), budget, period, constrained.assumptions) : constrained;
}
