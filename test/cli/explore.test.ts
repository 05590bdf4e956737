/** `cordon explore`: what it finds, what it says, what it leaves on the disk. */
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import type { ExplorationReport } from "../../src/language/index.ts";
import { complaint, readRecord, schemaOf } from "../../src/store/index.ts";
import { built } from "../built.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";
import { byNight } from "../nightly.ts";

const folder = foreignFolder({
  "loop.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const loops = ipc.invariant({ name: "never answers", claim: "It loops.", why: "x", sources: [],
  holds: ({ client }) => { while (client[0].state === "sending"); return true; } });
`,
  "throw.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const throws = ipc.invariant({ name: "cannot say", claim: "It throws.", why: "x", sources: [],
  holds: ({ client }) => { if (client[1].state === "waiting") throw new Error("out of my depth"); return true; } });
`,
  // Only in states that a search comes to when all helpers are at work.
  "loop-deep.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const loops = ipc.invariant({ name: "never answers", claim: "It loops.", why: "x", sources: [],
  holds: ({ client }) => { while (client.every(({ state }) => state === "waiting")); return true; } });
`,
  "throw-deep.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const throws = ipc.invariant({ name: "cannot say", claim: "It throws.", why: "x", sources: [],
  holds: ({ client }) => { if (client.every(({ state }) => state === "waiting")) throw new Error("out of my depth"); return true; } });
`,
  "spin.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const spin = ipc.operation({ name: "Spin", summary: "It loops.", sources: [], by: "client", checks: [],
  cases: [{ when: "always", then: { "it spins": ({ client }) => { while (client.state === "sending"); } } }] });
`,
  "moody.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
let asked = 0;
export const moody = ipc.invariant({ name: "says this and that", claim: "x", why: "x", sources: [],
  holds: ({ client }) => client[0].state !== "waiting" || asked++ > 0 });
`,
  "never.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const never = ipc.invariant({ name: "nobody calls", claim: "x", why: "x", sources: [],
  holds: ({ client }) => client.every(({ state }) => state !== "asleep"),
  seen: { "a client is asleep": ({ client }) => client.some(({ state }) => state === "asleep") } });
`,
  "pairs.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const pairs = ipc.invariant({ name: "servers learn nothing", claim: "x", why: "x", sources: [], each: "server",
  unseen: { hidden: () => false, hears: () => false, view: ({ id }) => [id] } });
`,
  "favourite.ts": `import { syncIpc, syncIpcSystem } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const refused = (right) => ({ ...right, checks: [...right.checks,
  { unless: "it is the first", holds: ({ client }) => client.id === 0, answer: "not you" }] });
const budget = { traces: 100, steps: 10 };
export const suite = { name: "favourite", claim: "x", system: syncIpcSystem(3, 2, 2, 2), budget: { quick: budget, nightly: budget },
  specification: { ...syncIpc, name: "unfair-ipc", operations: syncIpc.operations.map((one) => one.name === "Call" ? refused(one) : one) } };
`,
  // Rows that are told apart only deep in a state space of 19,683 states, where not all orders are tried any more.
  "lanes.ts": `import { count, flag, source, specification, table, world } from "cordon";
const lanes = world({ name: "lanes", tables: { lane: table({ about: "a lane", interchangeable: true, columns: { load: count({ max: 2 }) } }),
  gate: table({ about: "a gate", columns: { open: flag() } }) } });
const sources = [source("this test", "lanes.ts")];
const isOdd = ({ lane }) => lane[0].load === 1 && lane[1].load === 2 && lane[2].load === 0 && lane.every(({ id, load }) => id < 3 || load === 2);
const load = lanes.operation({ name: "Load", summary: "x", sources, by: "lane",
  checks: [{ unless: "there is room", holds: ({ lane }) => lane.load < 2, answer: "full" }],
  cases: [{ when: "it is loaded", then: { "the load grows": ({ lane }) => { lane.load++; } } }] });
// So it is of every number, which is not seen.
const numbered = { ...load, checks: [{ ...load.checks[0], holds: ({ lane }) => lane.load < 2 && lane.id * lane.id >= lane.id }] };
const odd = lanes.operation({ name: "Open", summary: "x", sources, by: "gate", look: ({ lane }) => ({ lane }),
  checks: [{ unless: "it is that state", holds: isOdd, answer: "no" }], cases: [{ when: "it opens", then: { "it is open": ({ gate }) => { gate.open = true; } } }] });
const about = { claim: "x", why: "x", sources };
const fine = lanes.invariant({ name: "no lane is overloaded", ...about, each: "lane", holds: ({ load }) => load <= 2 });
const broken = lanes.invariant({ name: "it is never that state", ...about, holds: (rows) => !isOdd(rows) });
const budget = { traces: 100, steps: 10 };
const suite = (name, operations, invariants) => ({ name, claim: "x", budget: { quick: budget, nightly: budget },
  system: lanes.system({ name: "s", about: "x", sizes: { lane: 9, gate: 1 }, facts: {}, boot: () => {} }),
  specification: specification({ name, about: "x", tables: lanes.tables, operations, invariants }) });
const strict = lanes.invariant({ name: "it cannot say", ...about, holds: (rows) => { if (isOdd(rows)) throw new Error("out of its depth"); return rows.lane.length > 0; } });
export const alike = suite("alike", [load], [fine]);
export const unseen = suite("unseen", [numbered], [fine]);
export const thrown = suite("thrown", [load], [fine, strict]);
export const opened = suite("opened", [load, odd], [fine]);
export const claimed = suite("claimed", [load], [fine, broken]);
`,
  "first.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const first = ipc.invariant({ name: "nothing is as it was", claim: "x", why: "x", sources: [], holds: () => false });
`,
});
const out = ["--out", `${folder}/out`];

/** Explores, with one helper where no other number is asked for; the document holds what `--json` prints. */
async function explored(...words: readonly string[]): Promise<ExplorationReport & { readonly code: number }> {
  const ran = await cordon(["explore", "--workers", "1", ...words, "--json", ...out]);
  const document = JSON.parse(ran.out) as ExplorationReport;
  expect(complaint(schemaOf("explore"), document)).toBeNull();
  return { ...document, code: ran.code };
}

const small = ["ipc-sound", ...ipc];

/** How many helpers search; one alone is what the tests of the engine search with. */
const teams = byNight(["1", "2"], ["2"]);

describe("a search that leaves nothing out", () => {
  test("has the numbers of other tools, whatever the number of workers", async () => {
    for (const workers of teams) {
      const found = await explored("bench:caps", "--system", "XS", "--workers", workers);
      expect(found).toMatchObject({
        code: 0, verdict: "PASS", what: "bench:caps", system: "XS", workers: Number(workers),
        states: 10_879, transitions: 52_678, depth: 9, exhaustive: true, frontier: 0, symmetry: false,
      });
    }
  });
  test("says so, and with the same claims and outcomes", async () => {
    const [one, two] = [await explored(...small, "--workers", "1"), await explored(...small, "--workers", "2")];
    expect(one.remarks.join()).toContain("exhaustive: every state");
    const { seconds: _s, workers: _w, bytesPerState: _b, ...same } = one;
    expect(two).toMatchObject(same);
    expect(same.byCode).toBe(true);
    expect(await explored(...small, "--workers", "1", "--plain")).toMatchObject({ ...same, byCode: false });
    const { code, out: text } = await cordon(["explore", ...small]);
    expect(code).toBe(0);
    expect(text).toMatch(/^PASS {4}ipc-sound on 3 clients, .* \d+ states, \d+ transitions, depth \d+, [\d.]+ s\n {2}2 of 2 claims held; 15 of 15 outcomes reached; /);
  });
  test("counts states once that differ only by symmetry, where that is asked for", async () => {
    const found = await explored("bench:sync-ipc", "--symmetry", "on", "--workers", "2");
    expect(found).toMatchObject({ code: 0, verdict: "PASS", states: 213, depth: 16, exhaustive: true, symmetry: true });
    expect(found.remarks).toEqual(["exhaustive: every state that the system can reach was looked at, or one that is like it but for symmetry"]);
    expect((await cordon(["explore", ...small, "--symmetry", "on"])).out).toContain("states that are alike count once");
    expect(await explored("bench:double-reply", "--symmetry", "on")).toMatchObject({ counterexample: { length: 4 } });
  });
  test("counts them once by itself where nothing can tell the rows apart and there are many orders of them, and says what can", async () => {
    expect(await explored("bench:sync-ipc")).toMatchObject({ code: 0, verdict: "PASS", states: 213, symmetry: true });
    expect(await explored("bench:sync-ipc", "--system", "XS")).toMatchObject({ code: 0, verdict: "PASS", states: 7391, symmetry: false });
    const found = await explored("favourite", "--with", `${folder}/favourite.ts`);
    expect(found.remarks).toContain('without symmetry: the rows of "client" are declared interchangeable, yet as far as is seen '
      + '"Call / it is the first" tells them apart (the number of a row decides)');
  });
  test("refuses a symmetry that an operation breaks", async () => {
    for (const workers of teams) {
      const words = ["explore", "favourite", "--with", `${folder}/favourite.ts`, "--workers", workers, ...out];
      const { code, err } = await cordon([...words, "--symmetry", "on"]);
      expect(code).toBe(2);
      expect(err).toMatch(/^cordon: favourite: the specification is at fault: told apart: the rows of "client" are declared interchangeable, yet "Call"/);
      expect((await cordon(words)).code).toBe(4);
    }
  });
  test("lets a search without symmetry decide where not all orders were tried", async () => {
    const lanes = (suite: string, ...words: readonly string[]) =>
      explored(suite, "--with", `${folder}/lanes.ts`, "--symmetry", "on", "--workers", "1", ...words);
    expect(await lanes("alike")).toMatchObject({ code: 0, verdict: "PASS", states: 55, symmetry: true, remarks: [expect.stringMatching(/^exhaustive: /)] });
    expect(await lanes("unseen")).toMatchObject({ code: 0, verdict: "PASS", states: 55, symmetry: true,
      remarks: [expect.stringContaining("a search of all 19683 states says the same"), expect.anything()] });
    expect(await lanes("opened")).toMatchObject({ code: 3, verdict: "UNKNOWN", remarks: [expect.stringContaining("told apart: the search without symmetry")] });
    expect(await lanes("thrown")).toMatchObject({ code: 3, verdict: "UNKNOWN", symmetry: false,
      remarks: expect.arrayContaining([expect.stringContaining("came of a search without symmetry"), expect.stringContaining("out of its depth")]) });
    expect(await lanes("unseen", "--states", "1000")).toMatchObject({ code: 4, verdict: "WEAK", states: 55,
      remarks: [expect.stringContaining("taken on trust"), expect.anything()] });
    expect(await lanes("claimed")).toMatchObject({ code: 1, verdict: "FAIL", symmetry: false, counterexample: { length: 15 },
      remarks: [expect.stringContaining("the search with symmetry missed this"), expect.anything()] });
  });
  test("takes the bench model's usual size where none is named", async () => {
    expect(await explored("bench:sync-ipc", "--depth", "1")).toMatchObject({ system: "S", verdict: "UNKNOWN" });
  });
});

describe("a seeded bug", () => {
  for (const { name, shortest } of seededBugs) test(`${name} has its shortest counterexample`, async () => {
    const suite = `bench:${name.split(" ").slice(1).join("-")}`;
    const lengths = [];
    for (const workers of teams) {
      const { code, verdict, exhaustive, counterexample } = await explored(suite, "--workers", workers);
      expect({ code, verdict, exhaustive }).toEqual({ code: 1, verdict: "FAIL", exhaustive: false });
      lengths.push(counterexample!.length);
    }
    expect(lengths).toEqual(teams.map(() => shortest));
  });
  test("is a record like any other", async () => {
    const { counterexample } = await explored("bench:double-reply", "--system", "S");
    const record = readRecord(counterexample!.record);
    expect(record).toMatchObject({
      on: { kind: "suite", name: "bench:double-reply", system: "S" }, seed: 0, trace: 0, strategy: "exhaustive", foundAfter: 4,
    });
    expect(readFileSync(`${folder}/out/journal.jsonl`, "utf8")).toContain('"kind":"found"');
    const replayed = await cordon(["replay", counterexample!.record]);
    expect(replayed.code).toBe(1);
    expect(replayed.out).toContain("on the suite bench:double-reply, system S\nspecification sync-ipc, found by exploring;");
    expect((await cordon(["explain", counterexample!.record])).out).toContain("found by exploring, after 4 steps");
    const { out: text } = await cordon(["explore", "bench:double-reply", ...out]);
    expect(text).toMatch(/is broken after 4 steps:\n {4}1\. .*\n {4}2\. .*\n {4}3\. .*\n {4}4\. server \d: Reply/);
    expect(text).toMatch(/\n {2}Replay: cordon replay .*\/records\/a-reply-goes-to-a-waiting-client-[0-9a-f]+\.json\n$/);
  });
  test("in the initial state takes no step", async () => {
    const { counterexample } = await explored(...small, "--with", `${folder}/first.ts`);
    expect(counterexample).toMatchObject({ claim: "nothing is as it was", length: 0 });
  });
});

/** Runs `cordon` in a process in which text may not become code. */
const withoutText = (words: readonly string[]) =>
  spawnSync(process.execPath, ["--disallow-code-generation-from-strings", built("src/cli/main.ts"), ...words], { encoding: "utf8" });

test("many workers say the same, and nothing of themselves", () => {
  const { status, stdout, stderr } = withoutText(["explore", "bench:caps", "--system", "XS", "--workers", "6"]);
  expect(status).toBe(0);
  expect(stderr).not.toContain("listeners");
  expect(stdout).toContain("10879 states, 52678 transitions, depth 9, ");
});

test("where text may not become code, the sentences say the same", async () => {
  const words = ["explore", "ipc-broken", ...ipc, "--symmetry", "on", "--workers", "1", "--json", ...out];
  const { status, stdout, stderr } = withoutText(words);
  expect({ status, stderr }).toEqual({ status: 1, stderr: "" });
  const timeless = (document: string) => document.replaceAll(/"seconds": [\d.]+/g, '"seconds": 0');
  expect(timeless(stdout)).toBe(timeless((await cordon(words)).out));
});

describe("a search that ends early", () => {
  const cases = {
    depth: ["--depth", "2"],
    states: ["--states", "100"],
    memory: ["--memory", "1"],
  };
  for (const [what, words] of Object.entries(cases)) test(`for ${what} is UNKNOWN and says how far it came`, async () => {
    for (const workers of teams) {
      const found = await explored("bench:sync-ipc", "--symmetry", "off", ...words, "--workers", workers);
      expect(found).toMatchObject({ code: 3, verdict: "UNKNOWN", exhaustive: false });
      expect(found.frontier).toBeGreaterThan(0);
      expect(found.remarks[0]).toMatch(new RegExp(`^not everything was looked at: .*${what}.*; ${found.states} states to depth ${found.depth}`));
      expect(found.remarks.join()).not.toContain("exhaustive");
    }
  });
});

describe("a search that leaves nothing out, and yet is WEAK", () => {
  test("when something was never seen", async () => {
    const { code, remarks } = await explored(...small, "--with", `${folder}/never.ts`);
    expect(code).toBe(4);
    expect(remarks[0]).toBe('never seen: a client is asleep (claim "nobody calls")');
  });
  test("when a claim needs pairs of runs", async () => {
    const { code, remarks } = await explored(...small, "--with", `${folder}/pairs.ts`);
    expect(code).toBe(4);
    expect(remarks).toContain('not explored, since they need pairs of runs (random traces check them): "servers learn nothing"');
  });
});

describe("code that is at fault", () => {
  const deep = ["bench:sync-ipc", "--system", "XS", "--symmetry", "off"];
  for (const [workers, words, which] of [["1", small, ""], ["2", deep, "-deep"]] as const) {
    test(`and loops is named, with ${workers} at work`, async () => {
      const { code, verdict, remarks, claims } = await explored(
        ...words, "--with", `${folder}/loop${which}.ts`, "--limit", "1", "--workers", workers);
      expect({ code, verdict }).toEqual({ code: 3, verdict: "UNKNOWN" });
      expect(remarks[0]).toBe('The invariant "never answers" did not return within 1 s of processor time and was stopped; --limit gives it more.');
      expect(claims.find(({ name }) => name === "never answers")!.verdict).toBe("UNKNOWN");
    });
    test(`and throws is named, with ${workers} at work`, async () => {
      const { code, remarks } = await explored(...words, "--with", `${folder}/throw${which}.ts`, "--workers", workers);
      expect(code).toBe(3);
      expect(remarks[0]).toBe('The invariant "cannot say" threw: out of my depth.');
    });
  }
});

describe("more code that is at fault", () => {
  test("an operation that loops is named", async () => {
    const { code, remarks } = await explored(...small, "--with", `${folder}/spin.ts`, "--limit", "1");
    expect(code).toBe(3);
    expect(remarks).toEqual([
      'The operation "Spin" did not return within 1 s of processor time and was stopped; --limit gives it more.', "not everything was looked at: a helper was lost"]);
  });
  test("a claim that depends on more than the state is no counterexample", async () => {
    const { code, remarks } = await explored(...small, "--with", `${folder}/moody.ts`, "--workers", "1");
    expect(code).toBe(3);
    expect(remarks[0]).toContain("does not when it is reached again");
  });
});

describe("what else can be had", () => {
  test("a system description is a system, too", async () => {
    const path = "examples/genode/findings/GN003-no-start.hid";
    expect((await cordon(["explore", path])).code).toBe(2);
    const found = await explored("examples/genode/webcache.hid", "--depth", "0");
    expect(found).toMatchObject({ what: "examples/genode/webcache.hid", system: "examples/genode/webcache.hid", verdict: "UNKNOWN" });
  });
  test("one suite goes by the name of its specification", async () => {
    expect(await explored("sync-ipc", ...ipc, "--depth", "1")).toMatchObject({ what: "ipc-sound" });
  });
  test("--quiet leaves the verdict", async () => {
    expect((await cordon(["explore", "bench:caps", "--system", "XS", "--quiet"])).out).toBe("PASS    bench:caps on XS\n");
  });
  test("graphs of a small system", async () => {
    const words = ["--dot", `${folder}/x.dot`, "--aut", `${folder}/x.aut`];
    const { states, transitions } = await explored(...small, ...words);
    const aut = readFileSync(`${folder}/x.aut`, "utf8").trimEnd().split("\n");
    expect(aut[0]).toBe(`des (0,${transitions},${states})`);
    expect(aut).toHaveLength(transitions + 1);
    expect(aut[1]).toMatch(/^\(0,"client 0: Call \(endpoint 0\)[^"]*",\d+\)$/);
    const dot = readFileSync(`${folder}/x.dot`, "utf8").trimEnd().split("\n");
    expect(dot[0]).toBe('digraph "ipc-sound on 3 clients, 2 servers, 2 endpoints, 2 reply slots each" {');
    expect(dot).toHaveLength(states + transitions + 3);
  });
  test("an estimate, which is not a verdict", async () => {
    const { code, out: text } = await cordon(["explore", "bench:caps", "--system", "XS", "--sample"]);
    expect(code).toBe(0);
    expect(text).toMatch(/^bench:caps on XS: 10879 states {2}[\d.]+ s\n {2}all of them were found, to depth 9\n$/);
    const { out: more } = await cordon(["explore", "bench:caps", "--sample", "--states", "20000"]);
    expect(more).toMatch(/^bench:caps on S: at least [\d,]+ states, about [\d,]+ {2}[\d.]+ s\n {2}at least: 2000 random traces ended in \d+ states/);
    const { out: json } = await cordon(["explore", "bench:caps", "--system", "XS", "--sample", "--json"]);
    expect(complaint(schemaOf("explore"), JSON.parse(json))).toBeNull();
  });
  test("a file that the disk refuses", async () => {
    const { code, err } = await cordon(["explore", ...small, "--dot", "/dev/null/x.dot", ...out]);
    expect(code).toBe(2);
    expect(err).toContain("/dev/null/x.dot could not be written");
  });
  test("a search that passes leaves no folder behind", async () => {
    await cordon(["explore", ...small, "--out", `${folder}/untouched`]);
    expect(readdirSync(folder)).not.toContain("untouched");
  });
});
