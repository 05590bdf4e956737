/**
 * The same kernel with a mistake, to see what a broken claim looks like: `cordon check my-kernel-broken --with broken.ts`.
 */
import { suite } from "cordon";
import { mySuite } from "./kernel.ts";

const { specification } = mySuite;

export const broken = suite({
  ...mySuite, name: "my-kernel-broken", claim: "None: Send forgets to ask on which side the receiver is.",
  specification: { ...specification, operations: specification.operations.map((one) => one.name !== "Send" ? one
    : { ...one, checks: one.checks.map((check) => check.unless === "the receiver is on the sender's side" ? { ...check, holds: () => true } : check) }) },
});
