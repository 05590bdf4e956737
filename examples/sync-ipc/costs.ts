/**
 * Outcomes of synchronous IPC as what a kernel does for them. What is
 * published is the rendezvous, and the reply with which a server goes back to waiting. Of a call that has to wait, of a
 * request that is fetched later, of a refusal and of a cancellation there is no figure. A thread that is not running asks
 * nothing of the kernel.
 */
import type { Outcome } from "../../model/platforms/index.ts";

const nothing: readonly Outcome[] = [];

export const syncIpcCosts: Readonly<Record<string, readonly Outcome[]>> = {
  "Call / the client is ready": nothing,
  "Call / a server is waiting": ["ipc call"],
  "Receive / the server is ready": nothing,
  "Reply / the server is ready": nothing,
  "Reply / the client gets its answer": ["ipc reply"],
};
