/**
 * What the operations cost, for `cordon time`: what the kernel does for each outcome, and how long that takes on a processor. Replace the
 * figures by measured ones, and say where they are from.
 */
import { profile, source } from "cordon";

/** By operation and outcome; an empty list for what costs nothing. */
export const costs = {
  "Send / the sender runs": [],
  "Send / the receiver waits": ["ipc one-way"],
  "Send / the receiver runs": ["ipc send"],
  "Receive / the thread runs": [],
  "Receive / a message is there": ["null system call"],
  "Receive / no message is there": ["yield"],
  "Cancel / the thread runs": [],
} as const;

const measured = { kind: "typical", source: source("A measurement of our own", "not made yet"), grade: "P" } as const;

export const myBoard = profile({
  id: "my-board", kernel: "my-kernel", cpu: "made up", clockMHz: 1000, configuration: [],
  figures: {
    "ipc one-way": { cycles: 400, way: "one-way", ...measured },
    "ipc send": { cycles: 250, way: "whole", ...measured },
    "null system call": { cycles: 100, way: "whole", ...measured },
    "yield": { cycles: 150, way: "whole", ...measured },
  },
});
