/** What the package carries: every link of its pages leads somewhere in it, and every export is built from a source that is there. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, test } from "vitest";

interface Listed { readonly files: readonly { readonly path: string }[] }

const { stdout } = spawnSync("npm", ["pack", "--dry-run", "--json", "--ignore-scripts"], { encoding: "utf8" });
const packed = (Object.values(JSON.parse(stdout) as Record<string, Listed>)[0] as Listed).files.map(({ path }) => path);
const { scripts, exports, private: isPrivate } = JSON.parse(readFileSync("package.json", "utf8")) as {
  scripts: Record<string, string>; exports: Record<string, string | Record<string, string>>; private: boolean };

test("every link of a page leads somewhere in the package", () => {
  const dead = packed.filter((path) => path.endsWith(".md")).flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, to]) => to!).filter((to) => !/^https?:/.test(to))
      .filter((to) => {
        const target = join(dirname(path), to).replace(/\/$/, "");
        return !packed.some((one) => one === target || one.startsWith(`${target}/`));
      }).map((to) => `${path}: ${to}`));
  expect(packed.length).toBeGreaterThan(500);
  expect(dead).toEqual([]);
});

test("carries the starter, with the files that npm would take for its own under other names", () => {
  expect(packed.filter((path) => path.startsWith("examples/starter/_")).sort()).toEqual([
    "examples/starter/_cordon.json", "examples/starter/_github/workflows/check.yml", "examples/starter/_gitignore",
    "examples/starter/_package.json", "examples/starter/_tsconfig.json"]);
});

test("exports types before code, both built from a source that is there", () => {
  for (const [name, target] of Object.entries(exports)) {
    if (typeof target === "string") continue;
    expect([name, Object.keys(target)]).toEqual([name, ["types", "default"]]);
    const source = (path: string, end: string) => path.replace(/^\.\/dist\//, "").replace(end, ".ts");
    expect([name, source(target["types"]!, ".d.ts")]).toEqual([name, source(target["default"]!, ".js")]);
    expect(existsSync(source(target["default"]!, ".js")), name).toBe(true);
  }
});

test("builds nothing where it is installed, and is not published by accident", () => {
  expect(["preinstall", "install", "postinstall", "prepare"].filter((name) => name in scripts)).toEqual([]);
  expect([scripts["postprepare"], scripts["prepack"], isPrivate]).toEqual(["npm run build", "npm run build", true]);
});
