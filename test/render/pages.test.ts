/** Pages and tables for people. */
import { describe, expect, test } from "vitest";
import { syncIpc, syncIpcSystem } from "../../examples/sync-ipc/sync-ipc.ts";
import { outlineOf } from "../../src/adapters/genode/outline.ts";
import { readSystem } from "../../src/adapters/genode/index.ts";
import {
  alignedRows,
  benchText,
  invariantPage,
  operationPage,
  plain,
  prose,
  specificationPage,
  suitePage,
  outlineText,
} from "../../src/render/index.ts";
import { noneOfClaims, noneWithin } from "./whole-samples.ts";

const [call] = syncIpc.operations;
const [queues] = syncIpc.invariants;

describe("a page", () => {
  test("of an operation says everything that its text says", () => {
    const page = operationPage(call!, syncIpc.name);
    for (const sentence of [
      call!.summary,
      "the client is ready",
      "not scheduled",
      "a server is waiting",
      "the first server wakes up",
    ])
      expect(page).toContain(sentence);
  });
  test("of an invariant gives its claim, why it matters and what must be seen", () => {
    const page = invariantPage(queues!, syncIpc.name);
    for (const sentence of [queues!.claim, queues!.why, ...Object.keys(queues!.seen!)])
      expect(page).toContain(sentence);
  });
  test("of a specification and of a suite name their parts", () => {
    expect(specificationPage(syncIpc)).toContain(`- Call: ${call!.summary}`);
    const budget = { traces: 7, steps: 5 };
    const page = suitePage({
      name: "a suite",
      claim: "It holds.",
      specification: syncIpc,
      system: syncIpcSystem(1, 1, 1, 1),
      budget: { quick: budget, nightly: budget },
    });
    expect(page).toContain("quick 7 traces of 5 steps");
  });
});

describe("prose", () => {
  test("fills paragraphs and leaves code alone", () => {
    const text = prose(
      `# Title\n\n${"word ".repeat(60)}\n\n~~~hid\n+ start a   | + b\n~~~\n\n\n- item **bold** \`code\`\n`,
      plain,
    );
    const lines = text.split("\n");
    expect(lines[0]).toBe("Title");
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(96);
    expect(text).toContain("    + start a   | + b");
    expect(text).toContain("- item bold code");
    expect(text).not.toContain("\n\n\n");
  });
});

test("columns are aligned by characters", () => {
  expect(alignedRows([["é🦀", "x"], ["abcd", "10"]], [1])).toEqual(["é🦀     x", "abcd  10"]);
});

test("a system is shown with all its inits, quotas and routes", () => {
  const { system } = readSystem(`config | prio_levels: 2
+ parent-provides | + service ROM
+ start drivers | caps: 500 | ram: 3M | priority: -1
  + binary init
  + provides | + service Timer
  + route | + any-service | + parent label: x | + any-child
  + config
    + start timer | caps: 100 | ram: 1536K
      + route | + service ROM | label_prefix: a | + child other | label: b
-
`, "a.hid");
  const text = outlineText(outlineOf(system!), plain);
  for (const part of [
    "init: 1 component, 2 priority levels",
    "parent provides: ROM",
    "drivers (init)",
    "3M",
    "1536K",
    "-1",
    "init -> drivers: 1 component",
    'ROM label_prefix "a"  ->  child other label "b"',
    "any service  ->  parent",
  ])
    expect(text).toContain(part);
});

test("the bench says what was killed, what survived and why", () => {
  const mutant = (name: string, became: "killed" | "survived" | "explained" | "commutes") =>
    ({
      name,
      tier: "derived",
      operation: "Send",
      became,
      ...(became === "killed" ? { claim: "a claim", trace: 3, length: 2 } : {}),
      ...(became === "survived" ? { unnoticed: { reaching: 3, compared: 2, columns: ["endpoint.state"], answer: true, outcome: false } } : {}),
      ...(became === "explained" ? { why: "equivalent: same" } : {}),
    }) as const;
  const text = benchText(
    {
      specification: "kernel",
      suites: ["a suite"],
      killed: 1,
      within: noneWithin,
      claims: noneOfClaims,
      counted: 3,
      survivors: 1,
      stopped: false,
      left: 0,
      only: [],
      unbroken: [{ claim: "c", mutant: "m" }],
      stale: ["old"],
      passed: false,
      mutants: [
        mutant("one", "killed"),
        mutant("two", "survived"),
        mutant("three", "explained"),
        mutant("four", "commutes"),
      ],
    },
    plain,
  );
  for (const part of [
    "1 of 3 mutants killed (33.3 %)",
    "1 unexplained survivor",
    "1 swap of steps not counted",
    "a claim",
    'survived: no claim minds that endpoint.state, what "Send" answers differ',
    "  two",
    "three: equivalent: same",
    "c: m",
    "old",
  ])
    expect(text).toContain(part);
});
