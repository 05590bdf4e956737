/**
 * The hand-written pages do what they say. Each command in a `console` fence is run, and its output compared, but for
 * seconds; a line `...` stands for any lines. Fences marked `console slow` are left alone. Code in a `ts` fence names
 * its file, which is checked and run elsewhere. `npx vitest run test/docs.test.ts -u` writes what came out instead.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { cordon } from "./cli/cordon.ts";
import { filesIn } from "./sources.ts";

const pages = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", ...filesIn("docs").filter((path) => path.endsWith(".md"))];
const readmes = ["src", "spec", "model", "properties", "bench", "test", "examples"].flatMap(filesIn).filter((path) => path.endsWith("README.md"));

/** Fenced blocks with their first line, as `[whole, kind, text]`. */
const fencesOf = (page: string): RegExpMatchArray[] => [...page.matchAll(/^```([^\n]*)\n(.*?)^```$/gms)];

const modulo = (text: string): string => text.replace(/\b\d+(?:\.\d+)? s\b/g, "# s").trimEnd();

function agrees(written: string, real: string): boolean {
  const parts = modulo(written).split(/^\.\.\.$/m).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${parts.join("[^]*")}$`).test(modulo(real));
}

/** The words of a shell command; quotes keep blanks together. */
const wordsOf = (command: string): string[] =>
  [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) => single ?? double ?? plain!);

/** The page with what its commands print now; what agrees stays as it is written. */
async function refreshed(page: string): Promise<string> {
  let text = page;
  let replay: string | undefined;
  for (const [whole, , session] of fencesOf(page).filter(([, kind]) => kind === "console")) {
    let now = "";
    for (const one of session!.split(/^(?=\$ )/m)) {
      const [shown] = one.split("\n", 1);
      const written = one.slice(shown!.length + 1);
      // A record is named after its content: the command is the one that the run before it has printed.
      const prompt = shown!.startsWith("$ npx cordon replay ") && replay !== undefined ? `$ npx ${replay}` : shown!;
      const [npx, name, ...words] = wordsOf(prompt.slice(2));
      expect(`${npx} ${name}`).toBe("npx cordon");
      const { out, err } = await cordon(words);
      replay = /^ {2}Replay: (.*)$/m.exec(out)?.[1] ?? replay;
      now += `${prompt}\n${agrees(written, out + err) ? written : out + err}`;
    }
    text = text.replace(whole!, () => `\`\`\`console\n${now}\`\`\``);
  }
  return text;
}

describe("commands on the pages print what the pages show", () => {
  for (const path of pages) if (/^```console$/m.test(readFileSync(path, "utf8")))
    test(path, async () => {
      await expect(await refreshed(readFileSync(path, "utf8"))).toMatchFileSnapshot(resolve(path));
    });
});

describe("code on the pages", () => {
  for (const path of pages)
    test(`${path} quotes files that are there`, () => {
      for (const [, kind, code] of fencesOf(readFileSync(path, "utf8"))) {
        const [language, file] = kind!.split(" ");
        if (language === "ts") expect(readFileSync(file!, "utf8")).toContain(code);
      }
    });
});

test("links lead somewhere", () => {
  const dead = [...pages, ...readmes].flatMap((path) =>
    [...readFileSync(path, "utf8").matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g)].map(([, to]) => to!)
      .filter((to) => !/^https?:/.test(to) && !existsSync(join(dirname(path), to))).map((to) => `${path}: ${to}`));
  expect(dead).toEqual([]);
});
