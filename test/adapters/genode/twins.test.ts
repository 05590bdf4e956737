import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { readSystem, readTree, treeToJson, type TreeJson } from "../../../src/adapters/genode/index.ts";
import { printHid, printXml, trees } from "./printers.ts";
import { tries } from "../../nightly.ts";

describe("HID and XML of the same content are equal", () => {
  test.each([true, false])("random trees, printed tall: %s", (tall) => {
    fc.assert(fc.property(trees, (tree) => {
      expect(read(printHid(tree, tall), "hid")).toBe(JSON.stringify(tree));
      expect(read(printXml(tree, tall), "xml")).toBe(JSON.stringify(tree));
    }), { numRuns: tries(300) });
  });

  test("any text is answered by a tree or exactly one problem, and never by an exception", () => {
    const anything = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), pieces);
    fc.assert(fc.property(anything, (text) => {
      const { tree, problems, findings } = readTree(text, "any");
      expect((tree ? 1 : 0) + problems.length).toBe(1);
      for (const { line, column } of [...problems, ...findings]) expect(line > 0 && column > 0).toBe(true);
    }), { numRuns: tries(2000) });
  });

  test("any bytes are answered", () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      expect(() => readSystem(bytes, "any")).not.toThrow();
    }));
  });
});

/** Texts that look like a configuration and go wrong in few places. */
const pieces = fc.array(fc.constantFrom(
  "config", "\n", "\n  ", "\n   ", "+ start a", " | ", "| ", "x off", "ram: 1M", "ram:", ": text", ". note", "\n-\n",
  "<config>", "<a b=\"c\">", "</a>", "</config>", "<!--", "-->", "&amp;", "&x;", "\t", "\u0000", "__proto__", "]]>",
), { maxLength: 30 }).map((parts) => parts.join(""));

function read(text: string, syntax: "hid" | "xml"): string {
  const result = readTree(text, "test");
  expect(result.syntax).toBe(syntax);
  expect(result.problems).toEqual([]);
  return JSON.stringify(ordered(treeToJson(result.tree!)));
}

/** The members in the order in which the random trees have them. */
function ordered({ type, attributes, children, text }: TreeJson): TreeJson {
  const node = { type, attributes, children: children.map(ordered) };
  return text === undefined ? node : { ...node, text };
}
