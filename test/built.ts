/**
 * The modules of the project as JavaScript in `.built`, made before the tests run. Whatever starts a process or a thread starts it
 * from there: the sources would need their compiler in each of them, which takes longer than most of what is tested.
 *
 * A file is made anew when its text is another than the one it was made from; what has no source any more is removed.
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import type { TestProject } from "vitest/node";

const target = ".built";

/** What threads of tests need besides the package. */
const ofTests = ["test/engine/states-at-work.ts", "test/engine/states-graph.ts"];

/** The absolute path of what was made of a module, given from the root of the project: `src/cli/main.ts`. */
export const built = (path: string): string => resolve(target, path.replace(/\.ts$/, ".js"));

/** Called by vitest before all tests, and again before they are repeated. */
export async function setup(project: TestProject): Promise<void> {
  await build();
  project.onTestsRerun(build);
}

async function build(): Promise<void> {
  const { default: ts } = await import("typescript");
  const { config } = ts.readConfigFile("tsconfig.build.json", (path) => readFileSync(path, "utf8"));
  const { options, fileNames } = ts.parseJsonConfigFileContent(config, ts.sys, ".");
  const known = read(`${target}/made.json`);
  const made = new Map<string, string>();
  for (const path of [...fileNames.map((one) => relative(".", one)), ...ofTests, ...["properties", "model", "examples"].flatMap(jsonIn)]) {
    const text = readFileSync(path, "utf8");
    const digest = createHash("sha1").update(ts.version + JSON.stringify(options)).update(text).digest("hex");
    made.set(path, digest);
    if (known.get(path) === digest && existsSync(built(path))) continue;
    mkdirSync(dirname(built(path)), { recursive: true });
    writeFileSync(built(path), path.endsWith(".json") ? text
      : ts.transpileModule(text, { fileName: path, compilerOptions: { ...options, module: ts.ModuleKind.ESNext, declaration: false, sourceMap: false } }).outputText);
  }
  for (const path of known.keys()) if (!made.has(path)) rmSync(built(path), { force: true });
  writeFileSync(`${target}/made.json`, JSON.stringify([...made]));
}

const read = (path: string): Map<string, string> =>
  new Map(existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) as [string, string][] : []);

const jsonIn = (folder: string): string[] =>
  (readdirSync(folder, { recursive: true }) as string[]).filter((name) => name.endsWith(".json")).map((name) => join(folder, name));
