/** Formats that are not read are known by their content, and what is Genode's is taken for nothing else. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { recognise, textOf, withArticle } from "../../../src/adapters/formats/index.ts";
import { beginsAsGenode } from "../../../src/adapters/genode/files.ts";
import { foreign, genode, texts } from "./samples.ts";
import { tries } from "../../nightly.ts";
import { beside } from "../../needs.ts";

const formatOf = (text: string): string | undefined => beginsAsGenode(text) ? "Genode" : recognise(text)?.format;

describe.each([...foreign, ...texts])("%s: %j", (format, text) => {
  test("is known as it stands, with a byte order mark, other line ends, and blank lines before it", () => {
    expect(formatOf(text)).toBe(format);
    expect(formatOf(textOf(Buffer.from(`\ufeff${text}`)))).toBe(format);
    expect(formatOf(text.replaceAll("\n", "\r\n"))).toBe(format);
    if (format !== "binary file" && !text.startsWith("#!")) expect(formatOf(`\n\n${text}`)).toBe(format);
  });
});

describe("a system in another format", () => {
  test("is one whose user expects a verdict; a text is not", () => {
    for (const [, text] of foreign) expect(recognise(text)?.isSystem).toBe(true);
    for (const [, text] of texts) expect(recognise(text)?.isSystem).toBe(false);
  });
  test("is known behind a huge comment", () => {
    const comment = "x ".repeat(200_000);
    const xml = foreign[1]![1];
    expect(formatOf(`<!-- ${comment} -->\n${xml}`)).toBe("seL4 Microkit system");
    expect(formatOf(`/* ${comment} */\n${foreign[6]![1]}`)).toBe("capDL specification");
  });
  test("is known in capitals, under another top element, and where it is not well formed", () => {
    expect(formatOf(foreign[0]![1].toUpperCase().replace("<?XML", "<?xml"))).toBe("seL4 Microkit system");
    expect(formatOf("<board><protection_domain name='a'/></board>")).toBe("seL4 Microkit system");
    expect(formatOf("<config><protection_domain name='a'/></config>")).toBe("seL4 Microkit system");
    expect(formatOf("<system><protection_domain name='a'><map mr=a></system>")).toBe("seL4 Microkit system");
  });
  test("is known where a value in quotes holds what ends a tag", () => {
    for (const quote of ["'", '"'])
      expect(formatOf(`<system note=${quote}a/>b${quote}><memory_region name='a'/></system>`)).toBe("seL4 Microkit system");
    expect(formatOf(`<system note="it's a/>b"><memory_region name='a'/></system>`)).toBe("seL4 Microkit system");
  });
  test("is known where a setting goes on in the next line", () => {
    expect(formatOf("system: nuc\nimport: pkg/nano3d\n  pkg/wm\n")).toBe("Sculpt build configuration");
    expect(formatOf("system: nuc\nimport: pkg/nano3d\nother: value\n")).not.toBe("Sculpt build configuration");
  });
  test("is known in UTF-16", () => {
    expect(formatOf(textOf(Buffer.from(`\ufeff${foreign[0]![1]}`, "utf16le")))).toBe("seL4 Microkit system");
  });
});

test.each(genode)("%s stays Genode's", (_, text) => { expect(beginsAsGenode(text)).toBe(true); });

test.each([
  ["prose that begins with the word", "config files are kept here\nand nowhere else\n"],
  ["an assignment", "config = {}\n"], ["YAML", "config:\n  a: b\n"], ["a call", "deploy(now)\n"], ["a longer word", "configuration\n-\n"],
  ["a list in prose", "system administrators\n\n- one\n- two\n"],
])("%s is not Genode's", (_, text) => { expect(beginsAsGenode(text)).toBe(false); });

test("an article goes with each name", () => {
  expect(["seL4 Microkit system", "XML document", "option file", "HTML page", "automaton", "capDL specification"].map(withArticle))
    .toEqual(["a seL4 Microkit system", "an XML document", "an option file", "an HTML page", "an automaton", "a capDL specification"]);
});

test("no text is too much for it", () => {
  const words = fc.constantFrom("<", ">", "/>", "<!--", "-->", "\"", "'", "config", "system", "+ ", "-\n", "\n", " ", "\t", "/*", "*/", "--[[", "component a {", "assembly", "arch x\n",
    "objects {", "[tasks.a]\n", "{", "}", "#", "graph", "= ", "import {", "\"record\":", "\0", "\ufeff", "a");
  fc.assert(fc.property(fc.array(words, { maxLength: 60 }).map((parts) => parts.join("")), (text) => {
    beginsAsGenode(text);
    recognise(text);
  }), { numRuns: tries(500) });
  // What repeats shows a search that begins anew at each place: in processor time, which other work on the machine does not stretch.
  const unit = (size: number, what: string): number => {
    const text = what.repeat(size / what.length);
    const before = process.cpuUsage();
    beginsAsGenode(text);
    recognise(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  };
  for (const what of ["<", "<a ", "<a>", "<!--", "<a b='", " ", "\n", "config ", "config\n", "component a {\n", "assembly\n", "/*", "/*\n", "{\"record\n", "import {\n", "graph a", "#\n", "a = ", "- a\n", "\t", "[tasks.", "x: y\n"])
    expect(unit(tries(8, 2) * 2 ** 20, what), JSON.stringify(what)).toBeLessThan(4000);
});

describe("public files", () => {
  const corpus = "../shared/corpus";
  const filesIn = (folder: string, ending: string): string[] => readdirSync(join(corpus, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending)).map((name) => join(corpus, folder, name));
  const formats = (files: readonly string[]): Record<string, number> => {
    const count: Record<string, number> = {};
    for (const file of files) {
      const format = formatOf(readFileSync(file, "utf8")) ?? "unknown";
      count[format] = (count[format] ?? 0) + 1;
    }
    return count;
  };
  beside(corpus)("are known, where ../shared/corpus is present", () => {
    // One file of the tool's own tests is an empty <system>.
    const { "seL4 Microkit system": microkit, ...rest } = formats(filesIn("microkit", ".system"));
    expect(microkit).toBeGreaterThan(300);
    expect(rest).toEqual({ "XML document of another kind": 1 });
    expect(Object.keys(formats(filesIn("capdl", ".cdl")))).toEqual(["capDL specification"]);
    expect(formats(filesIn("genode/hid", ".hid"))).toEqual({ Genode: 286 });
    expect(formats(filesIn("genode/xml", ".xml"))).toEqual({ Genode: 454 });
    expect(Object.keys(formats(filesIn("genode/public", ".sculpt")))).toEqual(["Sculpt build configuration"]);
    expect(Object.keys(formats(filesIn("genode/public", "runtime")))).toEqual(["Genode"]);
  });
});
