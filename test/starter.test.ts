/**
 * A kernel of one's own from the packed package: `cordon init` in an empty folder, the package installed as npm unpacks it, then everything
 * that its README names. The packages beside it are those of this checkout, so that no registry is asked.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, renameSync, rmSync, statSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = mkdtempSync(join(tmpdir(), "cordon-starter-"));
const home = join(root, "my-kernel");
afterAll(() => { rmSync(root, { recursive: true, force: true }); });

function ran(folder: string, command: string, ...words: readonly string[]): { readonly code: number; readonly said: string } {
  const { status, stdout, stderr, error } = spawnSync(command, words, { cwd: folder, encoding: "utf8", env: { ...process.env, CORDON_NIGHTLY: "" } });
  if (error !== undefined) throw error;
  return { code: status ?? -1, said: `${stdout}${stderr}` };
}

/** The command of the installed package. */
const cordon = (folder: string, ...words: readonly string[]) =>
  ran(folder, process.execPath, join(root, "node_modules", "cordon", "dist/src/cli/main.js"), ...words);

/** The latest change below some folders, in milliseconds. */
const latestIn = (folders: readonly string[]): number => Math.max(...folders.flatMap((folder) =>
  (readdirSync(folder, { recursive: true }) as string[]).map((name) => statSync(join(folder, name)).mtimeMs)));

let tarball = "";

beforeAll(() => {
  // `npm ci` has built it; whoever changes a source builds it here.
  const main = "dist/src/cli/main.js";
  if (!existsSync(main) || statSync(main).mtimeMs < latestIn(["src", "spec", "model", "properties"])) expect(ran(".", "npm", "run", "build").code).toBe(0);
  const packed = ran(".", "npm", "pack", "--ignore-scripts", "--pack-destination", root);
  expect(packed.code, packed.said).toBe(0);
  tarball = join(root, readdirSync(root).find((name) => name.endsWith(".tgz"))!);
  const unpacked = ran(root, "tar", "xzf", tarball);
  expect(unpacked.code, unpacked.said).toBe(0);
  const begun = ran(root, process.execPath, join(root, "package", main), "init", "my-kernel");
  // The package that was just unpacked has its dependencies nowhere yet.
  expect(begun.said).toContain("Cannot find package");
  mkdirSync(join(root, "node_modules"));
  for (const name of readdirSync("node_modules")) symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  renameSync(join(root, "package"), join(root, "node_modules", "cordon"));
}, 300_000);

test("everything that its README names works", () => {
  const begun = cordon(root, "init", "my-kernel");
  expect(begun.code, begun.said).toBe(0);
  expect(readFileSync(join(home, ".npmrc"), "utf8")).toBe("install-links=true\n");
  expect(resolve(home, "..")).toBe(root);

  const tested = ran(home, "npm", "test");
  expect(tested.code, tested.said).toBe(0);
  expect(tested.said).toMatch(/Tests .*13 passed/);
  const named = [
    [["check", "my-kernel"], 0, "PASS"], [["explore", "my-kernel"], 4, "exhaustive"], [["mutants", "my-kernel", "--within", "0", "--only", "drop"], 4, "killed"],
    [["explain", "Send"], 0, "an operation of my-kernel"], [["check", "my-kernel-broken", "--with", "broken.ts"], 1, "Replay: "],
  ] as const;
  for (const [words, code, word] of named) {
    const { code: got, said } = cordon(home, ...words);
    expect([words, got, said.includes(word) ? word : said]).toEqual([words, code, word]);
  }
  const record = readdirSync(join(home, ".cordon", "records"))[0]!;
  const timed = cordon(home, "time", join(".cordon", "records", record), "--with", "broken.ts", "--profile", "my-board");
  expect([timed.code, timed.said]).toEqual([0, expect.stringContaining("250 cycles")]);
}, 300_000);

test("the packed package is one that Node, bundlers and TypeScript read as it is meant, say publint and attw", () => {
  const linted = ran(".", "npx", "publint", "--strict", tarball);
  expect(linted.code, linted.said).toBe(0);
  expect(linted.said).toContain("All good!");
  const typed = ran(".", "npx", "attw", tarball, "--profile", "esm-only", "--no-emoji");
  expect(typed.code, typed.said).toBe(0);
  for (const name of ["cordon", "cordon/engine", "cordon/vitest", "cordon/timing"]) expect(typed.said).toContain(`"${name}"`);
}, 300_000);
