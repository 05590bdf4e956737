/**
 * Outcomes of Genode's component layer as what a kernel does for them. Crossings only: the work of core and of the
 * components has no published figure, so a cost is what the kernel takes, and not what the caller waits. An outcome that is
 * not here needs work that nobody has measured, such as the protocol of a session over several parents.
 */
import type { Outcome } from "../platforms/index.ts";

const call: readonly Outcome[] = ["ipc round trip"];

/** By the name of an operation and of its case, or of the check that refuses it. Services of core are called and answer. */
export const genodeCosts: Readonly<Record<string, readonly Outcome[]>> = {
  "Transfer quota / one account is the reference of the other": call,
  "Transfer quota / the RAM may leave the account": call,
  "Transfer quota / the caps may leave the account": call,
  "Transfer quota / the account is another one": call,
  "Transfer quota / the account is the component's own": call,
  "Allocate RAM / the size is not zero": call,
  "Allocate RAM / the component has the RAM": call,
  "Allocate RAM / the component has a capability left": call,
  "Allocate RAM / there is physical memory": call,
  "Allocate RAM / physical memory is exhausted": call,
  "Free RAM / the dataspace is freed": call,
  "Create an RPC object / the component has a capability left": call,
  "Create an RPC object / the object gets an identity": call,
  "Dissolve an RPC object / the identity is destroyed": call,
  "Invoke a capability / the call reaches the owner": ["ipc call"],
  "Reply / the caller gets its answer": ["ipc reply"],
};
