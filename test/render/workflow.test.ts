/** Nothing that comes from strangers becomes a command of GitHub's runner, and what is a command stays one. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { annotations, commandsAlone, jsonText, withoutCommands } from "../../src/render/index.ts";
import type { Finding } from "../../src/language/index.ts";
import { hostileReport, payloads } from "./samples.ts";
import { tries } from "../nightly.ts";

/** Whether the runner would obey a line: as in its source, trimmed as .NET trims, and whatever else may be taken for the end of a line. */
function isObeyed(text: string): boolean {
  return text.split(/[\n\r\v\f\u0085\u2028\u2029]/).some((line) => line.replace(/^[\s\u0085\u200b\ufeff]+/u, "").startsWith("::") || line.includes("##["));
}

const dangerous = fc.array(fc.constantFrom(":", "::", "##", "#", "[", "##[", "error", " ", "\t", "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\u00a0", "\u3000", "\v", "\f", "\ufeff", "\u200b", "\u001b[31m", "\u001b[0m", "x", "\\", "\""),
  { maxLength: 30 }).map((parts) => parts.join(""));

describe("text", () => {
  test("is obeyed nowhere", () => {
    fc.assert(fc.property(dangerous, (text) => {
      expect(isObeyed(withoutCommands(text))).toBe(false);
    }), { numRuns: tries(2000) });
  });
  test("that is not a command stays as it is", () => {
    for (const text of ["a::b\n", "x: y\n  1. a :: b", "#[x]", "", "std::cout\n"]) expect(withoutCommands(text)).toBe(text);
    expect(withoutCommands("\u001b[1m::error::b\u001b[0m")).toBe("\u001b[1m\\u003a:error::b\u001b[0m");
    expect(withoutCommands("a\n  ::error::b\n##[c")).toBe("a\n  \\u003a:error::b\n##\\u005bc");
  });
  test("of a document keeps its meaning", () => {
    fc.assert(fc.property(dangerous, (text) => {
      const document = withoutCommands(jsonText({ [text]: [text] }));
      expect(JSON.parse(document)).toEqual({ [text]: [text] });
      expect(isObeyed(document)).toBe(false);
    }), { numRuns: tries(500) });
  });
  test("takes time that grows with its length", () => {
    const before = process.cpuUsage();
    for (const what of ["::", " ", "\n", "\u00a0", "\n ", " ::", "##[", "\u001b["]) withoutCommands(`${what.repeat(500_000)}::##[`);
    const { user } = process.cpuUsage(before);
    expect(user / 1000).toBeLessThan(4000);
  });
});

describe("annotations", () => {
  const [result] = hostileReport("x").results;
  const { counterexample: _, ...bare } = result!;
  const finding = (severity: Finding["severity"], line: number): Finding => ({ ...result!.findings[0]!, severity, line });
  const many = (findings: readonly Finding[]) => annotations({ ...hostileReport("x"), results: [{ ...bare, findings }] }).trimEnd().split("\n");

  test("are one command a line, whatever the text", () => {
    for (const payload of payloads) for (const line of commandsAlone(annotations(hostileReport(payload))).trimEnd().split("\n")) {
      expect(line).toMatch(/^::error [^:]*::/);
      expect(line).not.toContain("##[");
      // Places and titles hold neither what ends them nor what parts them.
      expect(/^::error (.*?)::/.exec(line)![1]!.split(",").every((part) => /^(?:file|line|col|title)=[^:,]*$/.test(part))).toBe(true);
    }
    expect(annotations(hostileReport("a%0Ab\r\n::error::c")).split("\n")).toHaveLength(3);
  });
  test("show the gravest first, and say what is left out", () => {
    const lines = many([...Array.from({ length: 60 }, (_unused, i) => finding("note", i + 1)), finding("warning", 70), finding("error", 80)]);
    expect(lines).toHaveLength(51);
    expect(lines[0]).toContain("::error file=x,line=80,");
    expect(lines[1]).toContain("::warning file=x,line=70,");
    expect(lines[2]).toContain("::notice file=x,line=1,");
    expect(lines.at(-1)).toBe("::notice title=cordon::12 notes more; --json lists all");
  });
  test("are all there where there are 50", () => {
    expect(many(Array.from({ length: 50 }, (_unused, i) => finding("note", i + 1)))).toHaveLength(50);
    expect(many(Array.from({ length: 51 }, (_unused, i) => finding("error", i + 1))).at(-1)).toBe("::notice title=cordon::1 error more; --json lists all");
  });
});

test("a document holds nothing that steers a terminal, and keeps its meaning", () => {
  for (const payload of payloads) {
    const text = jsonText({ payload, list: [payload] });
    expect(JSON.parse(text)).toEqual({ payload, list: [payload] });
    expect(text).not.toMatch(/[\u007f-\u009f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]|[\u{e0000}-\u{e007f}]/u);
  }
});
