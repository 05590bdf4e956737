/** Numbers, byte sizes and booleans as init reads them, and what is said about malformed ones. */
import { describe, expect, test } from "vitest";

import { readSystem, type ReadResult } from "../../../src/adapters/genode/index.ts";
import type { InitConfig, Start } from "../../../spec/genode/config.ts";

describe("values", () => {
  test.each([
    ["ram: 4M", { ram: 4 * 2 ** 20 }], ["ram: 1G", { ram: 2 ** 30 }], ["ram: 0x10K", { ram: 16384 }],
    ["ram: 17", { ram: 17 }], ["caps: 0", { caps: 0 }], ["priority: -0", { priority: 0 }],
    ["ld: false", { ld: false }], ["ld: off", { ld: false }], ["ld: true", { ld: true }],
    ["ld: no", { ld: false }], ["managing_system: on", { managingSystem: true }], ["managing_system: yes", { managingSystem: true }],
    ["priority: +0", { priority: 0 }], ["caps: 0X10", { caps: 16 }],
    ["ram: 0xFaK", { ram: 250 * 1024 }], ["caps: 0xAB", { caps: 171 }],
  ])("%s", (attribute, expected) => {
    const { system, findings } = read(`config\n+ start a | ${attribute}\n-`);
    expect(system!.starts[0]).toMatchObject(expected);
    expect(findings).toEqual([]);
  });

  test.each([
    ["ram: 4X", "error", { ram: 2048 }, 'of which "X" cannot be read, so that init ignores all of it; 2048 is used'],
    ["ram: 8MB", "error", { ram: 2048 }, 'of which "B" cannot be read'],
    ["caps: 1K", "error", { caps: undefined }, 'of which "K" cannot be read, so that init ignores all of it; no value is used'],
    ["ram: 1.5M", "error", { ram: 2048 }, '".5M"'],
    ["priority: -1x", "error", { priority: 0 }, '"x"'],
    ["ram:", "warning", { ram: 2048 }, "which is empty; 2048 is used"],
    ["caps: many", "error", { caps: undefined }, "which is not a number; no value is used"],
    ["caps: -3", "error", { caps: undefined }, "not a number"],
    ["ram: 0x", "error", { ram: 2048 }, '"x"'],
    ["ram: 99999999999999G", "error", { ram: Number.MAX_SAFE_INTEGER }, "too large"],
    ["ld: maybe", "error", { ld: true }, "neither yes nor no; yes is used"],
    ["ld: nope", "error", { ld: true }, "neither yes nor no; yes is used"],
    ["managing_system: YES", "error", { managingSystem: false }, "neither yes nor no; no is used"],
  ])("%s is malformed", (attribute, severity, expected, says) => {
    const { system, findings } = read(`config\n+ default | ram: 2K\n+ start a | ${attribute}\n-`);
    expect(system!.starts[0]).toMatchObject(expected);
    expect(findings).toMatchObject([{ code: "GN004", severity, component: "init -> a", line: 3, column: 13 }]);
    expect(findings[0]!.message).toContain(says);
  });

  test.each([
    ['ram="4X"', "warning", { ram: 4 }, 'of which "X" cannot be read; 4 is used'],
    ['ram="1.5M"', "warning", { ram: 1 }, '".5M"'],
    ['caps="1K"', "warning", { caps: 1 }, 'of which "K" cannot be read; 1 is used'],
    ['caps="many"', "error", { caps: 0 }, "which is not a number; 0 is used"],
    ['ram="many"', "error", { ram: 2048 }, "which is not a number; 2048 is used"],
    ['caps=""', "warning", { caps: 0 }, "which is empty; 0 is used"],
    ['ld="nope"', "error", { ld: false }, "neither yes nor no; no is used"],
  ])("%s is malformed in XML, where its beginning counts", (attribute, severity, expected, says) => {
    const { system, findings } = read(`<config><default ram="2K" caps="50"/><start name="a" ${attribute}/></config>`);
    expect(system!.starts[0]).toMatchObject(expected);
    expect(findings).toMatchObject([{ code: "GN004", severity, component: "init -> a" }]);
    expect(findings[0]!.message).toContain(says);
  });

  test("an older resource node without an amount leaves nothing", () => {
    expect(start(read('<config><start name="a" ram="2M"><resource name="RAM"/></start></config>').system!, "a").ram).toBe(0);
  });

  test("the older resource nodes", () => {
    const { system, findings } = read('<config><default caps="50"/><start name="a"><resource name="RAM" quantum="2M"/>'
      + '<resource name="CAP" quantum="70"/><resource name="CPU" quantum="10"/></start>'
      + '<start name="b" caps="9"/></config>');
    expect(start(system!, "a")).toMatchObject({ ram: 2 * 2 ** 20, caps: 50 });
    expect(start(system!, "b")).toMatchObject({ ram: undefined, caps: 9 });
    expect(codes(findings)).toEqual(["GN005 1:80", "GN005 1:115"]);
  });

  test.each(["3", "-2", "96"])("init switches %s priority levels off", (levels) => {
    const { system, findings } = read(`config | prio_levels: ${levels}\n+ start a\n-`);
    expect(system!.prioLevels).toBe(0);
    expect(findings).toMatchObject([{ code: "GN004", severity: "warning" }]);
  });

  test.each([64, 128, 65_536])("%d priority levels are as good as two", (levels) => {
    const { system, findings } = read(`config | prio_levels: ${levels}\n+ start a | priority: -40\n-`);
    expect(system!.prioLevels).toBe(levels);
    expect(findings).toEqual([]);
  });

  test("more levels than there are priorities give none of them one of its own", () => {
    const { findings } = read("config | prio_levels: 131072\n+ start a\n-");
    expect(findings.map(({ message }) => message).join()).toContain("more than the 65536 priorities");
  });

  test("an affinity outside the space means the whole space", () => {
    const { system, findings } = read("config\n+ affinity-space | width: 2 | height: 2\n+ start a\n"
      + "  + affinity | xpos: 1 | width: 2\n-");
    expect(system!.starts[0]!.affinity).toMatchObject({ x: 0, y: 0, width: 2, height: 2 });
    expect(codes(findings)).toEqual(["GN004 4:3"]);
  });
});

function read(text: string): ReadResult {
  const result = readSystem(text, "f");
  expect(result.problems).toEqual([]);
  return result;
}

function start(init: InitConfig, name: string): Start {
  return init.starts.find((candidate) => candidate.name === name)!;
}

function codes(findings: ReadResult["findings"]): string[] {
  return findings.map(({ code, line, column }) => `${code} ${line}:${column}`);
}
