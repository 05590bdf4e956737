/** The mutation bench on the small model. */
import { spawn } from "node:child_process";
import { describe, expect, test, vi } from "vitest";
import { guarded, processIo } from "../../src/cli/io.ts";
import { progressAlways } from "../../src/cli/progress.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { built } from "../built.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";
import { nightly } from "../nightly.ts";

interface Mutant {
  readonly name: string;
  readonly tier: string;
  readonly text?: string;
  readonly became: string;
  readonly claim?: string;
  readonly length?: number;
  readonly unnoticed?: { readonly reaching: number; readonly columns: readonly string[]; readonly answer: boolean };
}

interface Document {
  readonly benches: readonly {
    readonly killed: number; readonly counted: number; readonly survivors: number; readonly left: number; readonly stopped: boolean; readonly passed: boolean;
    readonly within: { readonly derived: number; readonly chosen: number; readonly ofEach: number | string; readonly tried: number; readonly killed: number; readonly equivalent: number };
    readonly claims: {
      readonly derived: number; readonly chosen: number; readonly tried: number; readonly missed: number; readonly broken: number;
      readonly equivalent: number; readonly unnoticed: readonly { readonly name: string }[];
    };
    readonly suites: readonly string[]; readonly unbroken: readonly { readonly claim: string; readonly mutant: string }[];
    readonly mutants: readonly Mutant[];
  }[];
}

const folder = foreignFolder({
  "more.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const guarded = ipc.invariant({ name: "servers rest", claim: "x", why: "x", sources: [], holds: ({ server }) => server[0].state !== "asleep",
  guards: ["Reply / drop step / the client gets its answer / the right is used up"] });
const wrong = ({ endpoint, slot }) => {
  slot.caller = endpoint.clients.at(endpoint.clients.length - 1);
  endpoint.clients.shift().take("be received");
};
export const lifo = ipc.mutant({ name: "the last client is served first", tier: "crafted", operation: "Receive",
  change: (right) => ({ ...right, cases: [{ ...right.cases[0], then: { wrong } }, ...right.cases.slice(1)] }) });
`,
  "endless.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const forever = () => { for (;;); };
export const endless = ipc.mutant({ name: "a reply never ends", tier: "crafted", operation: "Reply",
  change: (right) => ({ ...right, cases: [{ ...right.cases[0], then: { forever } }, ...right.cases.slice(1)] }) });
`,
});

const allMutants = (workers: string) =>
  cordon(["mutants", "sync-ipc", "--json", "--workers", workers, "--with", `${folder}/more.ts`, ...ipc]);

const documentOf = (out: string): Document => JSON.parse(out) as Document;

test("kills, survivors and swaps that commute are told apart", async () => {
  const { code, out } = await allMutants("2");
  const [bench] = documentOf(out).benches;
  expect(code).toBe(4);
  expect(bench).toMatchObject({ passed: false, stopped: false, left: 0 });
  expect(complaint(schemaOf("mutants"), JSON.parse(out))).toBeNull();
  const named = new Map(bench!.mutants.map((mutant) => [mutant.name, mutant]));
  expect(named.get("Reply / drop step / the client gets its answer / the right is used up")).toMatchObject({
    became: "killed",
    length: 3,
  });
  expect(named.get("the last client is served first")).toMatchObject({ became: "killed" });
  expect(
    named.get(
      "Call / swap steps / no server is waiting / the client joins the end of the queue / the client is sending",
    ),
  ).toMatchObject({ became: "commutes" });
  const whole = bench!.mutants.filter(({ tier }) => tier !== "within");
  expect(whole.filter((mutant) => mutant.became === "survived")).toHaveLength(bench!.survivors);
  expect(bench!.counted).toBe(whole.filter((mutant) => mutant.became !== "commutes").length);
  // Of each text one was tried, which counts apart.
  const within = bench!.mutants.filter(({ tier }) => tier === "within");
  const became = (wanted: string): number => within.filter((mutant) => mutant.became === wanted).length;
  expect(new Set(within.map(({ text }) => text)).size).toBe(within.length);
  expect(bench!.within).toMatchObject({ ofEach: 1, chosen: within.length, tried: within.length, killed: became("killed"), equivalent: became("equivalent") });
  expect([bench!.within.derived > within.length, became("killed") > 5]).toEqual([true, true]);
  // What a survivor does otherwise is told of each.
  expect(named.get("Reply / drop check / the server is ready")).toMatchObject({
    became: "survived", unnoticed: { columns: ["client.state", "slot.caller"], answer: true, outcome: true },
  });
  expect(named.get("Call / answer not scheduled in place of ok / a server is waiting")).toMatchObject({
    became: "survived", unnoticed: { columns: [], answer: true, outcome: false },
  });
  // A claim that is always true is broken by no mutant, whatever it says.
  expect(bench!.unbroken).toContainEqual({
    claim: "servers rest",
    mutant: "Reply / drop step / the client gets its answer / the right is used up",
  });
});

nightly("the number of workers does not matter", async () => {
  expect((await allMutants("1")).out).toBe((await allMutants("2")).out);
});

test("survivors stand together when one claim could notice them", async () => {
  const { out } = await cordon(["mutants", "ipc-sound", ...ipc, "--traces", "100", "--only", "Call / answer", "--only", "Reply / drop check"]);
  expect(out).toContain(`survived: no claim minds that what "Call" answers differs
  Call / answer ok in place of not scheduled / the client is ready
  Call / answer not scheduled in place of ok / a server is waiting
  Call / answer not scheduled in place of ok / no server is waiting
survived: no claim minds that client.state, slot.caller, what "Reply" answers differ
  Reply / drop check / the slot is the server's
  Reply / drop check / the server is ready
`);
  expect(out).toMatch(/^WEAK .* 1 of 6 mutants killed .*\n {2}only mutants with "Call \/ answer" or "Reply \/ drop check" in their name\n/);
});

test("a suite that fails without any mutant is refused", async () => {
  const { code, err } = await cordon(["mutants", "ipc-broken", ...ipc]);
  expect(code).toBe(2);
  expect(err).toContain("fails without any mutant");
});

describe("within sentences", () => {
  const part = "freeSlot / ";
  const run = async (...more: readonly string[]) => {
    const { out } = await cordon(["mutants", "ipc-sound", "--json", "--traces", "20", ...ipc, ...more]);
    const [bench] = documentOf(out).benches;
    return { ...bench!.within, names: bench!.mutants.filter(({ tier }) => tier === "within").map(({ name }) => name) };
  };

  test("--within says how many of each text are tried, and --only tries what it names", async () => {
    const [one, all] = [await run("--within", "1", "--only", part), await run("--only", part)];
    expect(one.names.length).toBeGreaterThan(0);
    expect(all.names.length).toBeGreaterThan(one.names.length);
    expect(all.names).toEqual(expect.arrayContaining(one.names));
    expect([one.ofEach, all.ofEach, all.derived]).toEqual([1, "all", one.derived]);
  });

  test("the output says what was chosen, and where survivors stand", async () => {
    const { out } = await cordon(["mutants", "ipc-sound", "--traces", "60", ...ipc, "--only", part]);
    expect(out).toMatch(/\nwithin sentences, which the verdict does not count: \d+ of \d+ mutants killed \(/);
    expect(out).toMatch(/\n {2}\d+ of \d+ in \d+ texts were chosen; each in the first 50 traces of every suite that reach it\n/);
    expect((await cordon(["mutants", "ipc-sound", "--within", "some", ...ipc])).err).toContain("--within");
  });
});

test("what a boot alone calls is mutated in the suites where no sentence calls it", async () => {
  const boots = foreignFolder({ "boots.ts": `import { ipc, syncIpc, syncIpcSystem } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
const first = (list) => list[0];
const right = syncIpcSystem(2, 1, 1, 1);
const look = ipc.operation({ name: "Look", summary: "x", by: "client", sources: [], cases: [{ when: "it looks", then: {}, because: "x" }],
  checks: [{ unless: "there is one", holds: ({ client }) => first([client]) !== null, answer: "no" }] });
const given = { claim: "x", budget: { quick: { traces: 10, steps: 5 }, nightly: { traces: 10, steps: 5 } },
  system: { ...right, boot: (world, facts) => { right.boot(world, facts); first(world.client); } } };
export const calls = { ...given, name: "calls-first", specification: { ...syncIpc, operations: [...syncIpc.operations, look] } };
export const boots = { ...given, name: "boots-first", specification: syncIpc };
` });
  const { out, err } = await cordon(["mutants", "calls-first", "boots-first", "--json", "--with", `${boots}/boots.ts`, "--only", "the boot / first"]);
  expect(err).toBe("");
  expect(documentOf(out).benches[0]!.mutants.map(({ name, became }) => [name, became])).toEqual([["the boot / first / 0 became 1", "equivalent"]]);
});

describe("within claims", () => {
  const again = foreignFolder(Object.fromEntries(["", "guarded"].map((name) => [`again${name}.ts`,
    `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const again = ipc.invariant({ name: "rights again", claim: "x", why: "x", sources: [], each: "client",
  holds: (client, { slot }) => slot.every(({ caller }) => caller?.id !== client.id || client.state === "waiting")
    && (client.state !== "waiting" || slot.some(({ caller }) => caller?.id === client.id)),
  guards: ${name === "" ? "[]" : '["Reply / drop step / the client gets its answer / the right is used up"]'} });
`])));
  const claimsOf = async (...more: readonly string[]) => {
    const { out } = await cordon(["mutants", "ipc-sound", "--json", "--traces", "40", ...ipc, ...more]);
    expect(complaint(schemaOf("mutants"), JSON.parse(out))).toBeNull();
    return documentOf(out).benches[0]!.claims;
  };

  test("what neither the right text nor a mutant notices is told", async () => {
    const { unnoticed, ...claims } = await claimsOf("--within", "all");
    expect(unnoticed.map(({ name }) => name)).toContain("queues match thread states / holds / endpoint.every(…) left out");
    expect(claims).toMatchObject({ chosen: claims.derived, tried: claims.derived });
    expect(Math.min(claims.missed, claims.broken)).toBeGreaterThan(2);
    expect(claims.missed + claims.broken + claims.equivalent + unnoticed.length).toBe(claims.tried);
  });

  test("a guard notices that its claim is weaker, whatever else is tried", async () => {
    const only = ["--only", "rights again / holds / "];
    const [without, guarded] = [await claimsOf(...only, "--with", `${again}/again.ts`), await claimsOf(...only, "--with", `${again}/againguarded.ts`)];
    expect(without).toMatchObject({ missed: 0, chosen: guarded.chosen, broken: expect.any(Number) as number });
    expect(guarded.missed).toBeGreaterThan(0);
    expect(guarded.unnoticed.length).toBeLessThan(without.unnoticed.length);
  });
});

describe("--only", () => {
  const only = (...parts: readonly string[]) => cordon(["mutants", "ipc-sound", "--json", "--traces", "60", ...ipc, ...parts.flatMap((part) => ["--only", part])]);

  test("tries what it names, as it is tried among all", async () => {
    const [all] = documentOf((await only()).out).benches;
    const { code, out } = await only("DROP STEP / the client gets");
    const [some] = documentOf(out).benches;
    const wanted = all!.mutants.filter(({ name }) => name.includes("drop step / the client gets"));
    expect(some!.mutants).toEqual(wanted);
    expect([code, some!.passed, wanted.length, some!.left]).toEqual([0, true, 2, 0]);
    expect(complaint(schemaOf("mutants"), JSON.parse(out))).toBeNull();
  });

  test("proves nothing by swaps of which none counts", async () => {
    const { code, out } = await only("swap steps / no server is waiting");
    expect([code, documentOf(out).benches[0]!.counted]).toEqual([4, 0]);
  });

  test("of nothing is refused, with what is near", async () => {
    expect(await only("drop step", "drop stap")).toMatchObject({
      code: 2, out: "", err: 'cordon: --only drop stap: no mutant has this in its name — did you mean "drop step"?\n',
    });
    expect(await only("")).toMatchObject({ code: 2, err: 'cordon: --only "" says nothing: give a part of the names of mutants\n' });
    expect((await only("the client is raedy")).err).toContain('did you mean "the client is ready"?');
  });
});

test("a guard that does not break its claim is WEAK", async () => {
  const part = ["--only", "Reply / drop step / the client gets its answer / the right is used up"];
  const passed = async (...more: readonly string[]) => {
    const { code, out } = await cordon(["mutants", "ipc-sound", "--json", "--traces", "60", ...ipc, ...part, ...more]);
    return [code, documentOf(out).benches[0]!.passed];
  };
  expect(await passed()).toEqual([0, true]);
  expect(await passed("--with", `${folder}/more.ts`)).toEqual([4, false]);
});

describe("when it is stopped", () => {
  /** Stops the run as soon as its progress says so. */
  const stoppedAt = async (said: RegExp, ...more: readonly string[]) => {
    let stop = (): void => {};
    let isHeard = true;
    const ran = await cordon(["mutants", "ipc-sound", "--workers", "1", "--traces", "300", ...ipc, ...more], {}, undefined, {
      progress: true,
      err: (text) => { if (said.test(text)) stop(); },
      onStop: (listener) => {
        stop = listener;
        return () => { isHeard = false; };
      },
    });
    expect(isHeard).toBe(false);
    return ran;
  };

  test("what was tried is told, as it is told without a stop", async () => {
    const { code, out } = await stoppedAt(/[1-9] of \d+ mutants/, "--json");
    const [bench] = documentOf(out).benches;
    expect(code).toBe(3);
    expect(complaint(schemaOf("mutants"), JSON.parse(out))).toBeNull();
    const [whole] = documentOf((await cordon(["mutants", "ipc-sound", "--traces", "300", "--json", ...ipc])).out).benches;
    expect(bench).toMatchObject({ passed: false, stopped: true, unbroken: [] });
    expect(bench!.mutants.length).toBeGreaterThan(0);
    expect(bench!.left).toBeGreaterThan(0);
    expect(bench!.mutants).toEqual(whole!.mutants.slice(0, bench!.mutants.length));
    expect(bench!.mutants.length + bench!.left).toBe(whole!.mutants.length);
  });

  test("it says that this is not all", async () => {
    const { code, out } = await stoppedAt(/[1-9] of \d+ mutants/);
    expect(code).toBe(3);
    expect(out).toMatch(/^UNKNOWN {4}sync-ipc: .*\n {2}stopped: \d+ mutants not tried\n/);
  });

  test("nothing is told of mutants before the first", async () => {
    const { code, out } = await stoppedAt(/traces without a mutant/, "--json", "--traces", "3000");
    const [bench] = documentOf(out).benches;
    expect([code, bench!.mutants, bench!.killed, bench!.left, bench!.passed]).toEqual([3, [], 0, 72, false]);
  });

  test("a mutant that does not return is no matter", async () => {
    const began = performance.now();
    const { code, out } = await stoppedAt(/1 of 2 mutants/, "--only", "a reply never ends", "--only", "Call / drop case / a server", "--limit", "900",
      "--with", `${folder}/endless.ts`, "--json");
    expect([code, documentOf(out).benches[0]!.left]).toEqual([3, 1]);
    expect(performance.now() - began).toBeLessThan(120_000);
  });

  nightly.each(["SIGINT", "SIGTERM"] as const)("by %s, the process ends as UNKNOWN", async (signal) => {
    const words = ["mutants", "ipc-sound", "--json", "--traces", "100000", "--workers", "1", ...ipc];
    const child = spawn(process.execPath, [built("src/cli/main.ts"), ...words], { stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (data: Buffer) => { out += data.toString(); });
    // The first line of progress comes after ten seconds of a rehearsal that takes minutes.
    const err = await new Promise<string>((resolve) => { child.stderr.once("data", (data: Buffer) => resolve(data.toString())); });
    child.kill(signal);
    const code = await new Promise((resolve) => { child.on("close", resolve); });
    expect(err).toMatch(/^sync-ipc: \d+ of 100000 traces without a mutant\n$/);
    expect([code, documentOf(out).benches[0]!.left]).toEqual([3, 72]);
  });
});

test("a stop is heard once, and not after the run", () => {
  const before = process.listenerCount("SIGINT");
  let heard = 0;
  const unheard = processIo().onStop(() => { heard++; });
  expect([process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual([before + 1, before + 1]);
  process.listeners("SIGTERM").at(-1)!("SIGTERM");
  expect([heard, process.listenerCount("SIGINT"), process.listenerCount("SIGTERM")]).toEqual([1, before, before]);
  processIo().onStop(() => {})();
  unheard();
  expect(process.listenerCount("SIGINT")).toBe(before);
});

test("without a terminal progress is a line at most every ten seconds", () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  try {
    let err = "";
    const progress = progressAlways(guarded({ ...processIo(), progress: false, err: (text) => { err += text; } }));
    for (let second = 1; second <= 31; second++) {
      vi.advanceTimersByTime(1000);
      progress.show(`second\u001b ${second}`);
    }
    expect(err).toBe("second\\u{1b} 9\nsecond\\u{1b} 19\nsecond\\u{1b} 29\n");
    vi.advanceTimersByTime(10_000);
    expect(err).toMatch(/\nsecond\\u\{1b\} 31\n$/);
    progress.show("the end");
    progress.clear();
    vi.advanceTimersByTime(10_000);
    expect(err).not.toContain("the end");
  } finally {
    vi.useRealTimers();
  }
});

test("on a terminal the last that is said is shown, however soon after the line before", () => {
  vi.useFakeTimers({ toFake: ["performance", "setTimeout", "clearTimeout"] });
  try {
    let err = "";
    const progress = progressAlways(guarded({ ...processIo(), progress: true, err: (text) => { err += text; } }));
    vi.advanceTimersByTime(1000);
    for (const text of ["1 of 3", "2 of 3", "3 of 3"]) progress.show(text);
    expect(err).toBe("\r\u001b[2K1 of 3");
    vi.advanceTimersByTime(100);
    expect(err).toBe("\r\u001b[2K1 of 3\r\u001b[2K3 of 3");
    progress.clear();
    expect(err.endsWith("\r\u001b[2K")).toBe(true);
  } finally {
    vi.useRealTimers();
  }
});
