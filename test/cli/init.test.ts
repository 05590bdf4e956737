/** `cordon init`: what it writes and refuses; and the starter as it stands runs. */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Report } from "../../src/language/index.ts";
import { cordon, foreignFolder } from "./cordon.ts";

const init = (name: string, folder: string) => cordon(["init", name], {}, undefined, { folder });

test("writes the starter under the name, with nothing of its own name left", async () => {
  const folder = foreignFolder();
  const { code, out } = await init("tiny-os", folder);
  expect([code, out.split("\n")[1]]).toEqual([0, "  cd tiny-os"]);
  const files = readdirSync(join(folder, "tiny-os"), { recursive: true, encoding: "utf8" }).sort();
  expect(files).toEqual([".github", ".github/workflows", ".github/workflows/check.yml", ".gitignore", ".npmrc", "README.md", "broken.ts", "cordon.config.ts",
    "cordon.json", "costs.ts", "kernel.test.ts", "kernel.ts", "package.json", "tsconfig.json"]);
  for (const file of files.filter((one) => /\./.test(one.slice(1)))) {
    const text = readFileSync(join(folder, "tiny-os", file), "utf8");
    expect(text, file).not.toContain("my-kernel");
  }
  const { name, devDependencies } = JSON.parse(readFileSync(join(folder, "tiny-os/package.json"), "utf8")) as Record<string, Record<string, string>>;
  expect([name, Object.keys(devDependencies!)]).toEqual(["tiny-os", ["cordon", "fast-check", "xstate", "typescript", "vitest"]]);
  expect(existsSync(join(folder, "tiny-os", devDependencies!["cordon"]!.slice("file:".length), "src/cli/init.ts"))).toBe(true);
});

describe("refuses", () => {
  test.each(["My-Kernel", "x", "../x", "a b", "genode", "cordon", "sync-ipc", ""])("the name %j", async (name) => {
    const { code, out, err } = await init(name, foreignFolder());
    expect([code, out, err.split("\n").length]).toEqual([2, "", 2]);
    expect(err).toMatch(/cannot be the name of a kernel: give 2 to 64 |comes with Cordon: choose another one/);
  });
  test("a folder that is not empty, and a file; an empty folder is taken", async () => {
    const folder = foreignFolder({ "a-file": "" });
    for (const name of ["full", "empty"]) mkdirSync(join(folder, name));
    writeFileSync(join(folder, "full", "notes"), "mine");
    expect((await init("full", folder)).err).toContain("full is a folder that is not empty: empty it, or choose another name");
    expect((await init("a-file", folder)).err).toContain("a-file is a file");
    expect(readdirSync(join(folder, "full"))).toEqual(["notes"]);
    expect((await init("empty", folder)).code).toBe(0);
  });
});

describe("the starter", () => {
  const own = ["--with", "examples/starter/kernel.ts", "--with", "examples/starter/costs.ts"];
  test("passes, and its guards kill", async () => {
    const { code, out } = await cordon(["check", "my-kernel", "--traces", "100", ...own]);
    expect([code, out.split("  ")[0]]).toEqual([0, "PASS"]);
    const bench = await cordon(["mutants", "my-kernel", "--traces", "20", "--within", "0", "--json",
      "--only", "the receiver runs again", "--only", "drop check / the receiver is on", ...own]);
    const { benches } = JSON.parse(bench.out) as { readonly benches: readonly { readonly killed: number; readonly survivors: number }[] };
    expect([bench.code, benches.map(({ killed, survivors }) => [killed, survivors])]).toEqual([0, [[2, 0]]]);
  });
  test("shows a broken claim, and what its trace takes on a profile of the user's own", async () => {
    const out = foreignFolder();
    const broken = ["--with", "examples/starter/broken.ts"];
    const ran = await cordon(["check", "my-kernel-broken", "--json", "--out", out, ...broken]);
    const { record } = (JSON.parse(ran.out) as Report).results[0]!.counterexample!;
    // As its cordon.json has it, the kernel with its own "Send" is read, too.
    const beside = await cordon(["check", "my-kernel-broken", "--json", "--out", out, ...own, ...broken]);
    expect([beside.code, (JSON.parse(beside.out) as Report).results[0]!.counterexample!.claim]).toEqual([1, "the sides do not learn of each other"]);
    const timed = await cordon(["time", record, "--profile", "my-board", ...own, ...broken]);
    expect(timed.code).toBe(0);
    expect(timed.out).toContain("takes 250 cycles typically, from figures of grade P or better");
    expect(timed.out).toContain("A measurement of our own, not made yet (P)");
    expect((await cordon(["time", record, "--profile", "my-bord", ...own])).err).toContain('did you mean "my-board"?');
    expect((await cordon(["time", record, "--profile", "nova-i7-920"])).err).toContain("give the file with its kernel by --with");
  });
});
