/** NOVA: the one figure that has been published with its processor. */
import type { Profile } from "./profile.ts";

export const nova: readonly Profile[] = [{
  id: "nova-i7-920", kernel: "NOVA", cpu: "Core i7-920", clockMHz: 2667,
  configuration: ["32 bit", "hot cache, tight loop", "no thread-local segment"],
  figures: { "ipc one-way": { cycles: 288, kind: "typical", way: "one-way", source: "L4-IPC", grade: "A" } },
}];
