/**
 * The model of `examples/sync-ipc/sync-ipc.ts` under XState's graph search: as actor logic over plain values, which it searches
 * quicker than a machine with guards. It has no claims of its own, so they are checked on the finished map.
 */
import { fromTransition } from "xstate";
import { getAdjacencyMap } from "xstate/graph";
import { timed } from "../table.ts";
import type { Found } from "./packed-js.ts";

/** Threads by number, the clients first; a reply slot holds a client or -1. */
interface Kernel {
  readonly threads: readonly ("ready" | "sending" | "waiting" | "receiving")[];
  readonly queues: readonly (readonly number[])[];
  readonly slots: readonly (readonly number[])[];
}

type Call =
  | { readonly type: "call" | "receive"; readonly thread: number; readonly endpoint: number }
  | { readonly type: "reply"; readonly thread: number; readonly slot: number }
  | { readonly type: "cancel"; readonly thread: number };

/** Searches the model and checks its claims on every state. */
export function searchWithXState(clients: number, servers: number, endpoints: number, slots: number): Found {
  const range = (length: number) => Array.from({ length }, (_, i) => i);
  const initial: Kernel = {
    threads: range(clients + servers).map(() => "ready"), queues: range(endpoints).map(() => []),
    slots: range(servers).map(() => range(slots).map(() => -1)),
  };
  const isClient = (thread: number | undefined) => thread !== undefined && thread < clients;
  const isServer = (thread: number | undefined) => thread !== undefined && thread >= clients;

  function enabled({ threads, slots: held }: Kernel): Call[] {
    return threads.flatMap((state, thread): Call[] => {
      if (state !== "ready") return [{ type: "cancel", thread }];
      if (isClient(thread)) return range(endpoints).map((endpoint) => ({ type: "call", thread, endpoint }));
      const own = held[thread - clients]!;
      return [
        ...(own.includes(-1) ? range(endpoints).map((endpoint) => ({ type: "receive", thread, endpoint }) as const) : []),
        ...range(slots).filter((slot) => own[slot] !== -1).map((slot) => ({ type: "reply", thread, slot }) as const),
      ];
    });
  }

  function after(kernel: Kernel, call: Call): Kernel {
    const { threads, queues, slots: held } = kernel;
    const { thread } = call;
    if (call.type === "cancel") return {
      threads: threads.with(thread, "ready"), queues: queues.map((queue) => queue.filter((one) => one !== thread)),
      slots: held.map((own) => own.map((one) => one === thread ? -1 : one)),
    };
    if (call.type === "reply") {
      const own = held[thread - clients]!;
      if (threads[own[call.slot]!] !== "waiting") throw new Error("a client is answered that does not wait");
      return { threads: threads.with(own[call.slot]!, "ready"), queues, slots: held.with(thread - clients, own.with(call.slot, -1)) };
    }
    const queue = queues[call.endpoint]!;
    const [head] = queue;
    const meets = call.type === "call" ? isServer(head) : isClient(head);
    if (!meets) return {
      threads: threads.with(thread, call.type === "call" ? "sending" : "receiving"),
      queues: queues.with(call.endpoint, [...queue, thread]), slots: held,
    };
    const [client, server] = call.type === "call" ? [thread, head!] : [head!, thread];
    const own = held[server - clients]!;
    return {
      threads: threads.with(server, "ready").with(client, "waiting"), queues: queues.with(call.endpoint, queue.slice(1)),
      slots: held.with(server - clients, own.with(own.indexOf(-1), client)),
    };
  }

  function holds({ threads, queues, slots: held }: Kernel): boolean {
    const times = (lists: readonly (readonly number[])[], thread: number) => lists.flat().filter((one) => one === thread).length;
    return queues.every((queue) => queue.every(isClient) || queue.every(isServer))
      && threads.every((state, thread) => times(queues, thread) === (state === "sending" || state === "receiving" ? 1 : 0)
        && times(held, thread) === (state === "waiting" ? 1 : 0));
  }

  const heapBefore = process.memoryUsage().heapUsed;
  const { result: map, seconds } = timed(() => {
    const states = getAdjacencyMap(fromTransition(after, initial), {
      events: ({ context }) => enabled(context), serializeState: ({ context }) => JSON.stringify(context),
    });
    if (!Object.values(states).every(({ state }) => holds(state.context))) throw new Error("a claim broke");
    return states;
  });
  const found = Object.values(map);
  return {
    states: found.length, transitions: found.reduce((sum, { transitions }) => sum + Object.keys(transitions).length, 0),
    depth: null, seconds, bytes: process.memoryUsage().heapUsed - heapBefore,
  };
}
