/**
 * Where nothing is said of a text, Genode's own reader of HID makes the same tree of it, or the text is refused. `RUNS=100000` tries more.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Tree } from "../../../spec/genode/config.ts";
import { readHid } from "../../../src/adapters/genode/index.ts";
import { twinOf, type TwinNode } from "./hid-twin.ts";

const plain = ({ type, attributes, children }: Tree): TwinNode =>
  ({ type, attributes: attributes.map(({ name, value }) => [name, value] as const), children: children.map(plain) });

const segments = fc.array(fc.constantFrom("+ a", "+ b n", "x c", "t: v", "u: w", ". c", ": q", "+ d | t: v", "+ e", "+ f g"), { minLength: 1, maxLength: 3 });
const line = fc.tuple(fc.constantFrom("", "  ", "    ", "      ", "  | ", "  |   ", "   ", "        "), segments)
  .map(([indent, parts]) => indent + parts.join(" | "));
const tables = fc.array(line, { maxLength: 7 }).map((lines) => `config\n${lines.join("\n")}\n-\n`);
const pieces = fc.array(fc.constantFrom("+ a", "+ b x", "x c", "+ d | ", " | ", "| ", "  ", " ", "t: v", "u: w w", ": text", ". comment", ":", ".", "+", "+ ", "x ", "-", "\n",
  "\n  ", "\n    ", "\n  | ", "a: ", "b", "é", "|", "\r\n", "name: n", "+ e f: g", "x", "+ a-b_c1", "::", ". ", ": ", "\t"), { maxLength: 14 })
  .map((parts) => `config${parts.join("")}\n-\n`);

test.each([["tables", tables], ["pieces", pieces]])("%s", (_, texts) => {
  let silent = 0;
  fc.assert(fc.property(texts, (text) => {
    const { tree, findings } = readHid(text, "twin.hid");
    if (tree === undefined || findings.length > 0) return;
    silent += 1;
    expect(plain(tree)).toEqual(twinOf(text));
  }), { numRuns: Number(process.env["RUNS"] ?? 3000), seed: 3 });
  expect(silent).toBeGreaterThan(100);
});

test("the twin is Genode's reader: a table is not what it seems", () => {
  const { children: [service] } = twinOf("config\n+ any-service | + parent\n              | + any-child\n-\n")!;
  expect(service!.children).toEqual([{ type: "parent", attributes: [], children: [{ type: "any-child", attributes: [], children: [] }] }]);
});
