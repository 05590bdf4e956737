/** Systems by name, and the suites that are there to be measured: found by name, and never run unasked. */
import { writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { loadKernels } from "../../src/kernels/index.ts";
import { seededBugs } from "../../examples/seeded-bugs.ts";
import { readRecord } from "../../src/store/index.ts";
import { cordon, foreignFolder } from "./cordon.ts";

const folder = foreignFolder();
const out = ["--out", `${folder}/out`];

interface Listed {
  readonly suites: readonly { readonly name: string; readonly systems: readonly { readonly called: string; readonly system: string }[] }[];
  readonly systems: readonly { readonly name: string }[];
  readonly specifications: readonly { readonly name: string }[];
}

const measured = (await loadKernels()).filter(({ apart }) => apart).flatMap(({ suites = [] }) => suites);

describe("a system by name", () => {
  test("stands in the record, so that replay finds it", async () => {
    const ran = await cordon(["check", "bench:delete-orphans", "--system", "L", "--json", ...out]);
    expect(ran.code).toBe(1);
    const { results: [result] } = JSON.parse(ran.out) as { results: { what: string; counterexample: { record: string } }[] };
    expect(result!.what).toBe("bench:delete-orphans on L");
    const record = readRecord(result!.counterexample.record);
    expect(record.on).toEqual({ kind: "suite", name: "bench:delete-orphans", system: "L" });
    const replayed = await cordon(["replay", result!.counterexample.record]);
    expect(replayed.code).toBe(1);
    expect(replayed.out).toContain("on the suite bench:delete-orphans, system L\n");
    expect((await cordon(["explain", result!.counterexample.record])).out).toContain("system L, specification caps");
    writeFileSync(`${folder}/gone.json`, JSON.stringify({ ...record, on: { ...record.on, system: "LL" } }));
    const gone = await cordon(["replay", `${folder}/gone.json`]);
    expect(gone.code).toBe(2);
    expect(gone.err).toContain('no system of bench:delete-orphans is called "LL" — did you mean "L"? (it has L)');
  });
  test("is listed with its suite", async () => {
    const listed = JSON.parse((await cordon(["list", "--json"])).out) as Listed;
    const caps = listed.suites.find(({ name }) => name === "bench:caps")!;
    expect(caps.systems.map(({ called }) => called)).toEqual(["XS", "S", "M", "M+", "L"]);
    expect(listed.systems.map(({ name }) => name)).toEqual(expect.arrayContaining(caps.systems.map(({ system }) => system)));
    expect(listed.suites.find(({ name }) => name === "genode-life")!.systems).toEqual([]);
    expect((await cordon(["list"])).out).toMatch(/^ {2}bench:caps .*\n {10,}--system XS, S, M, M\+, L$/m);
  });
});

describe("a suite that is there to be measured", () => {
  test("is not part of a bare check, and found by its name only", async () => {
    const { out: text } = await cordon(["check", "--traces", "0", "--quiet", ...out]);
    expect(text).toContain("genode-life");
    expect(text).not.toContain("bench:");
    const { code, err } = await cordon(["check", "sync-ipc"]);
    expect(code).toBe(2);
    expect(err).toContain("suites of sync-ipc run by their own names: bench:sync-ipc, bench:double-reply");
  });
  test("has a page", async () => {
    for (const { name, claim } of measured) expect((await cordon(["explain", name])).out).toContain(claim.slice(0, 60));
  });
  test("does not hide the specification that it changes", async () => {
    const { specifications } = JSON.parse((await cordon(["list", "--json"])).out) as Listed;
    expect(specifications.map(({ name }) => name)).toEqual(["genode", "sync-ipc", "caps"]);
    const { out: page } = await cordon(["explain", "caps / revocation is complete"]);
    expect(page).toContain("After a revocation nothing descends from the capability.");
  });
  test("exists for each seeded bug", () => {
    expect(measured).toHaveLength(2 + seededBugs.length);
    expect(new Set(measured.map(({ name }) => name)).size).toBe(measured.length);
  });
  test("reaches everything in each of its sizes, or says why not", async () => {
    for (const { name, systems = {} } of measured.filter((one) => ["bench:sync-ipc", "bench:caps"].includes(one.name))) for (const size of Object.keys(systems)) {
      const { code, out: text } = await cordon(["check", name, "--system", size, "--quiet", ...out]);
      expect({ code, text }).toEqual({ code: 0, text: `PASS    ${name} on ${size}\n` });
    }
  });
});
