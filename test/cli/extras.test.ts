/** `--with FILE` from any folder: what it adds, and what it says when it cannot. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/language/index.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const common = 'claim: "x", why: "x", sources: []';
const folder = foreignFolder({
  "invariant.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
import { type Invariant, SpecificationFault } from "cordon";
if (typeof SpecificationFault !== "function") throw new Error("the language is not there");
export const oneAtATime: Invariant = ipc.invariant({
  name: "one client at a time", claim: "No two clients are in a call.", why: "For the test.", sources: [],
  holds: ({ client }) => client.filter((one: { state: string }) => one.state !== "ready").length < 2,
});
`,
  "plain.js": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
import { source } from "cordon";
export default [ipc.invariant({ name: "always true", claim: "It is.", why: "x", sources: [source("a", "b")],
  holds: ({ client }) => client[0].state !== "asleep" })];
`,
  "plain-again.js": 'export { default as same } from "./plain.js";\n',
  "package.json": '{ "type": "commonjs" }',
  "operation.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
import { source } from "cordon";
import { setup } from "xstate";
export const rest = ipc.operation({ name: "Rest", summary: "Nothing.", sources: [source("a", "b")], checks: [],
  cases: [{ when: "always", then: {}, because: typeof setup }] });
`,
  "repeated.ts":
    `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";\nexport const again = ipc.operation({ name: "Call", summary: "x", sources: [], checks: [], cases: [] });\n`,
  "misspelt.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const wrong = ipc.invariant({ ${common}, name: "wrong table", each: "cleint", holds: () => true });
`,
  "wanting.ts": `import { suite } from "cordon";
import { syncIpc, syncIpcSystem } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const budget = { traces: 10, steps: 10 };
export const wanting = suite({ name: "wanting", claim: "It is at fault.", system: syncIpcSystem(1, 1, 1, 1), budget: { quick: budget, nightly: budget },
  specification: { ...syncIpc, name: "wanting", invariants: [{ ${common}, name: "of nobody", each: "nobody", holds: () => true }] } });
`,
  "alien.ts": `import { invariant } from "cordon/spec/genode";
export const alien = invariant({ ${common}, name: "of nobody", each: "nobody", holds: () => true });
`,
  "dead.hid": "config\n+ parent-provides | + service ROM | + service PD | + service CPU | + service LOG\n"
    + "+ start a | caps: 100 | ram: 1M\n  + route\n    + service ROM | + child b\n    + any-service | + parent\n-\n",
  "guard.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const wrong = ipc.invariant({ ${common}, name: "wrong guard", holds: () => true,
  guards: ["Call / drop chek / x"] });
`,
  "throws.ts": `interface Held { readonly value: number }

export const value = (undefined as unknown as Held).value;
`,
  "import.ts": 'import { nope } from "cordon";\nexport const x = nope;\n',
  "missing.ts": 'import { nope } from "./nowhere.ts";\nexport const x = nope;\n',
  "unstamped.ts": `export const mine = { ${common}, name: "mine", holds: () => true };\n`,
  "nothing.ts": 'export const mine = { name: "mine" };\nexport const number = 1;\n',
  "ping.ts": `import { count, inLifecycle, oneOf, source, specification, suite, table, world } from "cordon";
import { createMachine } from "xstate";
const thread = createMachine({ id: "thread", initial: "running",
  states: { running: { on: { block: "blocked" } }, blocked: { on: { wake: "running" } } } });
const tables = { thread: table({ about: "a thread", columns: { state: inLifecycle(thread), woken: count({ max: 3 }) } }) };
const words = world({ name: "ping", tables });
const sources = [source("The ping manual", "1")];
export const block = words.operation({ name: "Block", summary: "A thread waits.", sources, by: "thread",
  checks: [{ unless: "the thread runs", holds: ({ thread }) => thread.state === "running", answer: "not now" },
    { unless: "another one runs", holds: ({ thread, all }) => all.some(({ id, state }) => id !== thread.id && state === "running"), answer: "alone" }],
  look: ({ thread }) => ({ all: thread }),
  cases: [{ when: "it waits", then: { "the thread is blocked": ({ thread }) => thread.take("block") } }] });
export const reply = words.operation({ name: "Reply", summary: "A thread wakes another one up.", sources, by: "thread", asks: { other: oneOf("thread") },
  checks: [{ unless: "the other one is blocked", holds: ({ other }) => other.state === "blocked", answer: "not blocked" }],
  cases: [{ when: "the other is blocked", then: { "the other thread runs again": ({ other }) => other.take("wake") } }] });
export const somebodyRuns = words.invariant({ name: "somebody runs", claim: "At least one thread runs.", why: "x", sources,
  holds: ({ thread }) => thread.some(({ state }) => state === "running"),
  seen: { "a thread is blocked": ({ thread }) => thread.some(({ state }) => state === "blocked") } });
export const tworuns = words.system({ name: "two threads", about: "Two threads.", sizes: { thread: 2 }, boot: () => {} });
export const ping = suite({ name: "ping", claim: "Somebody runs.", system: tworuns,
  specification: specification({ name: "ping", about: "Threads.", tables, operations: [block, reply], invariants: [somebodyRuns] }),
  budget: { quick: { traces: 100, steps: 20 }, nightly: { traces: 100, steps: 20 } } });
`,
  "homeless.ts": `import { flag, table, world } from "cordon";
const words = world({ name: "nowhere", tables: { lamp: table({ about: "a lamp", columns: { on: flag() } }) } });
export const lit = words.invariant({ ${common}, name: "lit", each: "lamp", holds: ({ on }) => on });
`,
  "answer.js": `import { invariant, operations } from "cordon/spec/genode";
export const wrong = invariant({ ${common}, name: "about answers",
  permits: { "it is not a reply": ({ step }) => !operations.reply.told(step, "not naw"), "it waits": ({ is }) => is === null } });
`,
  "keys.ts": `import { invariant, operations, told } from "cordon/spec/genode";
const asking = [operations.openSession, operations.upgradeSession];
export const asked = invariant({ ${common}, name: "about answers", permits: {
  "nobody asked": ({ step }) => !asking.some((one) => one.of(step)),
  "somebody paid": ({ step, before }) => operations.openSession.accepted(step, ({ wish }) => before.component[wish.client]!.state !== "stuck"),
  "an answer came": ({ step }) => told(step, "OK", "PENDING") || step.refused,
} });
`,
  "genode.ts": `import { genode, invariant } from "cordon/spec/genode";
export const named = invariant({ ${common}, name: "has a name", why: genode.name,
  holds: ({ component }) => component.length > 0 });
`,
});
const withFile = (file: string, ...more: readonly string[]) =>
  cordon(["check", "ipc-sound", ...ipc, "--with", `${folder}/${file}`, "--out", `${folder}/out`, ...more]);

describe("a file of the user", () => {
  test("adds an invariant, which is checked and may be broken", async () => {
    const { code, out } = await withFile("invariant.ts");
    expect(code).toBe(1);
    expect(out).toContain('"one client at a time" is broken after ');
    expect(out).toMatch(/Replay: cordon replay .* --with test\/cli\/fixtures\/ipc.ts --with /);
  });
  test("may be JavaScript in a folder of CommonJS", async () => {
    const { code, out } = await withFile("plain.js");
    expect({ code, out: out.includes("3 of 3 claims held") }).toEqual({ code: 0, out: true });
  });
  test("may give what another file gives, which counts once", async () => {
    const { code, out, err } = await withFile("plain.js", "--with", `${folder}/plain-again.js`);
    expect({ code, err, out: out.includes("3 of 3 claims held") }).toEqual({ code: 0, err: "", out: true });
  });
  test("adds an operation", async () => {
    const { code, out } = await withFile("operation.ts", "--json");
    expect(code).toBe(0);
    expect(out).toContain('"operation": "Rest"');
  });
  test("adds to a system description, with the words of its kernel", async () => {
    const { out } = await cordon([
      "check",
      "examples/genode/desktop.hid",
      "--traces",
      "10",
      "--json",
      "--with",
      `${folder}/genode.ts`,
      "--out",
      `${folder}/out`,
    ]);
    expect(out).toContain('"name": "has a name"');
  });
});

describe("a claim of the user about operations of a kernel", () => {
  const claim = (file: string, ...more: readonly string[]) =>
    cordon([...more, "genode-quota", "--with", `${folder}/${file}`]);
  test("asks with their keys, and is understood", async () => {
    const { code, out } = await claim("keys.ts", "list", "--unread");
    expect({ code, out }).toMatchObject({ code: 0, out: expect.stringMatching(/^genode-quota {2}(\d+) of \1 sentences are understood/) });
  });
  test("is refused where it names an answer that the operation does not give", async () => {
    const { code, out } = await claim("answer.js", "check", "--out", `${folder}/out`);
    expect({ code, out }).toMatchObject({ code: 3, out: expect.stringContaining('the invariant "about answers" asks whether "Reply" told "not naw", '
      + 'which is not an answer of it — did you mean "not now"? (at "it is not a reply")') });
  });
});

describe("a file that cannot be used gives one line and exit code 2", () => {
  const cases = {
    "repeated.ts": '"Call" is already an operation of sync-ipc',
    "throws.ts": "throws.ts:3:",
    "import.ts": "import.ts:1: The requested module 'cordon' does not provide an export named 'nope'",
    "missing.ts": "Cannot find module",
    "unstamped.ts": 'the invariant "mine" does not say which world it belongs to: declare it with the word "invariant" of that world',
    "nothing.ts": "exports no invariant, operation, suite or mutant: export what it declares",
    "homeless.ts": 'the invariant "lit" belongs to the world "nowhere", of which there is no suite: export one',
  };
  for (const [file, sentence] of Object.entries(cases)) test(file, async () => {
    const { code, out, err } = await withFile(file);
    expect(err).toContain(sentence);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^cordon: [^\n]*\n$/);
  });
});

describe("a kernel of the user, with names that others have, too", () => {
  const ping = ["--with", `${folder}/ping.ts`];
  test("is checked and explored as what it is", async () => {
    const checked = await cordon(["check", "ping", ...ping, "--out", `${folder}/out`]);
    expect({ code: checked.code, err: checked.err }).toEqual({ code: 0, err: "" });
    expect((await cordon(["explore", "ping", ...ping, "--out", `${folder}/out`])).out).toMatch(/^PASS /);
  });
  test("leaves other kernels as they are", async () => {
    const args = ["check", "ipc-sound", ...ipc, "--json", "--out", `${folder}/out`];
    const alone = JSON.parse((await cordon(args)).out) as { results: { seconds: number }[] };
    const beside = JSON.parse((await cordon([...args, ...ping])).out) as { results: { seconds: number }[] };
    expect(beside.results.map((result) => ({ ...result, seconds: 0 }))).toEqual(alone.results.map((result) => ({ ...result, seconds: 0 })));
  });
});

describe("a claim at fault leaves its target undecided, and every report is written", () => {
  const cases = { "misspelt.ts": '"cleint", which is not a table — did you mean "client"?', "guard.ts": "which is not a mutant" };
  for (const [file, sentence] of Object.entries(cases)) test(file, async () => {
    const [junit, sarif] = [`${folder}/${file}.xml`, `${folder}/${file}.sarif`];
    const { code, out, err } = await withFile(file, "--json", "--junit", junit, "--sarif", sarif);
    const { verdict, results } = JSON.parse(out) as Report;
    expect(complaint(schemaOf("check"), JSON.parse(out))).toBeNull();
    expect({ code, err, verdict, results: results.map(({ what, traces }) => [what, traces]) })
      .toEqual({ code: 3, err: "", verdict: "UNKNOWN", results: [["ipc-sound", 0]] });
    expect(results[0]!.remarks.join()).toContain(`No trace was run to a verdict: ipc-sound: the specification is at fault: `);
    expect(results[0]!.remarks.join()).toContain(sentence);
    expect(readFileSync(junit, "utf8")).toContain('errors="1" skipped="0"');
    expect(readFileSync(sarif, "utf8")).toContain('"verdict/UNKNOWN"');
  });
  test("a suite at fault hides nothing of another, in either order", async () => {
    for (const words of [["ipc-sound", "wanting"], ["wanting", "ipc-sound"]]) {
      const { code, out } = await cordon(["check", ...words, ...ipc, "--with", `${folder}/wanting.ts`, "--out", `${folder}/out`, "--json"]);
      const { results } = JSON.parse(out) as Report;
      expect({ code, results: Object.fromEntries(results.map(({ what, verdict, traces }) => [what, [verdict, traces]])) })
        .toEqual({ code: 3, results: { "ipc-sound": ["PASS", 300], wanting: ["UNKNOWN", 0] } });
    }
  });
  test("what the static stage finds counts all the same", async () => {
    const { code, out } = await cordon(["check", `${folder}/dead.hid`, "--with", `${folder}/alien.ts`, "--out", `${folder}/out`, "--json"]);
    const { verdict, results } = JSON.parse(out) as Report;
    expect({ code, verdict, codes: results[0]!.findings.map((one) => one.code), said: results[0]!.remarks.join() }).toMatchObject({
      code: 1, verdict: "FAIL", codes: expect.arrayContaining(["GN101"]) as string[], said: expect.stringContaining("the specification is at fault") as string });
  });
});
