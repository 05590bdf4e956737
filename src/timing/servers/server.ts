/** Servers: budgets that tasks share, each with a priority among the servers. */
import { type Exact, type Given, sum, zero } from "../exact.ts";
import { TimingRefusal } from "../refusal.ts";
import type { Disturbance } from "../supply/level.ts";
import { readReservation } from "../supply/models.ts";
import type { Task } from "../task.ts";

/**
 * What becomes of a budget that is not used, and when a used one comes back.
 * - `polling`: lost as soon as there is nothing to do; whole at each period.
 * - `deferrable`: kept until the end of the period; whole at each period.
 * - `sporadic`: kept; what is used comes back one period after its use began.
 */
export type ServerKind = "polling" | "deferrable" | "sporadic";

export const serverKinds: readonly ServerKind[] = ["polling", "deferrable", "sporadic"];

export interface Server {
  readonly id: string;
  readonly kind: ServerKind;
  /** Above 0, at most the period. */
  readonly budget: Given;
  readonly period: Given;
}

/** A server with the tasks that it serves, by fixed priorities among them. */
export interface TaskServer extends Server {
  readonly tasks: readonly Task[];
}

export interface ReadServer {
  readonly id: string;
  readonly kind: ServerKind;
  readonly budget: Exact;
  readonly period: Exact;
}

/** Reads servers, which stand in the field `servers`, highest priority first. */
export function readServers(given: readonly Server[]): ReadServer[] {
  const list: unknown = given;
  if (!Array.isArray(list)) throw new TimingRefusal("missing", "servers", "must be a list of servers");
  if (given.length > serversMost) throw new TimingRefusal("too large", "servers", `are ${given.length}; at most ${serversMost} are taken`);
  const ids = new Set<string>();
  return given.map((server, i) => {
    const at = `servers[${i}]`;
    if (typeof server !== "object" || server === null) throw new TimingRefusal("missing", at,
      "must be a server: an object with id, kind, budget and period");
    if (typeof server.id !== "string" || server.id === "") throw new TimingRefusal("missing", `${at}.id`, "must be a name");
    if (ids.has(server.id)) throw new TimingRefusal("duplicate name", `${at}.id`,
      `is "${server.id}", which another server has: names must differ`);
    ids.add(server.id);
    if (!serverKinds.includes(server.kind)) throw new TimingRefusal("unknown name", `${at}.kind`,
      `is "${String(server.kind)}"; it must be one of ${serverKinds.join(", ")}`);
    return { id: server.id, kind: server.kind, ...readReservation(server, at) };
  });
}

/** Most servers of one processor. */
const serversMost = 10_000;

/** What the servers ask for in the long run; they can have their budgets only where it is at most 1. */
export const serverUtilisation = (servers: readonly ReadServer[]): Exact => sum(servers.map(({ budget, period }) => budget.div(period)));

/**
 * What those below see of a server, whatever it serves. A polling and a sporadic server disturb as the periodic task of
 * their budget and period; a deferrable one can use two budgets back to back, as with a jitter of period - budget.
 * Source: Strosnider, Lehoczky and Sha 1995 (deferrable); Sprunt, Sha and Lehoczky 1989, Stanovich et al. 2010 (sporadic).
 */
export const disturbanceOf = ({ kind, budget, period }: ReadServer): Disturbance =>
  ({ wcet: budget, period, jitter: kind === "deferrable" ? period.sub(budget) : zero });
