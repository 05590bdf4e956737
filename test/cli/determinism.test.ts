/** A seed is a promise: the same document each time, with one and two workers, in other time zones and languages. */
import { spawnSync } from "node:child_process";
import inspector from "node:inspector";
import { describe, expect, test } from "vitest";
import type { Report, Result } from "../../src/language/index.ts";
import { complaint, schemaOf } from "../../src/store/index.ts";
import { built } from "../built.ts";
import { cordon, foreignFolder, ipc } from "./cordon.ts";

const folder = foreignFolder();
const words = (...more: readonly string[]) => [
  "check",
  "ipc-sound",
  "ipc-broken",
  "--seed",
  "42",
  "--traces",
  "400",
  "--json",
  "--out",
  `${folder}/out`,
  ...ipc,
  ...more,
];
const timeless = (document: string) => document.replaceAll(/"seconds": [\d.]+/g, '"seconds": 0');

const document = async (...more: readonly string[]) => timeless((await cordon(words(...more))).out);
/** The document as one worker makes it, made once. */
let first: Promise<string> | undefined;
const made = (): Promise<string> => first ??= document("--workers", "1");

describe("the document", () => {
  test("is the same each time, whatever the number of workers", async () => {
    expect(await document("--workers", "2")).toBe(await made());
    expect(await document("--workers", "1")).toBe(await made());
  });

  test("is the same by code and by the sentences alone, but for what it says of that", async () => {
    const results = async (...more: readonly string[]): Promise<readonly Result[]> =>
      (JSON.parse(await document("--traces", "800", ...more)) as Report).results;
    const [byCode, plain] = [await results(), await results("--plain")];
    expect(byCode.map(({ ran }) => ran)).toEqual([{ byCode: 800, twice: 4 }, { byCode: 1, twice: 1 }]);
    expect(plain.map(({ ran }) => ran)).toEqual([{ byCode: 0, twice: 40 }, { byCode: 0, twice: 1 }]);
    expect(byCode.map((one, i) => ({ ...one, ran: plain[i]!.ran }))).toEqual(plain);
  });

  test("is made by the sentences alone under a debugger, which is said once", async () => {
    inspector.open(0);
    try {
      const { out, err } = await cordon(words("--traces", "800"));
      expect((JSON.parse(out) as Report).results.map(({ ran }) => ran!.byCode)).toEqual([0, 0]);
      expect(err.match(/under a debugger sentences run themselves, and not as code/g)).toHaveLength(1);
    } finally {
      inspector.close();
    }
  });

  test("is the same in another process, time zone and language, and where text may not become code", async () => {
    const here = await made();
    const env = { ...process.env, TZ: "Asia/Tokyo", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8" };
    const { status, stdout } = spawnSync(process.execPath, ["--disallow-code-generation-from-strings", built("src/cli/main.ts"), ...words()], {
      env,
      encoding: "utf8",
    });
    expect(status).toBe(1);
    expect(timeless(stdout)).toBe(here);
  });

  test("follows its schema", async () => {
    const schema = schemaOf("check");
    expect(complaint(schema, JSON.parse(await made()))).toBeNull();
    const { out } = await cordon([
      "check",
      "examples/genode",
      "--traces",
      "2",
      "--json",
      "--isolate",
      "timer,vault",
      "--out",
      `${folder}/out`,
    ]);
    expect(complaint(schema, JSON.parse(out))).toBeNull();
    expect(complaint(schema, { ...(JSON.parse(out) as object), more: 1 })).toBe("more is not known here");
  });

  test("says when to stop", async () => {
    const { results } = JSON.parse(await made()) as { results: { discovery?: { species: number; curve: number[][]; upperBound: number } }[] };
    const { species, curve, upperBound } = results[0]!.discovery!;
    expect(curve.at(-1)).toEqual([400, species]);
    expect(upperBound).toBeLessThan(0.2);
  });

  test("is another one under another seed", async () => {
    expect(await document("--seed", "43")).not.toBe(await made());
  });
});
