/**
 * A kernel of three operations with a reader and a suite: as a guest of a user, and as one of ours, where adding it touches its own
 * folders, its manifest and its line in the one list. No other file names a kernel or a format.
 */
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { execFileSync } from "node:child_process";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { kernelLaws } from "../../src/vitest.ts";
import { formats, loadKernels } from "../../src/kernels/index.ts";
import { cordon, foreignFolder } from "../cli/cordon.ts";
import { filesIn, sources } from "../sources.ts";
import guestKernel from "./moon/guest.ts";

kernelLaws(guestKernel);

const moon = "test/kernels/moon";
const kitchen = `${moon}/examples/moon/kitchen.moon`;
const elsewhere = foreignFolder({ "package.json": '{ "type": "module" }' });
cpSync(moon, elsewhere, { recursive: true });
const guest = ["--with", join(elsewhere, "guest.ts")];
const folder = foreignFolder({ "broken.moon": "moon\nthread a\na asks b for light\nthread\n", "lost.moon": "moon\nthread a\na asks b for light\n" });
const out = ["--out", join(folder, "out"), "--seed", "1"];

describe("a user's kernel has the rights of ours", () => {
  test("its suites and described systems are checked, with its findings", async () => {
    const ran = await cordon(["check", "moon", kitchen, folder, "--json", ...guest, ...out]);
    const { results } = JSON.parse(ran.out) as { results: { what: string; verdict: string; traces: number; system?: object; findings: { code: string; line: number }[] }[] };
    expect(results.map(({ what, verdict, findings }) => [what, verdict, findings.map(({ code, line }) => [code, line])])).toEqual([
      ["moon-threads", "PASS", []], [kitchen, "PASS", []],
      [join(folder, "broken.moon"), "SKIPPED", [["MO002", 4]]], [join(folder, "lost.moon"), "FAIL", [["MO001", 3]]],
    ]);
    expect(results[1]).toMatchObject({ traces: 500, system: { format: "moon list", counts: { threads: 3 } } });
  });
  test("its systems are run by name, its mutants and survivors count, its codes have pages", async () => {
    expect(await cordon(["explore", "moon-threads", "--system", "five", "--quiet", ...guest, ...out.slice(0, 2)])).toMatchObject({ code: 0, err: "" });
    const { benches: [bench] } = JSON.parse((await cordon(["mutants", "moon", "--json", "--only", "anybody", "--only", "Forget / drop step", "--within", "0", "--seed", "1", "--workers", "1", ...guest])).out) as
      { benches: { specification: string; mutants: { name: string; became: string }[] }[] };
    const became = (name: string) => bench!.mutants.find((one) => one.name === name)?.became;
    expect([became("anybody wakes anybody"), became("Forget / drop step / the thread forgets / nothing is counted")]).toEqual(["killed", "explained"]);
    // In the process of the test, files that import each other do not find the package.
    expect(inProcess(".", ["explain", "MO001", ...guest])).toContain("Nobody would answer.");
  });
  test("its descriptions are shown and timed", async () => {
    expect((await cordon(["show", kitchen, ...guest])).out).toContain("light  ->  lamp");
    expect(JSON.parse((await cordon(["show", kitchen, "--json", ...guest])).out)).toEqual(["lamp", "cook", "cat"]);
    const { code, out: timed } = await cordon(["time", kitchen, "--profile", "nova-i7-920", "--search", "0", ...guest]);
    expect([code, timed.includes("cat: food"), timed.includes("as the moon manual says")]).toEqual([0, true, true]);
  });
  test("what its format does not answer is refused", async () => {
    const { code, err } = await cordon(["check", kitchen, "--isolate", "cat,lamp", "--traces", "0", ...guest, ...out]);
    expect([code, err]).toEqual([2, `cordon: --isolate is answered by no finding of this format (moon list): check ${kitchen} without it\n`]);
  });
  test("without it nothing is known of its files", async () => {
    const { code, out: said } = await cordon(["check", kitchen, ...out]);
    expect([code, said.includes("GE004")]).toEqual([2, true]);
  });
});

test("as one of ours it touches its own folders, its manifest and its line", () => {
  const copy = mkdtempSync(join(tmpdir(), "cordon-tree-"));
  try {
    const tree = ["src", "spec", "model", "properties", "examples"];
    for (const one of [...tree, "package.json", "tsconfig.json"]) cpSync(one, join(copy, one), { recursive: true });
    symlinkSync(join(process.cwd(), "node_modules"), join(copy, "node_modules"));
    for (const path of filesIn(moon)) {
      const own = relative(moon, path);
      if (own === "guest.ts" || own === "README.md") continue;
      cpSync(path, join(copy, own), { recursive: true });
      const up = relative(dirname(own), ".") || ".";
      writeFileSync(join(copy, own), readFileSync(path, "utf8").replaceAll('"cordon"', `"${up}/src/index.ts"`));
    }
    const list = join(copy, "src/kernels/index.ts");
    const before = readFileSync(list, "utf8");
    writeFileSync(list, before.replace("import type { Kernel }", 'import { moonText } from "./formats/moon.ts";\nimport type { Kernel }')
      .replace("const guests: readonly Guest[] = [\n", '$&  { load: async () => (await import("./moon.ts")).moon, formats: [moonText] },\n'));
    const changed = tree.flatMap((one) => filesIn(join(copy, one)).map((path) => relative(copy, path)))
      .filter((path) => !sameText(path, join(copy, path)) && !path.split("/").some((part) => part === "moon" || part === "moon.ts"));
    expect(changed).toEqual(["src/kernels/index.ts"]);
    expect(inProcess(copy, ["check", "moon", "examples/moon", "--quiet", ...out]).split("\n").slice(0, 2)).toEqual(["PASS    moon-threads", "PASS    examples/moon/kitchen.moon"]);
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
});

/** What the command prints in a process of its own, by the sources in a folder. */
const inProcess = (cwd: string, words: readonly string[]): string =>
  execFileSync(process.execPath, ["--import", "tsx", "src/cli/main.ts", ...words], { cwd, encoding: "utf8" });

function sameText(path: string, copied: string): boolean {
  try {
    return readFileSync(path, "utf8") === readFileSync(copied, "utf8");
  } catch {
    return false;
  }
}

test("nothing but a kernel's own folders, its manifest and its matter names a kernel or a format", async () => {
  const names = [...(await loadKernels()).map(({ name }) => name), ...formats.map(({ name }) => name)];
  const kernels = readdirSync("spec", { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(kernels));
  const named = new RegExp(`\\b(?:${[...new Set([...names, ...kernels])].map((name) => name.replace("caps", "bench:caps")).join("|")})(?:[A-Z]\\w*)?\\b`, "i");
  // Which file of another system a text is, is known where such files are told apart.
  const isOwn = (path: string): boolean => /^(?:test|bench|examples|docs|src\/kernels|model\/platforms|model\/published|src\/adapters\/formats)\//.test(path)
    || path.split("/").some((part) => kernels.includes(part.replace(/\.ts$/, "")));
  const naming = sources.filter(({ path }) => !isOwn(path)).flatMap(({ path, lines }) =>
    lines.flatMap((line, i) => named.test(line) ? [`${path}:${i + 1}: ${line.trim()}`] : []));
  expect(naming).toEqual([]);
});
