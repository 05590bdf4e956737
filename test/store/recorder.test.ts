/** Records: what reaches the disk, what is recovered, and what happens when the disk refuses at each of its calls. */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  type Disk,
  type FailureRecord,
  Recorder,
  append,
  fold,
  markOf,
  parseRecord,
  readRecord,
  recordName,
  realDisk,
  recover,
  slug,
  writeWhole,
} from "../../src/store/index.ts";
import { sampleRecord } from "./samples.ts";
import { onLinux } from "../needs.ts";

let root = "";
let out = "";
beforeEach(() => { root = mkdtempSync(join(tmpdir(), "cordon-recorder-")); out = join(root, "out"); });
afterEach(() => { rmSync(root, { recursive: true, force: true }); });

const records = () => (existsSync(join(out, "records")) ? readdirSync(join(out, "records")) : []);
const shortened = (record: FailureRecord, steps: number): FailureRecord => ({
  ...record,
  steps: record.steps.slice(0, steps),
});
/** A process that cannot be there any more. */
const gone = 2 ** 30;

describe("a recorder", () => {
  test("writes a record that reads back as it was", () => {
    const recorder = new Recorder(out);
    const id = recorder.found(sampleRecord(1));
    const path = recorder.written(id, shortened(sampleRecord(1), 3))!;
    expect(readRecord(path)).toEqual(shortened(sampleRecord(1), 3));
    expect(recorder.refusals).toEqual([]);
    expect(recover(out)).toEqual([]);
  });

  test("calls the same counterexample by the same file", () => {
    const one = new Recorder(out);
    const paths = [1, 1, 2].map((number) => one.written(one.found(sampleRecord(number)), sampleRecord(number)));
    expect(paths[0]).toBe(paths[1]);
    expect(paths[0]).not.toBe(paths[2]);
  });

  test("calls other traces of the same claim by other files, whatever of a call differs", () => {
    const record = sampleRecord(1, 3);
    const [first, ...rest] = record.steps;
    const others = [{ ...first!, operation: "Receive" }, { ...first!, args: { slot: 9 } }, { ...first!, choices: [5] }]
      .map((step) => ({ ...record, steps: [step, ...rest] }));
    const names = [record, ...others, { ...record, mutant: "m" }, { ...record, on: { ...record.on, name: "other" } }].map((one) => recordName(one as FailureRecord));
    expect(new Set(names).size).toBe(6);
    expect(recordName({ ...record, seed: 9, trace: 9, cordon: "9" })).toBe(names[0]);
  });

  test("makes of words a part of a name that is no longer than it may be", () => {
    expect([47, 48, 49, 5000].map((length) => slug("x".repeat(length)).length)).toEqual([47, 48, 48, 48]);
    expect(slug(`${"x".repeat(47)} y`)).toBe("x".repeat(47));
  });

  test("names files by nothing of the input but plain letters", () => {
    const names = [
      "../../etc/passwd",
      "/absolute",
      "a\0b",
      "CON",
      "C:\\x",
      "x".repeat(5000),
      "…",
      "\u001b[31m",
      "a/../../b",
      "",
      ".",
      "..",
    ];
    const recorder = new Recorder(out);
    for (const claim of names)
      recorder.written(recorder.found({ ...sampleRecord(1), claim }), { ...sampleRecord(1), claim });
    expect(readdirSync(root)).toEqual(["out"]);
    expect(readdirSync(out).sort()).toEqual(["journal.jsonl", "records"]);
    expect(records()).toHaveLength(names.length);
    for (const name of records()) expect(name).toMatch(/^[a-z0-9-]{1,64}\.json$/);
  });

  test("does not follow a link out of its folder", () => {
    mkdirSync(join(root, "elsewhere"));
    mkdirSync(out);
    symlinkSync(join(root, "elsewhere"), join(out, "records"));
    const recorder = new Recorder(out);
    expect(recorder.written(recorder.found(sampleRecord(1)), sampleRecord(1))).toBeUndefined();
    expect(recorder.refusals.join()).toContain("leads out of");
    expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
  });
});

describe("after a crash", () => {
  const crashed = (...steps: readonly number[]) => {
    append(out, { kind: "found", id: "abc", process: gone, record: sampleRecord(1) }, true);
    for (const length of steps)
      append(out, { kind: "shorter", of: "abc", trace: traceOf(shortened(sampleRecord(1), length)) }, false);
  };
  const traceOf = ({ claim, why, steps, because }: FailureRecord) => ({ claim, why, steps, because });

  test("a counterexample without a record is written, once", () => {
    crashed();
    expect(recover(out).join()).toContain("recovered a counterexample");
    expect(readRecord(join(out, "records", records()[0]!))).toEqual(sampleRecord(1));
    expect(recover(out)).toEqual([]);
  });

  test("what was dropped or written is not written again", () => {
    crashed(20);
    append(out, { kind: "dropped", of: "abc", why: "another one is kept" }, false);
    append(out, { kind: "found", id: "def", process: gone, record: sampleRecord(2) }, true);
    append(out, { kind: "written", of: "def", file: "x.json" }, false);
    expect(recover(out)).toEqual([]);
    expect(records()).toEqual([]);
  });

  test("its shortest form is the one that is written", () => {
    crashed(20, 7);
    recover(out);
    expect(readRecord(join(out, "records", records()[0]!)).steps).toHaveLength(7);
  });

  test("a torn tail is cut, and both are reported", () => {
    crashed(20);
    writeFileSync(join(out, "journal.jsonl"), `${readFileSync(join(out, "journal.jsonl"), "utf8")}{"length":7`);
    expect(recover(out)).toEqual([
      expect.stringContaining("11 torn bytes, which were cut"),
      expect.stringContaining("recovered"),
    ]);
  });

  test("what another process is still working on is left to it", () => {
    append(out, { kind: "found", id: "abc", ...markOf(process.ppid), record: sampleRecord(1) }, true);
    expect(recover(out)).toEqual([]);
    expect(records()).toEqual([]);
  });

  onLinux("a number that another process has by now is not taken for the one that was killed", () => {
    const { process: number, started = "" } = markOf(process.ppid);
    const others = [{}, { started: `${started}0` }, { started: started.replace(/^.{8}/, "00000000") }, { started: "" }];
    for (const [i, other] of others.entries())
      append(out, { kind: "found", id: `a${i}`, process: number, ...other, record: sampleRecord(i) }, true);
    expect(recover(out)).toHaveLength(others.length);
    expect(records()).toHaveLength(others.length);
  });

  test("temporary files that killed runs have left are taken away, and nothing else", () => {
    const { process: number, started } = markOf(process.ppid);
    const kept = [`.x.json.${number}-${started ?? ""}.tmp`, "x.tmp", ".hidden", ".x.tmp", "y.json.12.tmp"];
    if (started === undefined) kept.shift();
    mkdirSync(join(out, "records"), { recursive: true });
    for (const name of [...kept, `.a.json.${gone}.tmp`, `.b.json.${gone}-0badcafe-17.tmp`, `.c.json.${process.pid}.tmp`])
      writeFileSync(join(out, "records", name), "half");
    expect(recover(out)).toEqual([]);
    expect(records().sort()).toEqual(kept.sort());
  });

  test("temporary files beyond a link out of the folder are left alone", () => {
    mkdirSync(join(root, "elsewhere"));
    mkdirSync(out);
    writeFileSync(join(root, "elsewhere", `.a.json.${gone}.tmp`), "half");
    symlinkSync(join(root, "elsewhere"), join(out, "records"));
    recover(out);
    expect(readdirSync(join(root, "elsewhere"))).toHaveLength(1);
  });

  test("entries of strangers do no harm", () => {
    for (const entry of [
      null,
      7,
      "x",
      [],
      { kind: "found" },
      { kind: "found", id: "x", process: gone, record: { record: 1 } },
      { kind: "shorter", of: "x" },
      { kind: "written" },
      { kind: "__proto__" },
    ])
      append(out, entry, false);
    expect(recover(out)).toEqual([]);
  });
});

describe("what is not an ordinary file or folder is refused in words, and not waited for", () => {
  const pipe = (path: string) => { spawnSync("mkfifo", [path]); };
  const refusals = () => {
    const recorder = new Recorder(out);
    const path = recorder.written(recorder.found(sampleRecord(1)), sampleRecord(1));
    return { path, said: [...recorder.refusals, ...recover(out)].join("\n") };
  };
  test("a named pipe as journal", () => {
    mkdirSync(out);
    pipe(join(out, "journal.jsonl"));
    const { path, said } = refusals();
    expect(said).toContain("it is not an ordinary file (ENXIO)");
    expect(said).toMatch(/the journal under .* could not be read: .*journal\.jsonl is not an ordinary file: move it away/);
    expect(readRecord(path!)).toEqual(sampleRecord(1));
  });
  test("a named pipe or a folder as report", () => {
    // A pipe stands for devices: a fault here must not take one away from the machine.
    mkdirSync(out);
    pipe(join(out, "pipe"));
    expect(() => append(join(out, "pipe"), { a: 1 }, true)).toThrow("ENOTDIR");
    expect(() => writeWhole(join(out, "pipe"), "x")).toThrow("not an ordinary file");
    expect(() => writeWhole(out, "x")).toThrow("it is a folder");
  });
  test("a named pipe as folder of records", () => {
    mkdirSync(out);
    pipe(join(out, "records"));
    const { path, said } = refusals();
    expect(path).toBeUndefined();
    expect(said).toContain("the record could not be written");
  });
  onLinux("a place that takes no folders", () => {
    const recorder = new Recorder("/proc/nothing/here");
    recorder.found(sampleRecord(1));
    expect(recorder.refusals.join()).toContain("there is no such file or folder (ENOENT)");
  });
  test("links that go round in a circle", () => {
    symlinkSync(join(root, "b"), join(root, "a"));
    symlinkSync(join(root, "a"), join(root, "b"));
    const recorder = new Recorder(join(root, "a"));
    recorder.found(sampleRecord(1));
    expect(recorder.refusals.join()).toContain("(ELOOP)");
  });
});

describe("when the disk refuses", () => {
  const codes = ["ENOSPC", "EIO", "EROFS", "EACCES"] as const;

  /** A disk whose n-th call fails, and every later one, too. */
  function failingFrom(
    n: number,
    code: string,
    onlyOnce = false,
  ): { readonly disk: Disk; readonly calls: () => number } {
    let calls = 0;
    const disk = Object.fromEntries(
      Object.entries(realDisk).map(([name, call]) => [
        name,
        typeof call !== "function"
          ? call
          : (...args: unknown[]) => {
              const now = calls++;
              if (name !== "closeSync" && (onlyOnce ? now === n : now >= n))
                throw Object.assign(new Error(`${code}: refused, ${name}`), { code });
              return (call as (...args: unknown[]) => unknown)(...args);
            },
      ]),
    ) as unknown as Disk;
    return { disk, calls: () => calls };
  }

  for (const once of [false, true])
    for (const code of codes)
      test(`with ${code}${once ? " once" : ""} at any of its calls, it says so and nothing is torn`, () => {
        const run = (disk: Disk) => {
          const recorder = new Recorder(out, disk);
          const id = recorder.found(sampleRecord(1));
          recorder.shorter(id, shortened(sampleRecord(1), 9));
          return { path: recorder.written(id, shortened(sampleRecord(1), 3)), refusals: recorder.refusals };
        };
        const counter = failingFrom(1e9, code);
        run(counter.disk);
        const total = counter.calls();
        expect(total).toBeGreaterThan(15);
        for (let n = 0; n < total; n++) {
          rmSync(out, { recursive: true, force: true });
          const { path, refusals } = run(failingFrom(n, code, once).disk);
          if (path !== undefined) expect(readRecord(path).steps).toHaveLength(3);
          if (!once && n < total / 2) expect(refusals.join(), `call ${n}`).toContain(code);
          for (const refusal of refusals) expect(refusal).not.toContain("undefined");
          for (const name of records())
            if (!name.startsWith(".")) parseRecord(readFileSync(join(out, "records", name), "utf8"));
          // What the journal holds is whole, whichever call failed.
          expect(fold(out).damaged).toEqual([]);
        }
      });

  test("a folder that cannot be made durable is told of, but where its file system knows no such thing", () => {
    for (const [code, told] of [["EIO", true], ["EINVAL", false]] as const) {
      const folders = new Set<number>();
      const disk = {
        ...realDisk,
        openSync: (path: string, flags: string | number) => {
          const file = realDisk.openSync(path, flags);
          if (flags === "r") folders.add(file); else folders.delete(file);
          return file;
        },
        fsyncSync: (file: number) => {
          if (folders.has(file)) throw Object.assign(new Error(`${code}: refused`), { code });
          realDisk.fsyncSync(file);
        },
      } as Disk;
      const recorder = new Recorder(out, disk);
      recorder.found(sampleRecord(1));
      expect(recorder.refusals.join().includes("the disk reported an error (EIO)"), code).toBe(told);
    }
  });

  test("a line that is written in part is torn, and the next one is whole", () => {
    const half: Disk = {
      ...realDisk,
      writeAll: (file, bytes, position) => {
        realDisk.writeAll(file, bytes.subarray(0, bytes.length >> 1), position);
        throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" });
      },
    };
    expect(() => append(out, { lost: "x".repeat(500) }, true, half)).toThrow("ENOSPC");
    append(out, { kept: 1 }, true);
    const { entries, tornBytes, damaged } = fold(out);
    expect({ entries, damaged }).toEqual({ entries: [{ kept: 1 }], damaged: [] });
    expect(tornBytes).toBeGreaterThan(200);
    expect(fold(out)).toEqual({ entries: [{ kept: 1 }], tornBytes: 0, damaged: [] });
  });

  test("a full device leaves the old content of a report in place", () => {
    const path = join(root, "report.xml");
    writeWhole(path, "old");
    const full: Disk = {
      ...realDisk,
      writeAll: () => {
        throw Object.assign(new Error("ENOSPC: no space"), { code: "ENOSPC" });
      },
    };
    expect(() => writeWhole(path, "new", full)).toThrow("ENOSPC");
    expect(readFileSync(path, "utf8")).toBe("old");
    expect(readdirSync(root)).toEqual(["report.xml"]);
  });
});
