/** A record to write and to read in tests. */
import type { FailureRecord, RecordedStep } from "../../src/store/index.ts";

const step = (n: number): RecordedStep => ({
  operation: "Send",
  args: { slot: n },
  values: { slot: `slot ${n}` },
  choices: [n % 2],
  sentence: `thread ${n}: Send: a receiver is waiting`,
  outcome: "a receiver is waiting",
  answer: "ok",
  digest: "0123456789abcdef",
});

/** A record of so many steps; records of other numbers differ. */
export const sampleRecord = (number: number, steps = 40): FailureRecord => ({
  record: 1,
  cordon: "0.1.0",
  on: { kind: "suite", name: "sample" },
  with: [],
  specification: { name: "kernel", digest: "ab" },
  seed: 1,
  trace: number,
  strategy: "aware",
  foundAfter: steps,
  claim: `claim ${number}`,
  why: "it is false in this state",
  steps: Array.from({ length: steps }, (_, i) => step(i)),
  because: ["The claim is: nothing is lost."],
});
