/** JSON as it is read from files: what is no JSON, a name twice and deep nesting are told with line and column. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { JsonFault, readJsonFile } from "../../src/store/index.ts";
import { parseJson } from "../../src/store/json.ts";

const faultOf = (text: string): string => {
  try {
    parseJson(text);
  } catch (error) {
    expect(error).toBeInstanceOf(JsonFault);
    return (error as Error).message;
  }
  return "taken";
};
const nested = (depth: number, [open, close]: readonly [string, string]): string => `${open.repeat(depth)}1${close.repeat(depth)}`;

describe("a text of JSON", () => {
  test("is what JSON.parse says where it is good", () => {
    for (const text of ['{"a":[1,-2.5e3,"\\u0041\\n",null,true,{}],"b":{"a":[]}}', " [ ] ", '"x"', "0", '[{"a":1},{"a":2}]', '{"a":{"a":1}}'])
      expect(parseJson(text)).toEqual(JSON.parse(text));
  });
  test("is read the same with quotes, colons and backslashes in its texts, and with names that are numbers", () => {
    const texts = ['{"a\\":":"\\\\","b:":":\\"","c":["\\\\\\"",{"0":1,"1":{"0":2}}]}', '{"__proto__":{"a":1},"":{"":":"}}', '"\\\\"', '[":",{"\\\\":1}]'];
    for (const text of texts) {
      expect(parseJson(text)).toEqual(JSON.parse(text));
      expect(faultOf(`[${text},{"a":1,"a":2}]`)).toMatch(/ the object has "a" already/);
    }
  });
  test("that is not good has one fault, which both ways to read it find: any letter taken out, put in or doubled", () => {
    const text = '{"a":[1,{"b":"x:\\"y"},[]],"c":{},"d":-1.5e3}';
    for (let at = 0; at <= text.length; at++) for (const put of ["", '"', ":", ",", "{", "}", "[", "]", "\\", "0", "z", " ", "\u0001"]) for (const skipped of [0, 1]) {
      const changed = text.slice(0, at) + put + text.slice(at + skipped);
      let read: unknown;
      try {
        read = JSON.parse(changed);
      } catch {
        expect(faultOf(changed), changed).toMatch(/^1:\d+: not JSON|already/);
        continue;
      }
      expect(faultOf(changed), changed).toBe("taken");
      expect(parseJson(changed)).toEqual(read);
    }
  });
  test("has no name twice in one object, however it is written and wherever it stands", () => {
    expect(faultOf('{"a":1,\n "b":2, "a":1}')).toBe('2:9: the object has "a" already; leave one of them out');
    expect(faultOf('[{"a":{"b":[{"c":1,"\\u0063":1}]}}]')).toMatch(/^1:20: the object has "c" already/);
    expect(faultOf('{"":1,"":1}')).toMatch(/^1:7: the object has "" already/);
    expect(faultOf('{"__proto__":1,"__proto__":1}')).toMatch(/^1:16: the object has "__proto__" already/);
    expect(faultOf('{"a":{"b":1},"a":1}')).toMatch(/^1:14: the object has "a" already/);
  });
  test("is wrong where its first wrong part begins, counted in characters", () => {
    expect(faultOf('["\u{1f980}\u{1f980}" 1]')).toBe('1:7: not JSON: expected "," or "]"');
    expect(faultOf("[1.5.2]")).toMatch(/^1:2: not JSON: expected a value/);
    expect(faultOf('{"a" 1}')).toBe('1:6: not JSON: expected ":"');
    expect(faultOf("[1] 2")).toBe("1:5: not JSON: expected nothing more");
  });
  test("is nested a thousand times at most", () => {
    for (const pair of [["[", "]"], ['{"a":', "}"]] as const) {
      expect(faultOf(nested(1000, pair))).toBe("taken");
      expect(faultOf(nested(1001, pair))).toMatch(new RegExp(`^1:${1000 * pair[0].length + 1}: more than 1000 lists and objects inside each other; take`));
      expect(faultOf(nested(200_000, pair))).toMatch(/more than 1000 lists/);
    }
  });
});

describe("a file of JSON", () => {
  const folder = mkdtempSync(join(tmpdir(), "cordon-json-"));
  const fileOf = (content: string | Buffer): string => {
    writeFileSync(join(folder, "x.json"), content);
    return join(folder, "x.json");
  };
  test("is UTF-8, of so many bytes at most", () => {
    expect(readJsonFile(fileOf('["\u00e9"]'), 6)).toEqual(["\u00e9"]);
    expect(() => readJsonFile(fileOf('["\u00e9"]'), 5)).toThrow("it has 6 bytes, more than the 5 that are read");
    expect(() => readJsonFile(fileOf(Buffer.from('["\u00e9"]', "latin1")), 100)).toThrow("it is not UTF-8");
    expect(() => readJsonFile(fileOf("[1,\n]"), 100)).toThrow(/^2:1: not JSON: expected a value$/);
  });
});
