/** Chains as something to simulate: a task for each, whose program goes through the threads that it calls. */
import type { Chain, Places } from "../timing/chains/index.ts";
import { exact, sum } from "../timing/exact.ts";
import type { SharedServer, SimulatedSystem, Step } from "../timing/simulation/index.ts";
import type { Task } from "../timing/task.ts";

/** A synchronous chain of a periodic or sporadic client. */
export interface ClientChain {
  readonly chain: Chain;
  readonly period: Task["period"];
  readonly jitter?: Task["jitter"];
  readonly deadline?: Task["deadline"];
}

/** How threads serve: the order in which they take requests; by donation and on one processor unless said. */
export interface Serving {
  readonly queue: "priority" | "fifo";
  readonly protocol?: SharedServer["protocol"];
  /** Threads with a priority in their place serve calls from elsewhere at that. */
  readonly places?: Places | null | undefined;
}

/** Chains with a task each; every thread is a server, and what begins on one waits there. */
export function systemOfChains(chains: readonly ClientChain[], { queue, protocol = "donation", places = null }: Serving): SimulatedSystem {
  const threads = [...new Set(chains.flatMap(({ chain }) => chain.segments.flatMap(({ thread }) => thread ?? [])))];
  const entries = new Set(chains.map(({ chain }) => chain.segments[0]!.thread));
  const processors = processorsIn(places ?? {});
  const numberOf = (thread: string): number => processors.indexOf(places![thread]!.processor);
  return {
    policy: "fixed priority",
    tasks: chains.map(({ chain: { id, priority, segments }, period, jitter = 0, deadline = period }, i): Task => ({
      id, priority: priority ?? i, period, jitter, deadline, wcet: sum(segments.map(({ wcet }) => exact(wcet, "wcet"))),
    })),
    programs: Object.fromEntries(chains.map(({ chain }) => [chain.id, programOf(chain)])),
    servers: threads.map((id): SharedServer => ({
      id, protocol, queue, ...(entries.has(id) ? { entry: true } : {}),
      ...(places === null ? {} : { ...places[id]!, processor: numberOf(id) }),
    })),
    ...(places === null ? {} : {
      processors: processors.length,
      placement: Object.fromEntries(chains.map(({ chain: { id, segments } }) => [id, numberOf(segments[0]!.thread!)])),
    }),
  };
}

/** The processors of some places, in the order of their numbers. */
export const processorsIn = (places: Places): string[] => [...new Set(Object.values(places).map(({ processor }) => processor))];

/** A segment on a thread that already waits is the return to it; any other is a call. */
function programOf({ segments }: Chain): Step[] {
  let held: readonly string[] = [];
  return segments.map(({ thread, wcet, priority }): Step => {
    const at = thread === undefined ? -1 : held.indexOf(thread);
    const inside = thread === undefined ? held : at === -1 ? [...held, thread] : held.slice(0, at + 1);
    if (thread !== undefined) held = inside;
    return { length: wcet, in: inside, ...(priority === undefined ? {} : { priority }) };
  });
}
