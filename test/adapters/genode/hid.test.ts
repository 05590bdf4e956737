import { identifierEnd } from "../../../src/adapters/genode/hid-line.ts";
import { describe, expect, test } from "vitest";

import { ambiguities, readHid, readTree, treeToJson, type TreeJson } from "../../../src/adapters/genode/index.ts";

describe("HID by its documented rules", () => {
  test("nodes, names, attributes, comments, quotes and disabled nodes", () => {
    expect(json(`config | verbose: yes | arch: x86_64
.
. a comment | with: a bar
+ start osci   | ram: 8M | . the rest of the line | is: a comment
  |  pkg:  nfeske/pkg/rom_osci/2025-12-12
  + config
  | + channel | label: mic_left  | color: #ff6633
  + route
    + service ROM | label: recording | + child record_rom
    + any-service                    | + parent
x start off
  + config | ram: 1M
+ arg -c
  : while true; do
  :  read -p '> ' | wc
  :
  : done
-
anything after the end mark`)).toEqual(node("config", { verbose: "yes", arch: "x86_64" }, [
      node("start", { name: "osci", ram: "8M", pkg: "nfeske/pkg/rom_osci/2025-12-12" }, [
        node("config", {}, [node("channel", { label: "mic_left", color: "#ff6633" })]),
        node("route", {}, [
          node("service", { name: "ROM", label: "recording" }, [node("child", { name: "record_rom" })]),
          node("any-service", {}, [node("parent")]),
        ]),
      ]),
      node("arg", { name: "-c" }, [], "while true; do\n read -p '> ' | wc\n\ndone"),
    ]));
  });

  test("a merged line means the same as separate lines at the same columns", () => {
    const segments = ["+ aa", "t: 1", "+ bb", "u: 2", "+ c", ": text"];
    const columns = segments.map((_, i) => segments.slice(0, i).join(" | ").length + (i > 0 ? 3 : 0));
    const separate = segments.map((segment, i) => " ".repeat(columns[i]!) + segment);
    expect(json(`config\n${segments.join(" | ")}\n-`)).toEqual(json(`config\n${separate.join("\n")}\n-`));
  });

  test.each([
    ["CRLF line ends", "config\r\n+ a | t: v\r\n-\r\n"],
    ["spaces at the ends of lines", "config  \n+ a  | t:   v   \n-  "],
    ["empty lines before the top node", "\n\nconfig\n+ a | t: v\n-"],
    ["visual scoping", "config\n|\n|  \n+ a\n  |  t: v\n  |\n-\n"],
    ["tabs in comments and quotes", "config\n.\ta\tcomment\n. a\tcomment\n+ a | t: v | . \t\n-".replace(".\t", ". \t")],
    ["an attribute far to the right", "config\n+ a\n                    t: v\n-"],
  ])("%s", (_, text) => {
    expect(json(text)).toEqual(node("config", {}, [node("a", { t: "v" })]));
  });

  test("quoted text keeps tabs, bars and inner indentation, and loses what all lines share", () => {
    expect(json("a\n:   x\t|\n:     y\n:\n:   z\n-")).toEqual(node("a", {}, [], "x\t|\n  y\n\nz"));
  });

  test("names that mean something to JavaScript are ordinary", () => {
    const tree = json("config | constructor: a\n+ start __proto__ | hasownproperty: b\n+ start ../../etc\n-");
    expect(tree.children.map((child) => child.attributes["name"])).toEqual(["__proto__", "../../etc"]);
    expect(tree.attributes["constructor"]).toBe("a");
    expect(({} as Record<string, unknown>)["name"]).toBeUndefined();
  });

  test("every node and attribute knows its place", () => {
    const { tree } = readHid("config | verbose: yes\n\n+ start timer | caps: 100\n  | + config\n-", "f.hid");
    const places = [tree!, ...tree!.attributes, ...tree!.children, ...tree!.children[0]!.attributes,
      ...tree!.children[0]!.children].map(({ at }) => `${at.file}:${at.line}:${at.column}`);
    expect(places).toEqual(["f.hid:1:1", "f.hid:1:10", "f.hid:3:1", "f.hid:3:9", "f.hid:3:17", "f.hid:4:5"]);
  });
});

describe("what three readers read differently", () => {
  const cases: Readonly<Record<keyof typeof ambiguities, readonly [text: string, place: string, read: TreeJson]>> = {
    "duplicate attribute": ["config | a: 1 | a: 2\n-", "1:17", node("config", { a: "1" })],
    "second top-level node": ["config\n+ a\nconfig\n+ b\n-", "3:1", node("config", {}, [node("a"), node("b")])],
    "odd indentation": ["config\n+ a\n   + b\n-", "3:4", node("config", {}, [node("a", {}, [node("b")])])],
    "spaces after the bar": ["config\n+ a |   + b\n-", "2:9", node("config", {}, [node("a", {}, [node("b")])])],
    "beside a node of its parent's line": ["config\n+ a | + b\n    | + c\n-", "3:7", node("config", {}, [node("a", {}, [node("b"), node("c")])])],
    "attribute after sub node": ["config\n+ a\n  + b\n  t: v\n-", "4:3",
      node("config", {}, [node("a", { t: "v" }, [node("b")])])],
    "attribute at column zero": ["config\nt: v\n-", "2:1", node("config", { t: "v" })],
    "attribute without bar": ["config t: v\n-", "1:8", node("config", { t: "v" })],
    "attribute without space": ["config | t:v\n-", "1:10", node("config", { t: "v" })],
    "bar without spaces": ["config | t: v|u: w\n-", "1:10", node("config", { t: "v", u: "w" })],
    "characters after node type": ["config\n+ mixer.config a\n-", "2:3",
      node("config", {}, [node("mixer", { name: "a" })])],
    "no node type": ["config\n+  a\n  + b\n+ c\n-", "2:3", node("config", {}, [node("c")])],
    "stray text": ["config\n+ a\n  <!-- no -->\n-", "3:3", node("config", {}, [node("a")])],
    "text beside sub nodes": ["config\n+ a\n  : text\n  + b\n-", "4:3",
      node("config", {}, [node("a", {}, [node("b")])])],
    "text after sub node": ["config\n+ a\n  x b\n  : text\n-", "4:3", node("config", {}, [node("a", {}, [], "text")])],
    "tab behind a bar": ["config\n+ a\n  : b | c\td\n-", "3:3", node("config", {}, [node("a", {}, [], "b | c\td")])],
    "text after the end mark": ["config\n-end\n", "2:1", node("config")],
    "top node not at column zero": ["  config\n+ a\n-", "1:3", node("config", {}, [node("a")])],
    "byte order mark": ["\ufeffconfig\n+ a\n-", "1:1", node("config", {}, [node("a")])],
    "reference in a value": ['<config a="x -&gt; y"/>', "1:9", node("config", { a: "x -> y" })],
    "name beyond ASCII": ['<config é="x"/>', "1:9", node("config", { é: "x" })],
    "markup in text": ['<config><a>"</a></config>', "1:9", node("config", {}, [node("a", {}, [], '"')])],
    "single quotes": ["<config a='x'/>", "1:9", node("config", { a: "x" })],
  };

  test.each(Object.entries(cases))("%s", (kind, [text, place, read]) => {
    const { tree, findings, problems } = readTree(text, "f");
    expect(problems).toEqual([]);
    expect(treeToJson(tree!)).toEqual(read);
    const found = findings.filter(({ message }) => message.includes(ambiguities[kind as keyof typeof cases].what));
    expect(found.map(({ code, severity, line, column }) => `${code} ${severity} ${line}:${column}`))
      .toContain(`GN001 warning ${place}`);
    for (const part of ["Documentation: ", "offline tool: ", "runtime: ", "Read here: ", "To be clear to all, "]) {
      expect(found[0]!.message).toContain(part);
    }
  });

  test("what is disabled is not judged", () => {
    expect(readHid("config\nx a\n   + b |   + c | t:v | t: w\n-", "f").findings).toEqual([]);
  });

  test("the offline tool's tables are not judged: a bar in an odd column, one space, a node", () => {
    expect(readHid("config\n+ a\n    | + cd\n     | + ef\n-", "f").findings).toEqual([]);
  });

  test("a node that the runtime takes into the one before it is told, behind a disabled one, too", () => {
    const told = (lines: string): number => readHid(`config\n${lines}\n-`, "f").findings.length;
    expect(told("+ any-service | + parent\n              | + any-child")).toBe(1);
    expect(told("    + a | + b\n      + c")).toBe(1);
    expect(told("+ a | + b\n  + c\n  + d")).toBe(0);
    expect(told("+ a\n  + b\n  + c")).toBe(0);
    expect(told("+ a | + b\n        + c")).toBe(0);
    expect(told("  + a | + b\n      x c\n      + d")).toBe(1);
    expect(told("  + a | x b\n      + c")).toBe(1);
    expect(told("  + a | + b\n      x c")).toBe(0);
  });

  test("a file of nothing but mistakes gives a bounded list", () => {
    const { findings } = readHid(`config\n${"   + a\n".repeat(2000)}-`, "f");
    expect(findings).toHaveLength(501);
    expect(findings.at(-1)!.code).toBe("GN007");
  });
});

function json(text: string): TreeJson {
  const { tree, problems, findings } = readHid(text, "test");
  expect([...problems, ...findings]).toEqual([]);
  return treeToJson(tree!);
}

function node(
  type: string, attributes: Record<string, string> = {}, children: TreeJson[] = [], text?: string,
): TreeJson {
  return text === undefined ? { type, attributes, children } : { type, attributes, children, text };
}

test("a type is made of small letters, and after the first of digits, underscores and hyphens, too", () => {
  expect(["a1b-c_d e", "abc|", "1a", "_a", "aB", "z9", ""].map((text) => identifierEnd(text, 0))).toEqual([7, 3, 0, 0, 1, 2, 0]);
  expect(identifierEnd("+ start x1", 8)).toBe(10);
});
