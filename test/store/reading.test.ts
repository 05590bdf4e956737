/** What is read of strangers is bounded and held to a schema; what is written is written whole. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { type Schema, complaint, readBounded, readHead } from "../../src/store/index.ts";
import { onLinux } from "../needs.ts";

const folder = mkdtempSync(join(tmpdir(), "cordon-reading-"));
afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

test("a file is read up to its most and refused beyond", () => {
  const path = join(folder, "ten");
  writeFileSync(path, "0123456789");
  expect(readBounded(path, 10).toString()).toBe("0123456789");
  expect(() => readBounded(path, 9)).toThrow("it has 10 bytes, more than the 9 that are read");
  expect(readHead(path, 3).toString()).toBe("012");
  expect(readHead(path, 30).toString()).toBe("0123456789");
  expect(() => readBounded(folder, 9)).toThrow("it is a folder");
});

describe("a schema", () => {
  const whole: Schema = {
    type: "object", additionalProperties: false, required: ["n"],
    properties: {
      n: { type: "integer", minimum: 2, maximum: 5 }, list: { type: "array", maxItems: 2, items: { type: "string", maxLength: 3 } },
      one: { oneOf: [{ const: 1 }, { type: "string" }] },
    },
  };
  const cases: readonly (readonly [unknown, string | null])[] = [
    [{ n: 2 }, null], [{ n: 5 }, null], [{ n: 1 }, "n is out of range"], [{ n: 6 }, "n is out of range"], [{ n: 2.5 }, "n must be a whole number"],
    [{}, "n is missing"], [{ n: 2, other: 1 }, "other is not known here"], [[], "the document must be an object"], [null, "the document must be an object"],
    [{ n: 2, list: ["a", "abc"] }, null], [{ n: 2, list: [1] }, "list[0] must be a text"], [{ n: 2, list: ["a", 1] }, "list[1] must be a text"],
    [{ n: 2, list: ["", "", ""] }, "list has more than 2 elements"], [{ n: 2, list: ["abcd"] }, "list[0] is too long"],
    [{ n: 2, one: 1 }, null], [{ n: 2, one: "x" }, null], [{ n: 2, one: 2 }, "one must be a text"],
    [JSON.parse('{"n": 2, "__proto__": 1}'), "__proto__ is not known here"], [{ n: 2, constructor: 1 }, "constructor is not known here"],
  ];
  for (const [value, wrong] of cases) test(`says ${wrong ?? "nothing"} of ${JSON.stringify(value)}`, () => { expect(complaint(whole, value)).toBe(wrong); });
});

onLinux("a file that the system takes only in part is no success", () => {
  const script = `import { openSync } from "node:fs";
    import { realDisk } from "${process.cwd()}/src/store/disk.ts";
    process.on("SIGXFSZ", () => {});
    realDisk.writeAll(openSync(process.argv[1], "w"), Buffer.alloc(5000));
    console.log("taken");`;
  const run = (limit: string) => spawnSync("bash", ["-c", `ulimit -f ${limit}; exec "$0" --import tsx --input-type=module -e "$1" -- "$2"`,
    process.execPath, script, join(folder, "large")], { encoding: "utf8" });
  expect(run("unlimited").stdout).toBe("taken\n");
  expect(run("4").stdout).toBe("");
});
