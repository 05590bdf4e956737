/** Input that cannot be read: each code has a fixture, and hostile input is answered soon, in one clear sentence. */
import { describe, expect, test } from "vitest";

import { inputBytesMax, problemTitles, readSystem, shown, unreadable, type ProblemCode } from "../../../src/adapters/genode/index.ts";

const mebi8 = 8 * 1024 * 1024;
const bytes = (...parts: readonly (string | number)[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => (typeof part === "number" ? [part] : [...new TextEncoder().encode(part)])));

type Fixture = readonly [what: string, input: () => string | Uint8Array, place: string, says: string];

/** A file that cannot be had never comes to the readers. */
type Read = Exclude<ProblemCode, "GE014">;

const fixtures: Readonly<Record<Read, readonly Fixture[]>> = {
  GE001: [
    ["invalid UTF-8", () => bytes("config\n+ a ", 0xff, "\n-\n"), "2:5", "byte 11 (0xff)"],
    ["an overlong form", () => bytes("<config a='", 0xc0, 0xaf, "'/>"), "1:12", "byte 11 (0xc0)"],
    ["a surrogate", () => bytes("é\n", 0xed, 0xa0, 0x80), "2:1", "byte 3 (0xed)"],
    ["UTF-16", () => bytes(0xff, 0xfe, "c", 0, "o", 0), "1:1", "Save the file as UTF-8"],
  ],
  GE002: [
    ["20 MB of bytes", () => new Uint8Array(20_000_000).fill(0x61), "1:1", `at most ${inputBytesMax}`],
    ["9 MiB of text", () => `config\n${"+ a\n".repeat(9 * 256 * 1024)}-\n`, "1:1", "9437193"],
  ],
  GE003: [
    ["nothing", () => "", "1:1", "empty"],
    ["white space", () => " \r\n\t\n", "1:1", "empty"],
    ["8 MiB of spaces", () => " ".repeat(mebi8), "1:1", "empty"],
  ],
  GE004: [
    ["a text in English", () => "This is not Genode.\n", "1:1", '"This is not Genode."'],
    ["a comment above the top node", () => ". note\nconfig\n-\n", "1:1", "Move it below"],
    ["only an end mark", () => "-\n", "1:1", '"-"'],
    ["another XML", () => "<html><body/></html>", "1:1", '"html"'],
    ["another HID", () => "shopping\n+ milk\n-\n", "1:1", '"shopping"'],
    ["a text without end mark", () => "some words\nand more\n", "1:1", '"some"'],
    ["a text with a tab", () => "all: build\n\tmake\n", "1:1", '"all"'],
  ],
  GE005: [
    ["a NUL byte in HID", () => "config\n+ start a\u0000b\n-\n", "2:10", "U+0000"],
    ["a NUL byte in XML", () => "<config>\n<a b='\u0000'/></config>", "2:7", "U+0000"],
    ["a terminal escape in HID", () => "config\n+ start \u001b[2J\n-\n", "2:9", "U+001B"],
    ["a terminal escape behind a reference", () => "<config><start name='&#155;2J'/></config>", "1:16", "U+009B"],
    ["a lone carriage return in HID", () => "config\n+ a\rb\n-\n", "2:4", "U+000D"],
  ],
  GE006: [
    ["a tab in the indentation", () => "config\n\t+ start a\n-\n", "2:1", "Indent and separate with spaces"],
    ["a tab in a value", () => "config | a: b\tc\n-\n", "1:14", "tab"],
  ],
  GE007: [
    ["a missing end mark", () => "config\n+ start a\n", "3:1", "only a - at its start"],
    ["an end mark that is indented", () => "config\n -\n", "3:1", "end mark"],
    ["a missing end mark of a deploy file", () => "deploy\n+ start a\n", "3:1", "end mark"],
  ],
  GE008: [
    ["100,000 nested nodes in one line of HID", () => `config ${"| + a ".repeat(100_000)}\n-\n`, "1:388", "64 levels"],
    ["nesting by lines in HID",
      () => `config\n${Array.from({ length: 70 }, (_, i) => `${"  ".repeat(i)}+ a`).join("\n")}`, "65:127", "64"],
    ["100,000 nested elements", () => "<a>".repeat(100_000), "1:193", "64 levels"],
  ],
  GE009: [
    ["65 attributes in HID", () => `config${attributes(65, (i) => ` | a${i}: v`)}\n-\n`, "1:576", "64 attributes"],
    ["65 attributes in XML", () => `<config${attributes(65, (i) => ` a${i}="v"`)}/>`, "1:511", "64 attributes"],
  ],
  GE010: [
    ["two million nodes of HID", () => `config\n${"+ a\n".repeat(2_000_000)}-\n`, "100001:1", "100000 nodes"],
    ["two million elements", () => `<config>${"<a/>".repeat(2_000_000)}</config>`, "1:400005", "100000 nodes"],
  ],
  GE011: [
    ["an end tag that does not match", () => "<config>\n  <a></b>\n</config>", "2:9", "unexpected close tag"],
    ["an end tag that is missing", () => "<config>\n<start name='a'>", "2:16", "unclosed tag"],
    ["a second top-level element", () => "<config/>\n<config/>", "2:8", "only one root"],
    ["an unquoted value", () => "<config a=b/>", "1:11", "unquoted"],
    ["an unknown entity", () => "<config a='&lol;'/>", "1:16", "undefined entity"],
    ["an entity named like a member of objects", () => "<config a='&constructor;'/>", "1:24", "undefined entity"],
    ["an external entity without a declaration", () => "<config>&xxe;</config>", "1:13", "undefined entity"],
    ["a reference to a control character", () => "<config a='&#27;'/>", "1:16", "malformed character entity"],
    ["8 MiB of <", () => "<".repeat(mebi8), "1:2", "disallowed character"],
    ["a comment without end", () => `<!--${"-".repeat(mebi8)}`, "1:7", "malformed comment"],
  ],
  GE012: [
    ["a billion laughs", () => `<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE lolz [<!ENTITY lol "lol">${
      Array.from({ length: 9 }, (_, i) => `<!ENTITY lol${i + 1} "${`&lol${i || ""};`.repeat(10)}">`).join("")
    }]><config a="&lol9;"/>`, "3:1", "Remove it"],
    ["a quadratic blow-up", () => `<!DOCTYPE a [<!ENTITY e "${"x".repeat(100_000)}">]><a>${"&e;".repeat(100_000)}</a>`,
      "1:1", "document type"],
    ["an external entity",
      () => '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><config a="&e;"/>', "1:1", "document type"],
    ["a declaration of 8 MB", () => `<!DOCTYPE a [${"<!ENTITY a 'x'>".repeat(500_000)}]><a/>`, "1:1", "type"],
  ],
  GE013: [
    ["an attribute given twice", () => "<config>\n  <start name='a' caps='1' name='b'/></config>", "2:28", '"name"'],
  ],
};

describe.each(Object.entries(problemTitles).filter(([code]) => code !== "GE014"))("%s: %s", (code) => {
  test.each(fixtures[code as Read])("%s", (_, input, place, says) => {
    const given = input();
    const { problems, system } = withinSeconds(() => readSystem(given, "f"));
    expect(system).toBeUndefined();
    expect(problems.map((found) => `${found.code} ${found.file}:${found.line}:${found.column}`))
      .toEqual([`${code} f:${place}`]);
    expect(problems[0]!.message).toContain(says);
    expect(problems[0]!.message.length).toBeLessThan(400);
  });
});

test("GE014: a file that cannot be had", () => {
  const { problems, system } = unreadable("f", "the disk reported an error (EIO)");
  expect(system).toBeUndefined();
  expect(problems).toEqual([{ code: "GE014", file: "f", line: 1, column: 1,
    message: "The file cannot be read: the disk reported an error (EIO). Name another one, or make this one readable." }]);
});

describe("large and strange input that can be read", () => {
  test.each<readonly [string, () => string | Uint8Array]>([
    ["one attribute of 8 MiB, HID", () => `config | a: ${"x".repeat(mebi8)}\n-\n`],
    ["one attribute of 8 MiB, XML", () => new TextEncoder().encode(`<config a="${"x".repeat(mebi8)}"/>`)],
    ["one attribute of 1.6 million references", () => `<config a="${"&amp;".repeat(mebi8 / 5)}"/>`],
    ["one name of 8 MiB", () => `config\n+ start ${"x".repeat(mebi8)}\n-\n`],
    ["one number of 8 MiB", () => `config\n+ start a | ram: ${"9".repeat(mebi8)}\n-\n`],
    ["four million bars", () => `config ${"| ".repeat(mebi8 / 2)}\n-\n`],
    ["two million stray segments", () => `config ${"| Z ".repeat(mebi8 / 4)}\n-\n`],
    ["8 MiB of spaces in a tag", () => `<config ${" ".repeat(mebi8)}/>`],
  ])("%s", (_, input) => {
    const given = input();
    const { problems, findings } = withinSeconds(() => readSystem(given, "f"));
    expect(problems).toEqual([]);
    for (const { message } of findings) expect(message.length).toBeLessThan(600);
  });

  test("messages cannot steer a terminal or reorder the line", () => {
    const { findings } = readSystem("config\n+ start a\n  \u202eevil\u2066 \u200f\n-\n", "f");
    expect(findings[0]!.message).toContain("\\u{202e}evil\\u{2066} \\u{200f}");
  });

  test("a byte order mark is not content", () => {
    expect(readSystem(bytes(0xef, 0xbb, 0xbf, "<config/>"), "f").problems).toEqual([]);
    expect(readSystem("\ufeffconfig\n-\n", "f").problems).toEqual([]);
  });
});

/** Holds the processor time to five seconds, which what is not linear would exceed by far, and a busy machine does not. */
function withinSeconds<Answer>(work: () => Answer): Answer {
  const before = process.cpuUsage();
  const answer = work();
  const { user, system } = process.cpuUsage(before);
  expect((user + system) / 1000).toBeLessThan(5000);
  return answer;
}

function attributes(count: number, print: (i: number) => string): string {
  return Array.from({ length: count }, (_, i) => print(i)).join("");
}

test("text of the input stands in quotes that it cannot end, and without halves of characters", () => {
  expect(["a\"b", "a\\b", "\ud800", "\udbff\ud800", "\udfff", "\u{1f980}"].map(shown))
    .toEqual(['"a\\"b"', '"a\\\\b"', '"\\u{d800}"', '"\\u{dbff}\\u{d800}"', '"\\u{dfff}"', '"\u{1f980}"']);
});
