/**
 * Configurations that were read falsely once, or could be: each with the codes that are worse than a note, and what is said
 * of the flow between two of its components; beside each a healthy twin that differs in one line.
 */
import { describe, expect, it } from "vitest";
import { findAll } from "../../../src/adapters/genode/findings/index.ts";
import { readSystem } from "../../../src/adapters/genode/index.ts";

const parent = "+ parent-provides\n  + service ROM\n  + service CPU\n  + service PD\n  + service LOG\n";
const environment = "    + service ROM | + parent\n    + service PD  | + parent\n    + service CPU | + parent\n    + service LOG | + parent\n";
const open = "  + route | + any-service | + parent\n";
const server = (name: string, service = "Terminal"): string => `+ start ${name}\n  + provides | + service ${service}\n${open}`;
const client = (...rules: readonly string[]): string => `+ start client\n  + route\n${rules.map((rule) => `    + ${rule}\n`).join("")}${environment}`;
const indented = (lines: string): string => lines.replaceAll(/^/gmu, "    ").trimEnd() + "\n";

/** A nested init with a terminal server, and what it forwards to it. */
const sub = (policies: string, inside = server("server") + server("other"), service = "Terminal"): string =>
  `+ start sub | caps: 600 | ram: 20M\n  + binary init\n  + provides | + service ${service}\n  + config\n`
    + indented(`${parent}+ default | caps: 100 | ram: 2M\n+ service ${service}\n${policies}\n${inside}`) + open;

const whole = (lines: string, head = "config"): string => `${head}\n${parent}+ default | caps: 100 | ram: 2M\n${lines}-`;

function ask(text: string, from = "client", to = "server"): { codes: readonly string[]; flow: string } {
  const { system, findings, problems } = readSystem(text, "verdict.hid");
  expect(problems).toEqual([]);
  const isolate = [{ from: [from], to: [to], oneWay: true }];
  const isFlow = (code: string): boolean => /^GN30[4-7]$/u.test(code);
  const found = findAll(system!, { isolate });
  const grave = [...findings, ...findAll(system!)].filter(({ severity }) => severity !== "note");
  return { codes: grave.map(({ code, severity }) => `${code} ${severity}`), flow: found.filter(({ code }) => isFlow(code)).map(({ code }) => code).join() };
}

describe("whether information can flow from client to server", () => {
  const forwarded = (policy: string, ...rules: readonly string[]): string => whole(sub(`  + ${policy} | + child server`) + client(...rules));
  const direct = (...rules: readonly string[]): string => whole(server("server") + server("other") + client(...rules));
  const rows: readonly [string, string, string][] = [
    ["a policy's label is compared without spaces around", "GN304", forwarded("policy | label: client ->", "service Terminal | label: | + child sub")],
    ["so is its prefix", "GN304", forwarded("policy | label_prefix: client ->", "service Terminal | label: | + child sub")],
    ["and its suffix", "GN304", forwarded("policy | label_suffix: ->", "service Terminal | label: | + child sub")],
    ["a policy for another label", "GN305", forwarded("policy | label: client -> x", "service Terminal | label: | + child sub")],
    ["a rule with a prefix lets spaces pass", "GN304",
      whole(sub("  + policy | label_prefix: client -> x | + child other\n  + default-policy | + child server") + client("service Terminal | label_prefix: x | + child sub"))],
    ["a rule with a label does not", "GN305",
      whole(sub("  + policy | label: client -> x | + child other\n  + default-policy | + child server") + client("service Terminal | label: x | + child sub"))],
    ["a policy for all of a client's labels leaves nothing to the default", "GN305",
      whole(sub("  + policy | label_prefix: client -> | + child other\n  + default-policy | + child server") + client("service Terminal | label_prefix: x | + child sub"))],
    ["label_last of a policy counts by the schema", "GN304", forwarded("policy | label_last: state", "service Terminal | label: state | + child sub")],
    ["but not for another label", "GN305", forwarded("policy | label_last: state", "service Terminal | label: log | + child sub")],
    ["label_last is ignored beside a prefix", "GN304", forwarded("policy | label_prefix: client | label_last: z", "service Terminal | label: x | + child sub")],
    ["label_last of a policy is no reason to pass the default by", "GN304",
      whole(sub("  + policy | label_prefix: client | label_last: x | + child other\n  + default-policy | + child server") + client("service Terminal | + child sub"))],
    ["unscoped_label makes others ignored", "GN304", direct("service Terminal | unscoped_label: client -> x | label_last: y | + child server")],
    ["label_last does, too", "GN304", direct("service Terminal | label_prefix: a | label_last: y | + child server", "service Terminal | + child other")],
    ["by the book the next rule takes what does not match", "GN304",
      direct("service Terminal | label_prefix: a | label_last: y | + child other", "service Terminal | label_last: y | + child server", "service Terminal | + child other")],
    ["one selector has one reading", "GN305",
      direct("service Terminal | label_last: y | + child other", "service Terminal | label_last: y | + child server", "service Terminal | + child other")],
    ["an alias makes way for the child of its name", "GN307", whole("+ alias server | child: other\n" + server("server") + server("other") + client("service Terminal | + child other"))],
    ["an alias replaces the child of its name", "GN307", whole(server("other") + server("server") + "+ start mid\n" + open + "+ alias mid | child: other\n" + client("service Terminal | + child mid"))],
    ["an alias of its own name", "GN305", whole("+ alias term | child: other\n" + server("server") + server("other") + client("service Terminal | + child term"))],
    ["an alias that stands for the server", "GN304", whole("+ alias term | child: server\n" + server("server") + server("other") + client("service Terminal | + child term"))],
    ["many share one way to any child", "GN304", whole(server("server", "A") + server("other", "B").replace("+ parent", "+ any-child") + client("any-service\n      + any-child\n      + parent"))],
    ["but for a service of which a rule speaks", "GN305", whole(server("server", "A") + client("any-service\n      + any-child\n      + parent", "service A | label: x | + parent", "service A | + parent").replace(/( {4}\+ any-service[^]*?parent\n)([^]*?A \| \+ parent\n)/u, "$2$1"))],
    ["any child of two may be either", "GN304", direct("service Terminal | + any-child")],
    ["any child of one is that one", "GN305", whole(server("server", "Report") + server("other") + client("service Terminal | + any-child"))],
    ["what follows an ambiguous any child is tried", "GN304", whole(server("one", "Nic") + server("two", "Nic") + server("server", "Nic") + client("service Nic\n      + any-child\n      + child server"))],
    ["init has no service of its own", "GN304", direct("service Terminal\n      + local\n      + child server")],
    ["a selector that is not understood", "GN307", direct("service Terminal | color: red | + child other")],
    ["a target that is not understood", "GN307", direct("service Terminal\n      + chidl server\n      + child other")],
    ["syntax that is read differently", "GN307", whole(server("server") + server("other") + "+ start client\n   + route\n     + service Terminal | + child other\n" + environment.replaceAll("    +", "     +"))],
    ["a name that Genode reads letter by letter", "GN307", '<config><parent-provides><service name="ROM"/></parent-provides><default caps="100" ram="2M"/>'
      + '<start name="server"><provides><service name="Terminal"/></provides></start><start name="client"><route><service name="Terminal"><child name="s&#101;rver2"/></service></route></start></config>'],
    ["a parent that is not known", "GN307", direct("service Terminal | + child other").replace(parent, "")],
    ["selectors of any-service count", "GN305", direct("any-service | label_last: x | + child server", "any-service | + child other").replace("label_last: x | + child server", "label_last: x | + child other")],
    ["selectors of any-service let a label pass", "GN304", direct("any-service | label_last: x | + child server", "any-service | + child other")],
    ["two versions serve one name", "GN304", whole("+ start server | version: 1\n  + provides | + service Terminal\n" + open + "+ start server | version: 2\n" + open + client("service Terminal | + child server"))],
    ["a policy without child denies", "GN305", whole(sub("  + policy | label_prefix: client") + client("service Terminal | + child sub"))],
    ["a policy is not looked up among aliases", "GN305", whole(sub("  + policy | label_prefix: client | + child term", "+ alias term | child: server\n" + server("server") + server("other")) + client("service Terminal | + child sub"))],
    ["a present prefix, though empty, beats a suffix", "GN305",
      whole(sub("  + policy | label_suffix: client -> x | + child server\n  + policy | label_prefix: | + child other") + client("service Terminal | label: x | + child sub"))],
    ["a label beats both", "GN304",
      whole(sub("  + policy | label_prefix: | + child other\n  + policy | label: client -> x | + child server") + client("service Terminal | label: x | + child sub"))],
  ];
  it.each(rows)("%s: %s", (_, flow, text) => expect(ask(text).flow).toBe(flow));

  it("a nested init's program and log concern its children", () => {
    const inner = (route: string): string => whole(`+ start client\n  + provides\n    + service ROM\n    + service LOG\n${open}+ start sub | caps: 600 | ram: 20M\n  + binary init\n  + route\n${route}    + any-service | + parent\n`
      + `  + config\n${indented(`${parent}+ default | caps: 100 | ram: 2M\n${server("server")}`)}`);
    expect(ask(inner("    + service ROM | unscoped_label: init | + child client\n")).flow).toBe("GN304");
    expect(ask(inner("    + service LOG | unscoped_label: sub | + child client\n"), "server", "client").flow).toBe("GN304");
    expect(ask(inner("")).flow).toBe("GN305");
  });

  it("an init whose binary is served as another module is another program", () => {
    const inner = (route: string, binary = "init"): string => whole(`+ start sub | caps: 600 | ram: 20M\n  + binary ${binary}\n  + route\n${route}    + any-service | + parent\n`
      + `  + config\n${indented(`${parent}+ default | caps: 100 | ram: 2M\n${server("server")}${server("client")}`)}`);
    expect(ask(inner("")).flow).toBe("GN305");
    expect(ask(inner("    + service ROM | unscoped_label: init | + parent | label: evil\n")).flow).toBe("GN304");
    expect(ask(inner("    + service ROM | label_last: ld.lib.so | + parent | label: evil.lib.so\n")).flow).toBe("GN304");
    expect(ask(inner("    + service ROM | unscoped_label: init | + parent | label: alice/src/init/2026-04-17/init\n")).flow).toBe("GN305");
  });

  describe("outside", () => {
    const own = (...rules: readonly string[]): string => `${rules.map((rule) => `    + ${rule}\n`).join("")}${environment}`;
    const through = (services: readonly string[], clients: readonly string[], servers: readonly string[]): string => whole(`+ start client\n  + route\n${own(...clients)}`
      + `+ start server\n  + route\n${own(...servers)}`).replace(parent, parent + services.map((one) => `  + service ${one}\n`).join(""));
    it.each<readonly [string, string, string]>([
      ["one server may be another", "GN304", through(["Event", "Gui"], ["service Event | + parent"], ["service Gui | + parent"])],
      ["what is reported may be a module", "GN304", through(["Report"], ["service Report | + parent"], ["service ROM | label: a | + parent"])],
      ["nor what init itself reports of a component", "GN304", through([], [], ["service ROM | label: a | + parent"]).replace("+ default", "+ report | child_ram: yes\n+ default")],
      ["but not where nobody reports", "GN305", through(["Report"], [], ["service ROM | label: a | + parent"])],
      ["core keeps its clients apart", "GN305", through([], ["service ROM | label: a | + parent"], ["service ROM | label: a | + parent"])],
      ["what is only read brings nothing there", "GN305", through(["Rtc", "Gui"], ["service Rtc | + parent"], ["service Gui | + parent"])],
    ])("%s: %s", (_, flow, text) => expect(ask(text).flow).toBe(flow));
  });

  it("who manages the system reaches all, and all are open to them", () => {
    const managed = (attribute: string, rule = "service Terminal | + child driver"): string =>
      whole(server("driver").replace("+ start driver", `+ start driver${attribute}`) + client(rule) + server("server", "Report"));
    expect(ask(managed(" | managing_system: yes")).flow).toBe("GN304");
    expect(ask(managed("")).flow).toBe("GN305");
    expect(ask(managed(" | managing_system: yes", "service RM | + parent")).flow).toBe("GN305");
    expect(ask(managed(" | managing_system: yes", "service RM | + parent"), "client", "driver").flow).toBe("GN304");
    expect(ask(managed(" | managing_system: yes", "service RM | + parent"), "driver", "client").flow).toBe("GN304");
  });

  it("a program that only reads init's configuration holds its children in its hand", () => {
    const inner = (binary: string): string => whole(`+ start sub | caps: 600 | ram: 20M\n  + binary ${binary}\n${open}`
      + `  + config\n${indented(`${parent}+ default | caps: 100 | ram: 2M\n${server("server")}${server("client")}`)}`);
    expect(ask(inner("init"), "client", "server").flow).toBe("GN305");
    expect(ask(inner("monitor"), "client", "server").flow).toBe("GN304");
  });
});

describe("what is worse than a note", () => {
  const rows: readonly [string, readonly string[], string][] = [
    ["a shadowed rule to the parent", ["GN105 warning"], whole(server("timer", "Timer") + client("service Timer | + child timer", "service Timer | + parent"))],
    ["a shadowed rule to nobody", ["GN105 warning"], whole(server("timer", "Timer") + client("service Timer | + child timer", "service Timer | + child tymer"))],
    ["a shadowed rule to a child without the service", ["GN105 warning"], whole(server("timer", "Timer") + client("service Timer | + child timer", "service Timer | + child client"))],
    ["a shadowed rule to any of two children", ["GN105 warning"],
      whole(server("one", "Nic") + server("two", "Nic") + client("service Nic | + child one", "service Nic | + any-child"))],
    ["a rule after one for any service that has the service", Array.from({ length: 5 }, () => "GN105 warning"), whole(server("timer", "Timer") + client("any-service\n      + any-child\n      + parent", "service Timer | + child tymer"))],
    ["a rule after an empty prefix, which all labels have", [], whole(server("timer", "Timer") + client("service Timer | label_prefix: | + child timer", "service Timer | + child tymer"))],
    ["a prefix after a shorter one", ["GN105 warning"],
      whole(server("timer", "Timer") + client("service Timer | label_prefix: ab | + child timer", "service Timer | label_prefix: abc | + child timer"))],
    ["a suffix after a shorter one", ["GN105 warning"],
      whole(server("timer", "Timer") + client("service Timer | label_suffix: bc | + child timer", "service Timer | label_suffix: abc | + child timer"))],
    ["a prefix and a suffix after longer ones", [], whole(server("timer", "Timer") + client("service Timer | label_prefix: abc | + child timer",
      "service Timer | label_prefix: ab | + child timer", "service Timer | label_suffix: xyz | + child timer", "service Timer | label_suffix: yz | + child timer"))],
    ["the same rule alone", ["GN101 error"], whole(server("timer", "Timer") + client("service Timer | + child tymer"))],
    ["after a rule for one label", ["GN101 error"], whole(server("timer", "Timer") + client("service Timer | label: x | + child timer", "service Timer | + child tymer"))],
    ["after a rule for any service without the service", ["GN103 error", ...Array.from({ length: 4 }, () => "GN105 warning")],
      whole(server("timer", "Timer") + client("any-service | + parent", "service Rtc | + parent"))],
    ["a policy for a service that its init does not provide", ["GN101 warning"], whole(sub("  + policy | label: x | + child nobody").replace("  + provides | + service Terminal\n", "") + client())],
    ["a policy that comes after one for all", ["GN101 warning"], whole(sub("  + policy | label_prefix: | + child server\n  + policy | label_prefix: | + child nobody") + client())],
    ["a policy for an alias", ["GN101 error"], whole(sub("  + default-policy | + child term", `+ alias term | child: server\n${server("server")}`) + client())],
    ["a policy for a child", [], whole(sub("  + default-policy | + child server") + client())],
    ["a policy without child", ["GN006 warning"], whole(sub("  + default-policy") + client())],
    ["two default nodes", [], `config\n${parent}+ default | caps: 100 | ram: 1M\n${server("a")}+ default | caps: 200 | ram: 2M\n${server("b")}-`],
    ["a default node that comes too late", ["GN201 error"], `config\n${parent}${server("a")}+ default | caps: 200 | ram: 2M\n${server("b")}-`],
    ["a default node that gives RAM too late", ["GN201 error"], `config\n${parent}+ default | caps: 100\n${server("a")}+ default | caps: 200 | ram: 2M\n-`],
    ["64 priority levels", [], whole(server("a"), "config | prio_levels: 64").replace("+ start a", "+ start a | priority: -40")],
    ["a priority below 64 levels", ["GN207 warning"], whole(server("a"), "config | prio_levels: 64").replace("+ start a", "+ start a | priority: -64")],
    ["capabilities in the older form, beside the default", ["GN005 warning"], whole("+ start a\n  + resource CAP | quantum: 200\n" + open)],
    ["a later default that takes all back", ["GN201 error"], `config\n${parent}+ default | caps: 100 | ram: 1M\n${server("a")}+ default | caps: 100\n+ start b | ram: 1M\n${open}-`],
    ["a later default that takes some back", ["GN201 warning"], `config\n${parent}+ default | caps: 100 | ram: 4M\n${server("a")}+ default | caps: 100 | ram: 1M\n${server("b")}-`],
    ["a later default with too few caps", ["GN201 error", "GN204 error"], `config\n${parent}+ default | caps: 100 | ram: 1M\n${server("a")}+ default | caps: 20 | ram: 1M\n${server("b")}-`],
    ["a later default that is no matter of those above", [], `config\n${parent}+ start a | caps: 100 | ram: 4M\n${open}+ default | caps: 50 | ram: 1M\n${server("b")}-`],
    ["capabilities in the older form", ["GN005 warning", "GN203 error"], `config\n${parent}+ start a | ram: 2M\n  + resource CAP | quantum: 200\n${open}-`],
    ["capabilities as an attribute", [], `config\n${parent}+ start a | ram: 2M | caps: 200\n${open}-`],
    ["nobody has capabilities", ["GN203 error"], `config\n${parent}+ start a | ram: 2M\n${open}+ start b | ram: 2M\n${open}+ start c | ram: 2M\n${open}-`],
    ["one of three has no capabilities", ["GN203 error"], `config\n${parent}+ start a | ram: 2M\n${open}+ start b | ram: 2M | caps: 90\n${open}+ start c | ram: 2M | caps: 90\n${open}-`],
    ["a ROM of the own name", [], whole(server("report_rom", "ROM") + client("service ROM | label: client | + child report_rom").replace("+ start client\n", "+ start client\n  + config\n"))],
    ["the log of the own name", ["GN108 warning"], whole(server("log", "LOG") + client("service LOG | label: client | + child log"))],
    ["the log is forwarded by an init without start nodes", ["GN101 error", "GN104 error"],
      whole(`+ start sub | caps: 200 | ram: 10M\n  + binary init\n  + provides | + service LOG\n  + config\n${indented(`${parent}+ service LOG\n  + policy | label: other | + child server`)}${open}+ start client\n  + route\n    + service LOG | + child sub\n    + any-service | + parent\n`).replace("    + policy", "      + policy")],
    ["a component whose binary is called as its configuration", ["GN104 error"], whole(server("config").replace("+ start config\n", "+ start config\n  + config\n"))],
    ["one that has its configuration from elsewhere", [], whole(server("config"))],
    ["a binary called as the requests to a server", ["GN104 error"], whole(server("session_requests"))],
    ["a component of that name with another binary", [], whole(server("session_requests").replace("+ start session_requests\n", "+ start session_requests\n  + binary server\n"))],
    ["a name that is there and empty", ["GN006 error"], whole(server("a").replace("+ start a", "+ start | name:"))],
    ["two versions", ["GN202 warning"], whole("+ start a | version: 1\n" + open + "+ start a | version: 2\n" + open)],
    ["twice the same version", ["GN202 error"], whole("+ start a | version: 1\n" + open + "+ start a | version: 1\n" + open)],
  ];
  it.each(rows)("%s: %j", (_, codes, text) => {
    const { system, findings } = readSystem(text, "verdict.hid");
    const grave = [...findings, ...findAll(system!)].filter(({ severity }) => severity !== "note");
    expect(grave.map(({ code, severity }) => `${code} ${severity}`)).toEqual(codes);
  });
});
