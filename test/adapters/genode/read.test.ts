/** What init makes of a configuration: values, defaults, order, and what it does not understand. */
import { describe, expect, test } from "vitest";

import { readSystem, type ReadResult } from "../../../src/adapters/genode/index.ts";
import type { InitConfig, Start } from "../../../spec/genode/config.ts";

const healthy = `config | prio_levels: 4 | verbose: yes
+ report | ids: yes
+ heartbeat | rate_ms: 500
+ resource RAM | preserve: 2M
+ resource CAP | preserve: 300
+ parent-provides
  + service ROM
  + service LOG
+ affinity-space | width: 4 | height: 2
+ default | caps: 100 | ram: 1M
+ default-route
  + service ROM | label_last: rom -> a | + parent | identity: id | resource: res | prepend_resource: pre/
  + any-service
    + parent
    + any-child
    + local
+ alias fs | child: vfs
+ service Nic
  + policy | label_prefix: a | label_suffix: b | + child vfs | label: shown
  + default-policy | + child timer
+ start timer | priority: -1 | managing_system: yes
  + provides | + service Timer
  + affinity | xpos: 1
+ start vfs | version: 2 | caps: 0x80 | ram: 64K | ld: no
  + binary vfs_server
  + provides
    + service File_system
    + service LOG
  + heartbeat | restart_after_skipped: 3
  + exit | propagate: on
  + affinity | ypos: 1 | width: 2
  + route
    + service ROM | unscoped_label: a -> b | + parent
    + service LOG | label: x | label_suffix: z | + child timer | label:
  + config
    + vfs | : data
+ start drivers
  + binary init
  + config
    + parent-provides | + service ROM
    + start nic
      + config
        + start deep
-
`;

describe("a configuration with all that init knows", () => {
  const result = readSystem(healthy, "f.hid");
  const system = result.system!;

  test("has no findings, and a summary of all inits", () => {
    expect([...result.problems, ...result.findings]).toEqual([]);
    expect(result.summary).toEqual({ format: "Genode HID", counts: { components: 5, levels: 3, services: 3, routes: 4 } });
  });

  test("init itself", () => {
    expect(system).toMatchObject({ prioLevels: 4, verbose: true, heartbeatRateMs: 500, hasReport: true,
      preserveRam: 2 * 2 ** 20, preserveCaps: 300, defaultRam: 2 ** 20, defaultCaps: 100 });
    expect(system.affinitySpace).toMatchObject({ x: 0, y: 0, width: 4, height: 2 });
    expect(system.parentProvides.map(({ name }) => name)).toEqual(["ROM", "LOG"]);
    expect(system.aliases).toMatchObject([{ name: "fs", child: "vfs" }]);
  });

  test("routes with selectors and rewriting", () => {
    expect(system.defaultRoute).toMatchObject([
      { kind: "service", service: "ROM", selector: { labelLast: "rom -> a" },
        targets: [{ kind: "parent", name: "", identity: "id", resource: "res", prependResource: "pre/" }] },
      { kind: "any-service", service: "", selector: {},
        targets: [{ kind: "parent" }, { kind: "any-child" }, { kind: "local" }] },
    ]);
    expect(start(system, "vfs").route).toMatchObject([
      { service: "ROM", selector: { unscopedLabel: "a -> b" } },
      { service: "LOG", selector: { label: "x", labelSuffix: "z" },
        targets: [{ kind: "child", name: "timer", label: "" }] },
    ]);
    expect(start(system, "timer").route).toBeUndefined();
  });

  test("forwarded services", () => {
    expect(system.forwards).toMatchObject([{ service: "Nic", policies: [
      { isDefault: false, selector: { labelPrefix: "a", labelSuffix: "b" }, child: "vfs", label: "shown" },
      { isDefault: true, selector: {}, child: "timer", label: undefined },
    ] }]);
  });

  test("start nodes", () => {
    expect(start(system, "timer")).toMatchObject({ binary: "timer", version: "", ld: true, ram: 2 ** 20, caps: 100,
      priority: -1, managingSystem: true, affinity: { x: 1, y: 0, width: 1, height: 2 }, heartbeat: undefined,
      exitPropagates: false, provides: [{ name: "Timer" }], config: undefined, init: undefined });
    expect(start(system, "vfs")).toMatchObject({ binary: "vfs_server", version: "2", ld: false, ram: 65536, caps: 128,
      priority: 0, managingSystem: false, affinity: { x: 0, y: 1, width: 2, height: 1 },
      heartbeat: { restartAfterSkipped: 3 }, exitPropagates: true, init: undefined });
  });

  test("nested inits, each with its path", () => {
    const drivers = start(system, "drivers").init!;
    const nic = start(drivers, "nic").init!;
    expect([drivers.path, nic.path]).toEqual(["init -> drivers", "init -> drivers -> nic"]);
    expect(nic.starts.map(({ name }) => name)).toEqual(["deep"]);
    expect(drivers.parentProvides).toMatchObject([{ name: "ROM", at: { line: 40, column: 25 } }]);
  });
});

describe("order decides, as in init", () => {
  test("a start node sees only the defaults before it", () => {
    const system = read("config\n+ start a\n  + affinity | xpos: 1\n+ default | caps: 7 | ram: 8K\n"
      + "+ affinity-space | width: 2 | height: 1\n+ default-route | + any-service | + parent\n"
      + "+ start b\n  + affinity | xpos: 1\n-").system!;
    expect(start(system, "a")).toMatchObject({ ram: undefined, caps: undefined, affinity: { x: 0, width: 1 } });
    expect(start(system, "a").defaultRoute).toBeUndefined();
    expect(start(system, "b")).toMatchObject({ ram: 8192, caps: 7, affinity: { x: 1, width: 1 } });
    expect(start(system, "b").defaultRoute).toHaveLength(1);
  });

  test("the last of the nodes that exist once counts", () => {
    const { system, findings } = read("config\n+ default | caps: 7 | ram: 8K\n+ parent-provides | + service A\n"
      + "+ default | caps: 9\n+ parent-provides | + service B\n+ start a\n-");
    expect(start(system!, "a")).toMatchObject({ caps: 9, ram: undefined });
    expect(system!.parentProvides.map(({ name }) => name)).toEqual(["B"]);
    expect(codes(findings)).toEqual(["GN005 5:1"]);
  });

  test("of two default nodes each counts for the start nodes that follow it", () => {
    const { system, findings } = read("config\n+ default | caps: 7 | ram: 8K\n+ start a\n+ default | caps: 9 | ram: 16K\n+ start b\n-");
    expect(start(system!, "a")).toMatchObject({ caps: 7, ram: 8192 });
    expect(start(system!, "b")).toMatchObject({ caps: 9, ram: 16_384 });
    expect(findings).toEqual([]);
  });

  test.each([
    ["a start node replaces the alias", "+ alias a | child: b\n+ start a\n+ start b", ["a", "b"], []],
    ["an alias replaces the start node", "+ start a\n+ start b\n+ alias a | child: b", ["b"], ["a"]],
    ["the last of three counts", "+ start a | caps: 1\n+ start b\n+ alias a | child: b\n+ start a", ["a", "b"], []],
    ["another version is another name", "+ start a | version: 1\n+ start b\n+ alias a | child: b", ["a", "b"], ["a"]],
    ["an alias with a version is one, too", "+ alias a | child: b | version: 1\n+ start b\n+ start a | version: 1", ["a", "b"], []],
  ])("start nodes and aliases share one name space: %s", (_, lines, starts, aliases) => {
    const { system } = read(`config\n${lines}\n-`);
    expect(system!.starts.map(({ name }) => name)).toEqual(starts);
    expect(system!.aliases.map(({ name }) => name)).toEqual(aliases);
  });

  test("a child that comes again after an alias of its name is created anew", () => {
    const { system } = read("config\n+ start a | caps: 1 | priority: -1\n+ alias a | child: b\n+ start a | caps: 2\n-");
    expect(start(system!, "a")).toMatchObject({ caps: 2, priority: 0 });
  });

  test("a node of any type in parent-provides is a service", () => {
    const { system, findings } = read("config\n+ parent-provides\n  + service ROM\n  + svc LOG\n+ start a\n-");
    expect(system!.parentProvides.map(({ name }) => name)).toEqual(["ROM", "LOG"]);
    expect(findings).toEqual([]);
  });

  test("an init without start nodes is an init, unless its configuration comes from elsewhere", () => {
    const { system } = read("config\n+ start a\n  + binary init\n  + config\n+ start b\n  + binary init\n+ start c\n  + config\n-");
    expect(system!.starts.map(({ init }) => init?.path)).toEqual(["init -> a", undefined, undefined]);
  });

  test("a start node with the same name and version updates the child, except for what is read at its creation", () => {
    const { system, summary } = read("config | prio_levels: 4\n+ start a | caps: 1 | priority: -1\n+ start b\n"
      + "+ start a | caps: 2 | priority: -3 | ld: no\n  + route | + any-service | + parent\n+ start a | version: 2\n-");
    expect(system!.starts.map(({ name, version }) => `${name}${version}`)).toEqual(["a", "b", "a2"]);
    expect(system!.starts[0]).toMatchObject({ caps: 2, priority: -1, ld: true, route: undefined, at: { line: 4 } });
    expect(summary.counts["components"]).toBe(4);
    expect(system!.tree.children).toHaveLength(4);
  });

  test("the first of several sub nodes of a start node counts", () => {
    const { system, findings } = read("config\n+ start a\n  + binary x\n  + binary y\n  + route\n  + route\n"
      + "    + any-service\n-");
    expect(start(system!, "a")).toMatchObject({ binary: "x", route: [] });
    expect(codes(findings)).toEqual(["GN005 4:3", "GN005 6:3"]);
  });
});

describe("what init does not understand is a finding", () => {
  test.each([
    ["a top-level node", "config\n+ stalled x\n+ start a\n-", "GN005 2:1"],
    ["an attribute of config", "config | color: red\n+ start a\n-", "GN005 1:10"],
    ["an attribute of start", "config\n+ start a | colour: red\n-", "GN005 2:13"],
    ["a node in start", "config\n+ start a\n  + rout\n-", "GN005 3:3"],
    ["a node in a route", "config\n+ start a\n  + route | + servce ROM\n-", "GN005 3:13"],
    ["a target", "config\n+ start a\n  + route | + any-service | + parnt\n-", "GN005 3:29"],
    ["a selector of any-service that no rule has", "config\n+ start a\n  + route | + any-service | child: x\n-", "GN005 3:29"],
    ["label selectors of any-service are understood", "config\n+ start a\n  + route | + any-service | label_last: x | + parent\n-", ""],
    ["rewriting by any-child is understood", "config\n+ start a\n  + route | + any-service | + any-child | label: x\n-", ""],
    ["text", "config\n+ start a\n  : hello\n-", "GN005 2:1"],
    ["names that mean something to JavaScript", "config | constructor: x\n+ start a\n  + constructor\n-",
      "GN005 1:10, GN005 3:3"],
    ["a start node without name", "config\n+ start | caps: 1\n-", "GN006 2:1"],
    ["a child without name", "config\n+ start a\n  + route | + any-service | + child\n-", "GN006 3:29"],
    ["a policy without child", "config\n+ service A\n  + default-policy\n+ start a\n-", "GN006 3:3"],
    ["a resource that is neither RAM nor CAP", "config\n+ resource DISK | preserve: 1\n+ start a\n-", "GN004 2:1"],
  ])("%s", (_, text, expected) => {
    expect(codes(read(text).findings).join(", ")).toBe(expected);
  });

  test("what is written almost like something that is known is a warning that says so", () => {
    const { findings } = read("config\n+ start a | managing_sytem: yes\n-");
    expect(findings).toMatchObject([{ code: "GN005", severity: "warning" }]);
    expect(findings[0]!.message).toContain('Did you mean "managing_system"?');
  });

  test.each([
    ["a rule", "+ start a\n  + route | + any-service | label_start: x", 1],
    ["a target", "+ start a\n  + route | + any-service | + parnt", 1],
    ["a policy", "+ service X\n  + policy | unscoped_label: x | + child a", 1],
    ["a second route", "+ start a\n  + route\n  + route", 1],
    ["a name that is taken twice", "+ start a\n+ start a", 1],
    ["ambiguous syntax", "+ start a\n   + provides", 1],
    ["settings that do not route", "+ start a | colour: red\n+ stalled b", 0],
  ])("what decides on routes and is not understood leaves a doubt: %s", (_, lines, doubts) => {
    expect(read(`config\n${lines}\n+ start z\n-`).system!.doubts).toHaveLength(doubts);
  });

  test("what comes first never hides what is graver", () => {
    const noise = "+ foo\n".repeat(600);
    const { findings } = read(`config\n+ start a\n${noise}+ heartbeat | rate_ms: abc\n-`);
    expect(findings).toHaveLength(501);
    expect(findings.filter(({ severity }) => severity === "error").map(({ code, line }) => `${code} ${line}`)).toEqual(["GN004 603"]);
    expect(findings.at(-1)).toMatchObject({ code: "GN007", severity: "warning" });
    expect(findings.at(-1)!.message).toContain("601 findings");
  });

  test("warnings do not hide a later error either, and 500 findings are all listed", () => {
    const odd = Array.from({ length: 600 }, (_, i) => `   + service S${i}\n`).join("");
    const { findings } = read(`config\n+ parent-provides\n${odd}+ start a | priority: many\n-`);
    expect(findings.map(({ severity }) => severity)).toContain("error");
    expect(read(`config\n+ start a\n${"+ foo\n".repeat(500)}-`).findings.map(({ code }) => code)).toEqual(Array.from({ length: 500 }, () => "GN005"));
  });

  test("what another component's config contains is its own business", () => {
    expect(read("config\n+ start a\n  + config | colour: red\n    + anything | : text\n-").findings).toEqual([]);
  });

  test("a finding in a nested init names that init, and a reader that may know more", () => {
    const { findings } = read("config\n+ start m\n  + binary monitor\n  + config\n    + monitor\n    + start a\n-");
    expect(findings).toMatchObject([{ code: "GN005", component: "init -> m", line: 5, column: 5 }]);
    expect(findings[0]!.message).toContain('the reader here is "monitor"');
  });
});

describe("files that are not an init configuration", () => {
  test.each([
    ["deploy\n+ option a\n-", "GN002", "a deploy file"],
    ["option\n-", "GN002", "an option file"],
    ["launcher\n-", "GN002", "a launcher"],
    ["system | state: reset\n-", "GN002", "a system-state file"],
    ["wifi\n-", "GN002", "a Wi-Fi configuration"],
    ["runtime | ram: 1M\n+ config | color: red\n-", "GN002", "a depot package"],
    ['<config arch="x86_64"><start name="a" pkg="p"/></config>', "GN002", "in its older form"],
    ["config\n+ policy | label: a\n-", "GN003", "no start node"],
  ])("%s", (text, code, says) => {
    const { system, tree, findings } = read(text);
    expect(system).toBeUndefined();
    expect(tree).toBeDefined();
    expect(findings).toMatchObject([{ code, severity: "note", line: 1, column: 1 }]);
    expect(findings[0]!.message).toContain(says);
  });

  test("the config of a package's runtime is read when it is that of an init", () => {
    const { system, summary, findings } = read("runtime | ram: 1M\n+ config\n  + start a\n-");
    expect(system).toMatchObject({ path: "init", starts: [{ name: "a" }], at: { line: 2 } });
    expect(summary.counts["components"]).toBe(1);
    expect(codes(findings)).toEqual(["GN002 1:1"]);
  });

  test("a deploy file inside a component is not taken for a nested init", () => {
    const { system, summary, findings } = read("config\n+ start d\n  + config | arch: x\n    + start p | pkg: x\n-");
    expect(start(system!, "d").init).toBeUndefined();
    expect(summary.counts).toMatchObject({ components: 2, levels: 2 });
    expect(codes(findings)).toEqual(["GN002 3:3"]);
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
