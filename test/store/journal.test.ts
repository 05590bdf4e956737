/** The journal: torn tails, damaged lines, several writers. */
import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawn } from "node:child_process";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Disk, append, fold, journalIn, realDisk } from "../../src/store/index.ts";
import { entryOf, lineOf } from "../../src/store/line.ts";
import { built } from "../built.ts";

let out = "";
beforeEach(() => { out = mkdtempSync(join(tmpdir(), "cordon-journal-")); });
afterEach(() => { rmSync(out, { recursive: true, force: true }); });

describe("a journal", () => {
  test("that is absent is empty", () => {
    expect(fold(join(out, "nowhere"))).toEqual({ entries: [], tornBytes: 0, damaged: [] });
  });

  test("is made with all folders above it", () => {
    const deep = join(out, "a", "b", "c");
    append(deep, { first: 1 }, true);
    expect(fold(deep).entries).toEqual([{ first: 1 }]);
  });

  test("gives back what was appended, in order, line by line as JSON", () => {
    const entries = [{ a: 1 }, { text: "Grüße \n \u{1f980} \u2028" }, [null, true]];
    for (const entry of entries) append(out, entry, true);
    expect(fold(out)).toEqual({ entries, tornBytes: 0, damaged: [] });
    const lines = readFileSync(journalIn(out), "utf8").split("\n").filter((line) => line !== "");
    expect(lines.map((line) => (JSON.parse(line) as { entry: unknown }).entry)).toEqual(entries);
  });

  test("loses nothing but its last line, wherever that is cut", () => {
    append(out, { first: "whole" }, true);
    const whole = statSync(journalIn(out)).size;
    append(out, { second: "cut ü" }, true);
    const all = readFileSync(journalIn(out));
    for (let length = whole; length < all.length; length++) {
      writeFileSync(journalIn(out), all.subarray(0, length));
      const { entries, damaged } = fold(out);
      const complete = length >= all.length - 1;
      expect(entries, `cut at ${length}`).toEqual(
        complete ? [{ first: "whole" }, { second: "cut ü" }] : [{ first: "whole" }],
      );
      expect(damaged).toEqual([]);
      expect(fold(out).tornBytes, `cut at ${length}, then folded`).toBe(0);
      append(out, { third: length }, false);
      expect(fold(out).entries.at(-1)).toEqual({ third: length });
    }
  });

  test("says how much was torn", () => {
    append(out, { first: 1 }, true);
    const { size } = statSync(journalIn(out));
    append(out, { second: "x".repeat(100) }, true);
    truncateSync(journalIn(out), size + 50);
    expect(fold(out).tornBytes).toBe(49);
  });

  test("keeps what another process appends while a torn tail is cut", () => {
    append(out, { first: 1 }, true);
    appendFileSync(journalIn(out), '\n{"length":100,"crc":"01234567","entry":{"half');
    append(out, { second: 2 }, true);
    expect(fold(out).entries).toEqual([{ first: 1 }, { second: 2 }]);
    expect(fold(out)).toEqual({ entries: [{ first: 1 }, { second: 2 }], tornBytes: 0, damaged: [] });
  });

  test("leaves a line alone that another process is still writing", () => {
    append(out, { first: 1 }, true);
    appendFileSync(journalIn(out), '\n{"length":100,"crc":"01234567","entry":{"half');
    let reads = 0;
    const disk = { ...realDisk, readFileSync: (file: number) => {
      if (++reads === 2) appendFileSync(journalIn(out), " and more");
      return realDisk.readFileSync(file);
    } } as Disk;
    expect(fold(out, disk)).toEqual({ entries: [{ first: 1 }], tornBytes: 0, damaged: [] });
    expect(readFileSync(journalIn(out), "utf8")).toContain('{"half and more');
  });

  test("that ends in the middle of anything is torn there", () => {
    append(out, { first: 1 }, true);
    appendFileSync(journalIn(out), "\nnonsense");
    expect(fold(out)).toEqual({ entries: [{ first: 1 }], tornBytes: 8, damaged: [] });
    expect(fold(out)).toEqual({ entries: [{ first: 1 }], tornBytes: 0, damaged: [] });
  });

  test("says which line is damaged", () => {
    append(out, { first: 1 }, true);
    appendFileSync(journalIn(out), "\nnonsense\n");
    append(out, { second: 2 }, true);
    expect(fold(out)).toEqual({ entries: [{ first: 1 }, { second: 2 }], tornBytes: 0, damaged: [4] });
  });

  test("detects every flipped bit of a line", () => {
    append(out, { text: "some words" }, true);
    const good = readFileSync(journalIn(out));
    for (let i = 1; i < good.length - 1; i++) for (const bit of [1, 4, 32, 128]) {
      const bad = Buffer.from(good);
      bad[i]! ^= bit;
      writeFileSync(journalIn(out), bad);
      expect(fold(out).entries, `byte ${i}, bit ${bit}`).toEqual([]);
    }
  });

  test("knows a line that is cut anywhere as torn, and one with other bytes as damaged", () => {
    const line = lineOf({ text: "Grüße" });
    expect(entryOf(line)).toEqual({ entry: { text: "Grüße" } });
    for (let length = 0; length < line.length; length++) expect(entryOf(line.slice(0, length)), `${length}`).toBe("torn");
    for (const other of [line.replace("text", "tax"), `${line.slice(0, -1)} }`]) expect(entryOf(other)).toBe(other.length > line.length ? "damaged" : "torn");
    expect(entryOf(line.replace("text", "taxt"))).toBe("damaged");
    expect(entryOf("nonsense")).toBe("damaged");
  });

  test("is read up to its largest size, and no farther", () => {
    append(out, { first: 1 }, true);
    const sized = (size: number): Disk => ({ ...realDisk, fstatSync: (file: number) => Object.assign(realDisk.fstatSync(file), { size }) }) as Disk;
    expect(fold(out, sized(2 ** 28)).entries).toEqual([{ first: 1 }]);
    expect(() => fold(out, sized(2 ** 28 + 1))).toThrow(`has ${2 ** 28 + 1} bytes, more than the ${2 ** 28} that are read: move it away`);
  });

  test("closes what it opens, and has the disk keep what it cuts", () => {
    const calls: string[] = [];
    const told = <K extends "openSync" | "closeSync" | "fsyncSync" | "writeAll">(name: K): Disk[K] =>
      ((...words: unknown[]) => {
        calls.push(name);
        return (realDisk[name] as (...all: unknown[]) => unknown)(...words);
      }) as Disk[K];
    const disk: Disk = { ...realDisk, openSync: told("openSync"), closeSync: told("closeSync"), fsyncSync: told("fsyncSync"), writeAll: told("writeAll") };
    const isEven = (): boolean => calls.filter((call) => call === "openSync").length === calls.filter((call) => call === "closeSync").length;
    append(out, { first: 1 }, true, disk);
    append(out, { second: 2 }, false, disk);
    expect(isEven()).toBe(true);
    appendFileSync(journalIn(out), "\nnonsense");
    calls.length = 0;
    expect(fold(out, disk).tornBytes).toBe(8);
    expect(calls.slice(-4)).toEqual(["openSync", "writeAll", "fsyncSync", "closeSync"]);
    expect(isEven()).toBe(true);
    rmSync(journalIn(out));
    mkdirSync(journalIn(out));
    expect(() => fold(out, disk)).toThrow("is not an ordinary file");
    expect(isEven()).toBe(true);
  });

  test("that is a link out of the folder is refused", () => {
    const elsewhere = join(out, "elsewhere");
    writeFileSync(elsewhere, "");
    symlinkSync(elsewhere, journalIn(out));
    expect(() => append(out, { a: 1 }, true)).toThrow();
    expect(readFileSync(elsewhere, "utf8")).toBe("");
  });

  test("takes the lines of several processes at once", async () => {
    const [writers, each] = [4, 250];
    const script = `import { append } from "${built("src/store/index.ts")}";
      const [, , out, writer] = process.argv;
      for (let i = 0; i < ${each}; i++) append(out, { writer, i, padding: "x".repeat(i * 37 % 5000) }, i % 50 === 0);`;
    const writing = join(out, "writing.mjs");
    writeFileSync(writing, script);
    await Promise.all(Array.from({ length: writers }, (_, writer) => new Promise((resolve) => {
      spawn(process.execPath, [writing, out, String(writer)]).on("close", resolve);
    })));
    const { entries, tornBytes, damaged } = fold(out);
    expect({ count: entries.length, tornBytes, damaged }).toEqual({ count: writers * each, tornBytes: 0, damaged: [] });
    for (let writer = 0; writer < writers; writer++)
      expect(
        (entries as { writer: string; i: number }[])
          .filter((entry) => entry.writer === String(writer))
          .map(({ i }) => i),
      ).toEqual(Array.from({ length: each }, (_, i) => i));
  });
});
