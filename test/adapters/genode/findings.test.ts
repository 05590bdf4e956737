/** What the annotated examples do not show: nesting, the flow analysis in detail, order, limits, and cost. */
import { readFileSync } from "node:fs";
import { describe, expect, it, test } from "vitest";
import { findAll, listedMax, type FindingOptions } from "../../../src/adapters/genode/findings/index.ts";
import { cycles } from "../../../src/adapters/genode/findings/cycle.ts";
import { didYouMean, nearest } from "../../../src/adapters/genode/findings/nearest.ts";
import { readSystem } from "../../../src/adapters/genode/index.ts";
import type { Finding } from "../../../src/language/report.ts";

const head = `config
+ parent-provides
  + service ROM
  + service PD
  + service CPU
  + service LOG
  + service TRACE
+ default | caps: 100 | ram: 1M
+ default-route | + any-service | + parent
`;

const find = (text: string, options: FindingOptions = {}): readonly Finding[] =>
  findAll(readSystem(text, "test.hid").system!, options);

const withCode = (code: string, text: string, options: FindingOptions = {}): readonly Finding[] =>
  find(text, options).filter((finding) => finding.code === code);

const example = (name: string): string =>
  readFileSync(new URL(`../../../examples/genode/${name}.hid`, import.meta.url), "utf8");

describe("routes that are open to every service", () => {
  const bare = head.replace("+ default-route | + any-service | + parent\n", "");
  const start = (name: string, rule: string): string => `+ start ${name}\n  + route\n    + ${rule} | + parent\n`;
  it("are named, three at most", () => {
    const open = (count: number): readonly string[] => withCode("GN109",
      `${bare}${Array.from({ length: count }, (_, i) => start(`c${i}`, "any-service")).join("")}-`).map(({ message }) => message);
    expect(open(3)).toEqual(['Every service of the parent is open to "c0", "c1", "c2" in init; name the services for components that are not trusted.']);
    expect(open(5)).toEqual(['Every service of the parent is open to "c0", "c1", "c2" and 2 more in init; name the services for components that are not trusted.']);
  });
  it("are none where a label is asked for, or one service is named", () => {
    expect(withCode("GN109", `${bare}${start("a", "any-service | label_prefix: x")}${start("b", "service ROM")}-`)).toEqual([]);
  });
});

describe("isolation", () => {
  const ask = (name: string, options: FindingOptions): readonly string[] => find(example(name), options)
    .filter(({ code }) => code.startsWith("GN30") && code > "GN303").map(({ code, message }) => `${code} ${message}`);

  it("holds in both directions for the clients of the web cache, given that the router is trusted", () => {
    const isolate = [{ from: ["client_a"], to: ["client_b"] }];
    const trusting = ask("webcache", { isolate, trust: ["nic_router"] });
    expect(trusting.map((text) => text.slice(0, 5))).toEqual(["GN305", "GN305"]);
    expect(ask("webcache", { isolate })[0])
      .toMatch(/: client_a ==Nic \(line \d+\)==> nic_router ==Nic .*==> client_b/u);
  });

  it("follows sessions through forwarded services into a nested init", () => {
    const [path] = ask("desktop", { isolate: [{ from: ["vault"], to: ["editor"], oneWay: true }] });
    expect(path).toMatch(/vault ==File_system .*==> vault_fs ==Block .*==> drivers -> ahci ==Block .*==> home_fs ==/u);
  });

  it("takes the name of a nested init for everything in it, and knows paths", () => {
    const inside = ask("desktop", { isolate: [{ from: ["drivers"], to: ["init -> drivers -> ahci"], oneWay: true }] });
    expect(inside[0]).toContain("is on both sides");
  });

  it("goes by the direction of a service, unless it is asked to be pessimistic", () => {
    const text = `${head}+ start sink | + provides | + service Report
+ start low  | + route | + service Report | + child sink
+ start high | + route | + service Report | + child sink\n-`;
    const options = { isolate: [{ from: ["low"], to: ["high"], oneWay: true }] };
    expect(find(text, options).map(({ code }) => code)).toContain("GN305");
    expect(find(text, { ...options, pessimistic: true }).map(({ code }) => code)).toContain("GN304");
  });

  it("counts an unknown service as open both ways, and a service of the parent other than core's too", () => {
    const text = `config
+ parent-provides
  + service Gossip
+ default | caps: 100 | ram: 1M
+ start low  | + route | + service Gossip | + parent
+ start high | + route | + service Gossip | + parent\n-`;
    const [found] = withCode("GN304", text, { isolate: [{ from: ["low"], to: ["high"], oneWay: true }] });
    expect(found?.message).toContain("==> the parent ==Gossip");
  });

  it("sees what a trace session of core shows", () => {
    const tracer = (label: string): string => `${head}+ start shell
+ start monitor | + route | + service TRACE | + parent${label}\n-`;
    const options = { isolate: [{ from: ["shell"], to: ["monitor"], oneWay: true }] };
    expect(withCode("GN304", tracer(" | label:"), options)).toHaveLength(1);
    expect(withCode("GN304", tracer(""), options)).toEqual([]);
  });

  it("tells ambiguous names from unknown ones", () => {
    const text = `${head}+ start a | + route | + any-service | + parent
+ start sub | caps: 400 | ram: 8M
  + binary init
  + config
    + parent-provides | + service ROM
    + start a\n-`;
    const [found] = withCode("GN306", text, { isolate: [{ from: ["a"], to: ["sub"] }] });
    expect(found?.message).toContain('did you mean "init -> a", "init -> sub -> a"?');
  });
});

describe("nested inits", () => {
  const nested = (rule: string): string => `${head}+ start timer | + provides | + service Timer
+ start sub | caps: 400 | ram: 8M
  + binary init
  + route
    + service Timer | label_prefix: a -> | + child timer
    + any-service | + parent
  + config
    + parent-provides
      + service Timer
    + default | caps: 50 | ram: 300K
    + start a | + route | ${rule}
    + start b | + route | + service Timer | + parent | label: elsewhere\n-`;

  it("judges the inner rule by what the outer route can do for some label", () => {
    expect(withCode("GN107", nested("+ service Timer | + parent")).map(({ component }) => component))
      .toEqual(["init -> sub -> b"]);
  });

  it("judges parent-provides in its own scope", () => {
    expect(withCode("GN103", nested("+ service Rtc | + parent")).map(({ component }) => component))
      .toEqual(["init -> sub -> a"]);
  });

  it("leaves out components that hold start nodes but are no init", () => {
    const text = `${head}+ start sequence
  + config
    + start first
    + start first\n-`;
    expect(find(text).filter(({ severity }) => severity !== "note")).toEqual([]);
  });
});

describe("messages", () => {
  it("escape what could steer a terminal", () => {
    const text = '<config><parent-provides/><default-route><any-service><parent/></any-service></default-route>'
      + '<start name="a" caps="100" ram="1M"><route><service name="&#x202e;X"><child name="b"/></service></route>'
      + "</start></config>";
    const messages = find(text).map(({ message }) => message).join("\n");
    expect(messages).not.toMatch(/[\u0080-\u009f\u202a-\u202e]/u);
    expect(messages).toContain("\\u{202e}X");
  });

  it("suggest names that are written alike, nearest first", () => {
    expect(nearest("timmer", ["report", "timer", "simmer", "timer2"])).toEqual(["simmer", "timer", "timer2"]);
    expect(nearest("strat", ["start", "star"])).toEqual(["start"]);
    expect(nearest("abdc", ["abcd"])).toEqual(["abcd"]);
    expect(didYouMean("x", ["report_rom"], "add it")).toBe("add it");
  });
});

test("a dead alias is no advice", () => {
  const advised = (aliases: string): string => withCode("GN101", `${head}${aliases}+ start a | + route | + service Report | + child reprot\n-`)[0]!.message;
  expect(advised("+ start report | + provides | + service Report\n")).toContain('did you mean "report"?');
  expect(advised("+ alias report | child: nobody\n")).not.toContain("did you mean");
  expect(advised("+ alias report | child: a\n")).toContain('did you mean "report"?');
});

describe("cycles", () => {
  it("are shortest, one for each part", () => {
    expect(cycles([[1], [2, 3], [0], [0], [5], [4], [6]])).toEqual([[0, 1, 2], [4, 5], [6]]);
    expect(cycles([[1], [2], []])).toEqual([]);
  });

  it("are found in long chains", () => {
    const length = 50_000;
    const ring = Array.from({ length }, (_, node) => [(node + 1) % length]);
    expect(cycles(ring)[0]).toHaveLength(length);
  });
});

test("what has to do with a finding elsewhere goes with it", () => {
  const relatedIn = (code: string, text: string, options: FindingOptions = {}): string =>
    withCode(code, text, options).flatMap(({ related = [] }) => related.map(({ line, column, message }) => `${line}:${column} ${message}`)).join("; ");
  expect(relatedIn("GN105", `${head}+ start a\n  + route\n    + any-service | + parent\n    + any-service | + parent\n-`)).toBe("12:5 the rule that takes its requests");
  expect(relatedIn("GN202", `${head}+ start a\n+ start a\n-`)).toBe('10:1 the other start node "a"');
  expect(relatedIn("GN109", `${head}+ start a | + route | + any-service | + parent\n-`)).toBe('10:23 so does the route of "a"');
  expect(relatedIn("GN104", `${head.replace("  + service LOG\n", "")}+ start a\n+ start b\n-`)).toBe('9:1 "a" cannot start; 10:1 "b" cannot start');
  expect(relatedIn("GN302", `${head}+ start a | managing_system: yes\n+ start b | managing_system: yes\n-`)).toBe('11:13 "init -> b"');
  const chain = `${head}+ start a\n  + provides | + service X\n  + route | + service Y | + child b\n+ start b\n  + provides | + service Y\n  + route | + service X | + child a\n-`;
  expect(relatedIn("GN303", chain)).toBe('15:13 "b" waits for X of "a"');
  const path = `${head}+ start a | + provides | + service X\n+ start b | + route | + service X | + child a\n+ start c | + route | + service X | + child a\n-`;
  expect(relatedIn("GN304", path, { isolate: [{ from: ["b"], to: ["c"], oneWay: true }] })).toBe("12:23 a ==X==> c");
  expect(relatedIn("GN101", `${head}+ start a | + route | + service X | + child b\n-`)).toBe("");
});

describe("large systems", () => {
  const many = (count: number, each: (number: number) => string): string =>
    `${head}${Array.from({ length: count }, (_, number) => each(number)).join("\n")}\n-`;

  it("list the gravest findings by place and say how many there are", () => {
    const found = find(many(20_000, (number) => `+ start s${number} | + route | + service Nic | + child nobody`));
    expect(found).toHaveLength(listedMax + 1);
    expect(found.filter(({ code }) => code === "GN007")).toHaveLength(1);
    expect(found.slice(1).every(({ severity }) => severity === "error")).toBe(true);
    expect(found.every((one, index) => index === 0 || found[index - 1]!.line <= one.line)).toBe(true);
  });

  it.each([
    ["components", many(20_000, (number) => `+ start s${number}\n  + provides | + service T${number}`)],
    ["rules of one route", `${head}+ start shell\n  + route\n${Array.from({ length: 20_000 }, (_, number) =>
      `    + service ROM | label: r${number} | + parent`).join("\n")}\n-`],
    ["late defaults", many(20_000, (number) => number < 10_000 ? `+ start s${number}` : "+ default")],
    ["prefix rules of one route", `${head}+ start shell\n  + route\n${Array.from({ length: 20_000 }, (_, number) =>
      `    + service ROM | label_prefix: r${number}x | + parent`).join("\n")}\n-`],
    ["servers on one default route to any child", many(4_000, (number) => `+ start s${number}\n  + provides | + service T${number}`).replace("+ default-route | + any-service | + parent", "+ default-route\n  + any-service\n    + any-child\n    + parent")],
    ["servers of one service", many(4_000, (number) => `+ start s${number}\n  + provides | + service T`).replace("+ default-route | + any-service | + parent", "+ default-route\n  + any-service\n    + any-child\n    + parent")],
    ["routes to any child", many(2_000, (number) => `+ start s${number}\n  + provides | + service T${number}\n  + route\n    + service ROM | label: x | + parent\n    + any-service\n      + any-child\n      + parent`)],
  ])("with many %s are checked in seconds", (_, text) => {
    const { system } = readSystem(text, "large.hid");
    const before = process.cpuUsage();
    const isolate = system!.starts.length > 1 ? [{ from: [system!.starts[0]!.name], to: [system!.starts.at(-1)!.name] }] : [];
    expect(findAll(system!, { isolate }).some(({ code }) => code === "GN304" || code === "GN305")).toBe(isolate.length > 0);
    const { user, system: kernel } = process.cpuUsage(before);
    expect((user + kernel) / 1e6).toBeLessThan(10);
  });
});
