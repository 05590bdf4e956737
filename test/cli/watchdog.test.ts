/** Code of the user that loops, throws, eats the memory or ends its thread: named, and nothing else is harmed. */
import { describe, expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder({
  "loop.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
import { type Invariant } from "cordon";
export const loops: Invariant = ipc.invariant({ name: "never answers", claim: "It loops.", why: "x", sources: [],
  holds: ({ client }) => { while (client[0].state === "sending"); return true; } });
`,
  "seen.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const loops = ipc.invariant({ name: "never sees", claim: "It loops.", why: "x", sources: [],
  holds: () => true,
  seen: { "a client is sending": ({ client }) => { while (client[0].state === "sending"); return false; } } });
`,
  "operation.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const loops = ipc.operation({ name: "Spin", summary: "It loops.", sources: [], by: "client",
  checks: [{ unless: "it ends", answer: "no",
    holds: ({ client }) => { while (client.state === "sending"); return true; } }],
  cases: [{ when: "always", then: {}, because: "nothing happens" }] });
`,
  "throw.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const throws = ipc.invariant({ name: "cannot say", claim: "It throws.", why: "x", sources: [],
  holds: ({ client }) => { if (client[0].state === "sending") throw new Error("out of my depth"); return true; } });
`,
  "memory.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const kept: number[][] = [];
export const eats = ipc.invariant({ name: "eats memory", claim: "It eats.", why: "x", sources: [],
  holds: () => { for (;;) kept.push(new Array(100_000).fill(kept.length)); } });
`,
  "exit.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const ends = ipc.invariant({ name: "walks away", claim: "It ends.", why: "x", sources: [],
  holds: () => process.exit(0) });
`,
  "load.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
for (;;);
export const never = ipc.invariant({ name: "x", claim: "x", why: "x", sources: [], holds: () => true });
`,
  "getter.ts": `export const never = { get name() { for (;;); } };
`,
  "waits.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
await new Promise(() => {});
export const never = ipc.invariant({ name: "x", claim: "x", why: "x", sources: [], holds: () => true });
`,
  "boot.ts": `import { syncIpc, syncIpcSystem } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const budget = { traces: 100, steps: 10 };
const suite = { name: "boots", claim: "x", specification: { ...syncIpc, name: "other" }, budget: { quick: budget, nightly: budget } };
export const boots = { ...suite, system: { ...syncIpcSystem(3, 2, 2, 2), boot() { for (;;); } } };
export const declares = { ...suite, name: "declares", get system() { for (;;); } };
`,
  "sleeps.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const sleeps = ipc.invariant({ name: "sleeps", claim: "It sleeps.", why: "x", sources: [],
  holds: () => { Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); return true; } });
`,
  "look.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const looks = ipc.operation({ name: "Look", summary: "It loops.", sources: [], by: "client", look: () => { for (;;); }, checks: [],
  cases: [{ when: "always", then: {}, because: "nothing happens" }] });
`,
  "step.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const steps = ipc.operation({ name: "Step", summary: "It loops.", sources: [], by: "client", checks: [],
  cases: [{ when: "always", then: { "it spins": () => { for (;;); } } }] });
`,
  "reason.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const reasons = ipc.invariant({ name: "never permits", claim: "It loops.", why: "x", sources: [], changes: "client",
  permits: { "it loops": () => { for (;;); } } });
`,
  "view.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const views = ipc.invariant({ name: "never shows", claim: "It loops.", why: "x", sources: [], each: "server",
  unseen: { hidden: () => true, hears: () => true, view: () => { for (;;); } } });
`,
  "prints.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const prints = ipc.invariant({ name: "prints", claim: "It prints.", why: "x", sources: [],
  holds: () => { console.log("NOISE"); return true; } });
`,
});
const checkWith = (file: string, ...more: readonly string[]) =>
  cordon([
    "check",
    "ipc-sound",
    "--with",
    `${folder}/${file}`,
    "--limit",
    "0.5",
    "--out",
    `${folder}/out`,
    ...ipc,
    ...more,
  ]);

describe("what never returns is stopped and named", () => {
  const cases = {
    "loop.ts": 'The invariant "never answers"',
    "seen.ts": 'The invariant "never sees"',
    "operation.ts": 'The operation "Spin"',
    "look.ts": 'The operation "Look"',
    "step.ts": 'The operation "Step"',
    "reason.ts": 'The invariant "never permits"',
    "view.ts": 'The invariant "never shows"',
  };
  // In code, as in a long run, a loop ends, and its sentence is asked itself.
  const runs = [...Object.entries(cases).map((one) => [...one, "--traces", "2000"]), ["loop.ts", cases["loop.ts"], "--plain"]];
  for (const [file, who, ...how] of runs as [string, string, ...string[]][]) test(`${file} ${how[0]!}`, async () => {
    const { code, out } = await checkWith(file, ...how);
    expect(out).toContain(`${who} did not return within 0.5 s of processor time and was stopped; --limit gives it more`);
    expect(code).toBe(3);
  });

  test("other suites finish", async () => {
    const { code, out } = await cordon([
      "check",
      "ipc-sound",
      "ipc-other",
      "--limit",
      "0.5",
      "--with",
      "test/cli/fixtures/looping-suite.ts",
      ...ipc,
    ]);
    expect(code).toBe(3);
    expect(out).toMatch(/UNKNOWN {2}ipc-other/);
    expect(out).toMatch(/PASS {5}ipc-sound/);
  });

  test("a boot, and what a suite declares", async () => {
    const loaded = ["--with", `${folder}/boot.ts`, "--limit", "0.5", "--out", `${folder}/out`];
    for (const [suite, who] of [["boots", "The boot"], ["declares", "A declaration"]] as const) for (const command of ["check", "explore"]) {
      const { code, out, err } = await cordon([command, suite, ...loaded]);
      expect(`${out}${err}`, `${command} ${suite}`).toContain(suite === "boots" ? `${who} of the suite "${suite}" did not return within 0.5 s` : "declaration");
      expect(code).toBe(3);
    }
  });

  for (const command of [["check", "ipc-sound"], ["explore", "ipc-sound"], ["list"]])
    for (const file of command[0] === "list" ? ["load.ts"] : ["load.ts", "getter.ts"]) test(`${command[0]!} --with ${file}`, async () => {
      const limit = command[0] === "list" ? [] : ["--limit", "0.5"];
      const { code, err } = await cordon([...command, "--with", `${folder}/${file}`, ...limit]);
      expect(err).toMatch(/^cordon: loading [^ ]*\/(?:load|getter)\.ts did not return within [\d.]+ s of processor time and was stopped; --limit/);
      expect(code).toBe(3);
    });
});

describe("what sleeps is stopped, too, after a longer time by the clock", () => {
  test("a sentence", async () => {
    const { code, out } = await checkWith("sleeps.ts");
    expect(out).toContain('The invariant "sleeps" slept for 6 s and was stopped; --limit gives it more.');
    expect(code).toBe(3);
  });
  test("a file that waits for what never comes", async () => {
    const { code, err } = await checkWith("waits.ts");
    expect(err).toContain("waits.ts slept for 6 s and was stopped");
    expect(code).toBe(3);
  });
});

test("what throws is named, with what it said", async () => {
  const { code, out } = await checkWith("throw.ts");
  expect(out).toContain('The invariant "cannot say" threw: out of my depth.');
  expect(code).toBe(3);
});

test("what eats all memory is named", async () => {
  const { code, out } = await checkWith("memory.ts", "--workers", "1", "--limit", "60");
  expect(out).toMatch(/The invariant "eats memory" was being evaluated when the memory ran out/);
  expect(code).toBe(3);
});

test("what ends its thread is named", async () => {
  const { code, out } = await checkWith("exit.ts");
  expect(out).toContain('The invariant "walks away" was being evaluated when the thread ended');
  expect(code).toBe(3);
});

test("what prints does not get into the document", async () => {
  const { code, out } = await checkWith("prints.ts", "--json", "--traces", "50", "--steps", "5");
  expect(JSON.parse(out)).toMatchObject({ results: [{ what: "ipc-sound" }] });
  expect(out).not.toContain("NOISE");
  expect([0, 4]).toContain(code);
});
