/** Names and paths of strangers in a job of GitHub Actions: no command prints them so that the runner obeys. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { cordon, foreignFolder } from "./cordon.ts";
import { tries } from "../nightly.ts";

const folder = foreignFolder();
const actions = { GITHUB_ACTIONS: "true" };

/** Lines that the runner would obey, apart from those that Cordon means. */
const obeyed = (text: string): string[] => text.split(/[\n\r\u0085\u2028\u2029]/)
  .filter((line) => (line.trim().startsWith("::") && !/^::(?:error|warning|notice) (?:file|title)=[^:]*::/.test(line)) || line.includes("##["));

const start = (name: string) => `config\n+ parent-provides | + service ROM\n+ start ${name}\n  + binary ${name}\n  + route | + service ${name} | + child ${name}b\n-\n`;

test("not by the name of a component, whatever the command", async () => {
  const names = fc.array(fc.constantFrom("::", "##[", "error", "stop-commands", "x", "]", " ", "\u00a0", "\u2028", "\u0085", "\ufeff", "%0A", ","), { minLength: 1, maxLength: 6 })
    .map((parts) => `${parts.join("").trim()}x`);
  await fc.assert(fc.asyncProperty(names, async (name) => {
    const path = join(folder, "names.hid");
    writeFileSync(path, start(name));
    for (const words of [["show", path], ["show", path, "--json"], ["check", path, "--traces", "0"], ["check", path, "--traces", "0", "--json"], ["explain", name], ["time", path, "--profile", name]]) {
      const { out, err } = await cordon(words, actions);
      expect({ words, obeyed: obeyed(out + err) }).toEqual({ words, obeyed: [] });
    }
  }), { numRuns: tries(25), seed: 5 });
});

test("not by the name of a file or folder", async () => {
  const before = process.cwd();
  const inner = join(folder, "::add-mask::");
  mkdirSync(inner);
  for (const name of ["::stop-commands::x.hid", "##[error]y.hid", "::error file=a,line=1::z.hid"]) for (const text of [start("a"), "fruit\n-\n"]) {
    writeFileSync(join(inner, `${text.length}${name}`), text);
    writeFileSync(join(folder, name), text);
  }
  try {
    process.chdir(folder);
    for (const words of [["check", ".", "--traces", "0"], ["check", "::stop-commands::x.hid", "::add-mask::", "--traces", "0", "--quiet"], ["show", "::stop-commands::x.hid"],
      ["show", "::none.hid"], ["explain", "::stop-commands::"], ["replay", "::stop-commands::x.hid"], ["time", "::stop-commands::x.hid"], ["explore", "::stop-commands::x.hid"]]) {
      const { out, err } = await cordon(words, actions);
      expect(out + err).not.toBe("");
      expect({ words, obeyed: obeyed(out + err) }).toEqual({ words, obeyed: [] });
    }
    // Elsewhere text stays as it is.
    expect((await cordon(["check", "::stop-commands::x.hid", "--traces", "0", "--quiet"])).out).toMatch(/::stop-commands::x\.hid/);
  } finally {
    process.chdir(before);
  }
});
