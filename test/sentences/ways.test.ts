/** The closures are read alike whatever loads them: this test itself, plain JavaScript, a thread, tsx, bundles, and what flags forbid. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";
import { afterAll, describe, expect, test } from "vitest";
import { changed, differences } from "./shapes/held.ts";

const program = "test/sentences/shapes/told.ts";
const folders: string[] = [];
afterAll(() => { for (const folder of folders) rmSync(folder, { recursive: true, force: true }); });

/** A folder with the packages of this one, and what a program of it prints under these flags. */
function folderOf(type: "module" | "commonjs"): Folder {
  const folder = mkdtempSync(join(tmpdir(), "cordon-sentences-"));
  folders.push(folder);
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
  return { folder, prints: (words, environment = {}) => JSON.parse(execFileSync(process.execPath, words,
    { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"], env: { ...process.env, ...environment } })) as unknown };
}

interface Folder {
  readonly folder: string;
  readonly prints: (words: readonly string[], environment?: Readonly<Record<string, string>>) => unknown;
}

const needed = ["src/language", "src/sentences", "test/sentences", "test/sentences/shapes"];

/** The program as plain JavaScript. */
function plain(): Folder {
  const made = folderOf("module");
  for (const path of needed) {
    mkdirSync(join(made.folder, path), { recursive: true });
    for (const name of readdirSync(path).filter((one) => one.endsWith(".ts") && !one.endsWith(".test.ts"))) {
      const { outputText } = ts.transpileModule(readFileSync(join(path, name), "utf8"), { compilerOptions: {
        module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022, rewriteRelativeImportExtensions: true, verbatimModuleSyntax: true } });
      writeFileSync(join(made.folder, path, name.replace(/\.ts$/, ".js")), outputText);
    }
  }
  return made;
}

/** The program as TypeScript, for a loader that compiles it. */
function source(type: "module" | "commonjs"): Folder {
  const made = folderOf(type);
  for (const path of needed) cpSync(path, join(made.folder, path), { recursive: true });
  return made;
}

describe("closures are read as they say", () => {
  test("in this process, and do not change", () => {
    expect(differences({ writes: true })).toEqual([]);
    expect(changed()).toEqual([]);
  });

  describe("as plain JavaScript", () => {
    const { folder, prints } = plain();
    const js = program.replace(/ts$/, "js");
    test("in a thread", () => { expect(prints([js, "thread"])).toEqual([]); });
    test("where text may not become code", () => {
      expect(prints(["--disallow-code-generation-from-strings", js, "unwritten"])).toEqual([]);
    });
    test("where intrinsics are frozen, beside a debugger, and while coverage is taken", () => {
      expect(prints(["--frozen-intrinsics", "--inspect=0", js], { NODE_V8_COVERAGE: join(folder, "coverage") })).toEqual([]);
    });
    test("or not at all, and the reason is told, where the inspector is refused", () => {
      const flag = process.allowedNodeEnvironmentFlags.has("--permission") ? "--permission" : "--experimental-permission";
      const told = prints([flag, "--allow-fs-read=*", js, "unwritten"]) as string[];
      expect(told).toContainEqual(expect.stringMatching(/^a constant: what it captures cannot be seen: Access to this API has been restricted/));
      expect(told.filter((line) => line.startsWith("nothing:"))).toEqual([]);
    });
  });

  for (const type of ["module", "commonjs"] as const) test(`compiled by tsx as ${type}`, () => {
    expect(source(type).prints(["--import", import.meta.resolve("tsx"), program])).toEqual([]);
  });

  for (const [format, ...flags] of [["esm"], ["cjs"], ["esm", "--keep-names"]] as const) test(`bundled: ${[format, ...flags].join(" ")}`, () => {
    const { folder, prints } = folderOf("module");
    const bundler = join(dirname(createRequire(import.meta.resolve("tsx")).resolve("esbuild/package.json")), "bin/esbuild");
    const bundle = `bundle.${format === "esm" ? "mjs" : "cjs"}`;
    execFileSync(bundler, [program, "--bundle", "--minify", "--platform=node", `--format=${format}`, ...flags,
      `--outfile=${join(folder, bundle)}`, "--log-level=error"]);
    expect(prints([bundle, "bundled"])).toEqual([]);
  });
});
