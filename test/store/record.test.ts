/** Records that are none: each is refused with a sentence that says what is wrong. */
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parseRecord, readRecord, recordText } from "../../src/store/index.ts";
import { sampleRecord } from "./samples.ts";

describe("a record that is not one is refused with a sentence", () => {
  const good = sampleRecord(1);
  const cases: Readonly<Record<string, readonly [unknown, string]>> = {
    "another version": [{ ...good, record: 2 }, "version 2"],
    "no record": [{ a: 1 }, "not a record"],
    "a list": [[], "not a record"],
    "a number": [5, "not a record"],
    "a missing member": [{ ...good, steps: undefined }, "steps is missing"],
    "an unknown member": [{ ...good, more: 1 }, "more is not known here"],
    "a negative argument": [
      { ...good, steps: [{ ...good.steps[0]!, args: { slot: -1 } }] },
      "steps[0].args.slot is out of range",
    ],
    "a fraction": [{ ...good, seed: 1.5 }, "seed must be a whole number"],
    "a text for a list": [{ ...good, because: "x" }, "because must be a list"],
    "a wrong digest": [{ ...good, on: { kind: "system", path: "a.hid", sha256: "00", text: "config" } }, "SHA-256"],
    "half a discovery": [{ ...good, discovery: { species: 3 } }, "discovery.curve is missing"],
    "a discovery that is sure": [{ ...good, discovery: { species: 3, curve: [[1, 3]], estimate: 2 } }, "discovery.estimate is out of range"],
    "an unknown kind": [{ ...good, on: { kind: "kernel", name: "x" } }, "is not a record: on"],
  };
  for (const [name, [value, sentence]] of Object.entries(cases)) test(name, () => {
    expect(() => parseRecord(JSON.stringify(value))).toThrow(sentence);
  });
  test("one with a discovery, and one of an older Cordon without, are none of these", () => {
    const discovery = { species: 3, curve: [[1, 2], [2, 3]] as const, lastNew: 2, estimate: 0.5, upperBound: 1 };
    for (const record of [good, { ...good, discovery }, { ...good, discovery: { species: 0, curve: [] } }])
      expect(parseRecord(recordText(record))).toEqual(record);
  });
  test("no JSON", () => { expect(() => parseRecord("{")).toThrow("not JSON"); });
  test("a member twice, and deep nesting, with the place", () => {
    const text = recordText(good);
    const line = text.split("\n").findIndex((each) => each.startsWith('  "seed"')) + 1;
    expect(() => parseRecord(text.replace('"seed"', '"seed": 7, "seed"'))).toThrow(`${line}:14: the object has "seed" already; leave one of them out`);
    expect(() => parseRecord(text.replace('"seed"', `"more": ${"[".repeat(100_000)}`))).toThrow(`${line}:1010: more than 1000 lists and objects inside each other`);
    expect(parseRecord(text)).toEqual(good);
  });
  test("a prototype", () => {
    expect(() => parseRecord(recordText(good).replace('"seed"', '"__proto__": {"polluted": 1}, "seed"'))).toThrow(
      "__proto__ is not known here",
    );
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
  });
  test("a folder, nothing, a device", () => {
    expect(() => readRecord(tmpdir())).toThrow("folder");
    expect(() => readRecord(join(tmpdir(), "no", "such", "record"))).toThrow("no such file");
    expect(() => readRecord("/dev/zero")).toThrow("not an ordinary file");
  });
});
