/** Code of the user that loops, throws, eats the memory or ends its thread: named, and nothing else is harmed. */
import { describe, expect, test } from "vitest";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder({
  "loop.ts": `import { type Invariant } from "cordon";
export const loops: Invariant = { name: "never answers", claim: "It loops.", why: "x", sources: [],
  holds: ({ client }) => { while (client[0].state === "sending"); return true; } };
`,
  "seen.ts": `export const loops = { name: "never sees", claim: "It loops.", why: "x", sources: [],
  holds: () => true,
  seen: { "a client is sending": ({ client }) => { while (client[0].state === "sending"); return false; } } };
`,
  "operation.ts": `export const loops = { name: "Spin", summary: "It loops.", sources: [], by: "client",
  checks: [{ unless: "it ends", answer: "no",
    holds: ({ client }) => { while (client.state === "sending"); return true; } }],
  cases: [{ when: "always", then: {}, because: "nothing happens" }] };
`,
  "throw.ts": `export const throws = { name: "cannot say", claim: "It throws.", why: "x", sources: [],
  holds: ({ client }) => { if (client[0].state === "sending") throw new Error("out of my depth"); return true; } };
`,
  "memory.ts": `const kept: number[][] = [];
export const eats = { name: "eats memory", claim: "It eats.", why: "x", sources: [],
  holds: () => { for (;;) kept.push(new Array(100_000).fill(Math.random())); } };
`,
  "exit.ts": `export const ends = { name: "walks away", claim: "It ends.", why: "x", sources: [],
  holds: () => process.exit(0) };
`,
  "load.ts": `for (;;);
export const never = { name: "x", claim: "x", why: "x", sources: [], holds: () => true };
`,
  "prints.ts": `export const prints = { name: "prints", claim: "It prints.", why: "x", sources: [],
  holds: () => { console.log("NOISE"); return true; } };
`,
});
const checkWith = (file: string, ...more: readonly string[]) =>
  cordon([
    "check",
    "ipc-sound",
    "--with",
    `${folder}/${file}`,
    "--limit",
    "3",
    "--out",
    `${folder}/out`,
    ...ipc,
    ...more,
  ]);

describe("what never returns is stopped and named", () => {
  const cases = {
    "loop.ts": 'the invariant "never answers" did not return within 3 s',
    "seen.ts": 'the invariant "never sees" did not return within 3 s',
    "operation.ts": 'the operation "Spin" did not return within 3 s',
  };
  for (const [file, sentence] of Object.entries(cases)) test(file, async () => {
    const began = performance.now();
    const { code, out } = await checkWith(file);
    expect(out.toLowerCase()).toContain(sentence.toLowerCase());
    expect(code).toBe(3);
    expect(performance.now() - began).toBeLessThan(20_000);
  });

  test("other suites finish", async () => {
    const { code, out } = await cordon([
      "check",
      "ipc-sound",
      "ipc-other",
      "--limit",
      "3",
      "--with",
      "test/cli/fixtures/looping-suite.ts",
      ...ipc,
    ]);
    expect(code).toBe(3);
    expect(out).toMatch(/UNKNOWN {2}ipc-other/);
    expect(out).toMatch(/PASS {5}ipc-sound/);
  });

  test("a file that never loads is given up", async () => {
    const { code, err } = await cordon(["check", "ipc-sound", "--with", `${folder}/load.ts`, "--limit", "0.5"]);
    expect(err).toContain("did not end");
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
