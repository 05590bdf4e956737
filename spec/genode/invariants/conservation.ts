import { code, invariant } from "../world.ts";

export const ramIsConserved = invariant({
  name: "RAM is neither made nor lost",
  claim: "The limits of all accounts, the platform's among them, always add up to the RAM of the system.",
  why: "Quota that appears is memory promised twice; quota that vanishes is memory that nobody can use again.",
  sources: [code("repos/base/src/core/include/account.h")],
  holds: ({ account }, { totalRam }) => account.reduce((sum, { ram_limit }) => sum + ram_limit, 0) === totalRam,
  guards: ["what a destroyed component used is not returned"],
  seen: { "a component has been given RAM": ({ account }) => account.some(({ ram_granted, id }) => id > 1 && ram_granted > 0) },
});

export const capsAreConserved = invariant({
  name: "capabilities are neither made nor lost",
  claim: "The cap limits of all accounts always add up to the capabilities of the system.",
  why: "A component that gains caps out of nothing can exhaust the kernel's objects.",
  sources: [code("repos/base/src/core/include/account.h")],
  holds: ({ account }, { totalCaps }) => account.reduce((sum, { caps_limit }) => sum + caps_limit, 0) === totalCaps,
  guards: ["the caps of a destroyed component are not returned"],
  seen: { "a component has been given caps": ({ account }) => account.some(({ caps_granted, id }) => id > 1 && caps_granted > 0) },
});
