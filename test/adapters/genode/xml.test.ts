import { describe, expect, test } from "vitest";

import { readXml, treeToJson } from "../../../src/adapters/genode/index.ts";

describe("XML", () => {
  test("elements, attributes, comments, character data and CDATA", () => {
    const { tree, problems, findings } = readXml(`<?xml version="1.0"?>
<!-- a <comment> -->
<config verbose="yes">
  <start name="a > b"><!-- no --><config/></start>
  <arg name="-c">
    if <![CDATA[a < b]]>
      then &amp;
  </arg>
</config>
`, "f.xml");
    expect([problems, findings]).toEqual([[], []]);
    expect(treeToJson(tree!)).toEqual({
      type: "config", attributes: { verbose: "yes" }, children: [
        { type: "start", attributes: { name: "a > b" },
          children: [{ type: "config", attributes: {}, children: [] }] },
        { type: "arg", attributes: { name: "-c" }, children: [], text: "if a < b\n  then &" },
      ],
    });
  });

  test("places are those of the < and of the first character of a name", () => {
    const text = `<config\n  verbose = "a\n&lt;" b='="x"'><start\tname="é🙂"  caps="1"/>\r\n <x/></config>`;
    const { tree } = readXml(text, "f");
    const places = [tree!, ...tree!.attributes, ...tree!.children, ...tree!.children[0]!.attributes]
      .map(({ at }) => `${at.line}:${at.column}`);
    expect(places).toEqual(["1:1", "2:3", "3:7", "3:16", "4:2", "3:23", "3:35"]);
  });

  test("names that mean something to JavaScript are ordinary", () => {
    const { tree } = readXml('<config __proto__="a" constructor="b"><__proto__ name="__proto__"/></config>', "f");
    expect(JSON.stringify(treeToJson(tree!))).toBe('{"type":"config","attributes":{"__proto__":"a","constructor":"b"},'
      + '"children":[{"type":"__proto__","attributes":{"name":"__proto__"},"children":[]}]}');
  });

  test.each(["&gt;", "&#62;", "a\nb", "a\tb", "&amp;gt;"])("a value %j is not the same to XML and to Genode", (value) => {
    const { findings, doubts } = readXml(`<config><start name="a"/><start name="${value}"/></config>`, "f");
    expect(findings.map(({ code, severity, line, column }) => `${code} ${severity} ${line}:${column}`)).toEqual(["GN001 warning 1:33"]);
    expect(doubts).toHaveLength(1);
  });

  test.each([["<é/>", 1], ["<a é=\"b\"/>", 1], ["<a>\"</a>", 1], ["<a>x > \"</a>", 1], ["<a>&quot; <!-- \" --> &amp;</a>", 0], ["<a><b/>\"<b/></a>", 1], ["<a><![CDATA[<b/>]]></a>", 1], ["<a>\"b\"</a>", 0], ["<a><![CDATA[b < c]]></a>", 0], ["<a.b c:d-e_1=\"f\"/>", 0]])(
    "in %j Genode's reader sees other tags: %j", (inner, doubts) => expect(readXml(`<config>${inner}</config>`, "f").doubts).toHaveLength(doubts));

  test.each([">", "a -> b", "=", "'", "é🙂", ""])("a value %j is", (value) => {
    expect(readXml(`<config><start name="${value}"/></config>`, "f").findings).toEqual([]);
  });

  test("text beside elements is a finding", () => {
    const { findings } = readXml("<config>\n  <a/> text\n</config>", "f");
    expect(findings.map(({ code, message }) => `${code} ${message}`)).toEqual(
      ['GN005 The text "text" beside the sub nodes of "config" is ignored. Move it to a sub node.']);
  });
});
