/** Claims about progress on the command line: what `check` and `explore` say of them, records of runs that never end, and of waits. */
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { ExplorationReport, Report } from "../../src/language/index.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder({
  "loop.ts": `import { ipc } from "${process.cwd()}/examples/sync-ipc/sync-ipc.ts";
export const loops = ipc.invariant({ name: "never answers", claim: "It loops.", why: "x", sources: [],
  from: ({ client }) => { while (client[0].state === "sending"); return true; }, to: () => false, within: 50 });
`,
});
const starving = ["--with", "examples/with/nobody-starves.ts"];
const waiting = ["--with", "examples/with/waits-not-long.ts"];

/** Runs a command and gives its document, which is as its schema says. */
async function told<D>(schema: "check" | "explore", ...words: readonly string[]): Promise<D> {
  const document = JSON.parse((await cordon([...words, "--json", "--out", `${folder}/out`])).out) as D;
  expect(complaint(schemaOf(schema), document)).toBeNull();
  return document;
}

describe("a run that never ends", () => {
  test("is told as steps and the steps that it repeats, and replayed", async () => {
    const found = await told<ExplorationReport>("explore", "explore", "a-mutex", ...starving, "--system", "two", "--workers", "1");
    expect(found).toMatchObject({ verdict: "FAIL", claims: [
      { name: "the owner alone is inside", verdict: "PASS" }, { name: "nobody starves", verdict: "FAIL", decidedBy: "explore" },
      { name: "the lock can be free again", verdict: "PASS", decidedBy: "explore" }, { name: "something can always happen", verdict: "PASS" }] });
    expect(found.counterexample).toMatchObject({ claim: "nobody starves", trace: ["thread 0: Want the lock: it waits"] });
    expect(found.counterexample!.loop).toHaveLength(3);
    const again = await cordon(["replay", found.counterexample!.record, ...starving]);
    expect(again.code).toBe(1);
    expect(again.out).toContain('then for ever:\n2. thread 1: Want the lock: it waits');
    expect(again.out).toContain('"nobody starves" is broken by a run that never ends.');
    const record = JSON.parse(readFileSync(found.counterexample!.record, "utf8"));
    expect(complaint(schemaOf("record"), record)).toBeNull();
    // A loop that does not come back to where it began is no run.
    const open = `${folder}/open.json`;
    writeFileSync(open, JSON.stringify({ ...record, loop: record.loop.slice(0, -1) }));
    expect((await cordon(["replay", open, ...starving])).code).not.toBe(1);
  });

  test("is nothing that random traces speak of", async () => {
    const { results: [result] } = await told<Report>("check", "check", "a-mutex", ...starving);
    expect(result).toMatchObject({ verdict: "PASS" });
    expect(result!.claims.slice(1).map(({ verdict, decidedBy }) => [verdict, decidedBy])).toEqual(Array.from({ length: 3 }, () => ["SKIPPED", "explore"]));
    expect(result!.remarks.at(-1)).toBe('Only cordon explore decides "nobody starves", "the lock can be free again", "something can always happen", '
      + "as on --system two, --system three.");
  });
});

describe("a wait", () => {
  const name = "the highest waits not long";
  const waited = { longest: 3, within: 3 };

  test("is measured by check and by explore, by any number of workers", async () => {
    const { results: [result] } = await told<Report>("check", "check", "a-processor", ...waiting, "--seed", "1");
    expect(result).toMatchObject({ verdict: "PASS", claims: [{ name, verdict: "PASS", waited }] });
    expect((await cordon(["check", "a-processor", ...waiting])).out).toContain(`\n  "${name}": the longest wait was 3 of 3 counted steps\n`);
    const searches = await Promise.all([["--workers", "1"], ["--workers", "2", "--plain"], ["--workers", "1", "--symmetry", "on"]].map(async (words) =>
      told<ExplorationReport>("explore", "explore", "a-processor", ...waiting, ...words)));
    for (const found of searches)
      expect(found).toMatchObject({ verdict: "PASS", states: 74, transitions: 180, depth: 7, byCode: false, claims: [{ name, verdict: "PASS", waited }] });
  });

  test("that is too long is shrunk to the shortest, and replayed with what was counted", async () => {
    for (const words of [["check", "a-processor"], ["explore", "a-processor", "--workers", "2", "--plain"]]) {
      const ran = await cordon([...words, ...waiting, "--system", "plain", "--out", `${folder}/plain-${words[0]}`]);
      expect(ran.code).toBe(1);
      expect(ran.out).toContain(`"${name}" is broken after 8 steps:`);
      expect(ran.out).toContain(`"${name}" is broken after step 8, and by no shorter trace: what must come within 3 counted steps has not`);
      const records = `${folder}/plain-${words[0]}/records`;
      const again = await cordon(["replay", `${records}/${readdirSync(records)[0]!}`, ...waiting]);
      expect(again.code).toBe(1);
      expect(again.out).toContain(`waits ("${name}"): 2 counted -> 3 counted`);
    }
  });

  test("kills the mutant that guards it", async () => {
    const { code, out } = await cordon(["mutants", "a-processor", ...waiting, "--workers", "1", "--json"]);
    expect(code).toBe(4);
    const { benches: [bench] } = JSON.parse(out) as { benches: { mutants: { name: string; became: string; claim?: string }[] }[] };
    expect(bench!.mutants.find((mutant) => mutant.name === "Unlock / drop step / somebody waits / the new owner is ready"))
      .toMatchObject({ became: "killed", claim: name });
  });

  test("of which a sentence never returns names the claim", async () => {
    const given = ["ipc-sound", ...ipc, "--with", `${folder}/loop.ts`, "--limit", "1", "--workers", "1", "--json"];
    const found = JSON.parse((await cordon(["explore", ...given])).out) as ExplorationReport;
    expect(found.verdict).toBe("UNKNOWN");
    expect(found.remarks[0]).toMatch(/^The invariant "never answers" did not return within 1 s of processor time/);
  });

  test("goes by the sentences, which list --unread says", async () => {
    const { out } = await cordon(["list", "--unread", "a-processor", ...waiting]);
    expect(out).toContain("waits are counted by the sentences themselves, so that nothing of the specification runs as code");
  });
});
