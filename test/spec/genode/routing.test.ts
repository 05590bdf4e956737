/** The routing rules, one row for each sentence. */
import { describe, expect, it } from "vitest";
import type { LabelRewriting, LabelSelector, Rule } from "../../../spec/genode/config.ts";
import { forward } from "../../../spec/genode/forwarding.ts";
import { lastElement, matches, prefix, rewrite, route, scopedLabel } from "../../../spec/genode/routing.ts";
import { anyChild, anyService, at, child, init, local, parent, policy, server, service, start, tree } from "./values.ts";

describe("labels", () => {
  it.each([
    ["init -> a -> b", "b", "init -> a"], ["a", "a", ""], ["timer -> ", "", "timer"], ["", "", ""],
    ["a->b", "a->b", ""],
  ])("%j has the last element %j and the prefix %j", (label, last, front) => {
    expect([lastElement(label), prefix(label)]).toEqual([last, front]);
  });

  it.each([
    ["shell", "shell -> log", "log"], ["shell", "shell -> ", ""], ["shell", "shell", undefined],
    ["shell", "shells -> log", undefined],
  ])("%j says of %j: %j", (name, label, said) => expect(scopedLabel(name, label)).toBe(said));

  const rewritings: readonly [string, LabelRewriting, string][] = [
    ["a -> b", {}, "a -> b"],
    ["a -> b", { label: "x -> y" }, "x -> y"],
    ["a -> b", { label: "" }, ""],
    ["a -> b", { label: "x", identity: "i", resource: "r" }, "x"],
    ["a -> b", { identity: "i" }, "i -> b"],
    ["a -> b", { identity: "" }, "b"],
    ["a -> b", { resource: "r" }, "a -> r"],
    ["a -> /b", { prependResource: "/sub" }, "a -> /sub/b"],
    ["a -> b", { identity: "i", resource: "r", prependResource: "p" }, "i -> pr"],
    ["b", { resource: "r" }, "r"],
  ];
  it.each(rewritings)("%j rewritten by %j is %j", (label, by, seen) => expect(rewrite(by, label)).toBe(seen));
});

describe("label selectors", () => {
  const rows: readonly [LabelSelector, string, boolean][] = [
    [{}, "shell", true],
    [{}, "shell -> x", true],
    [{ label: "x" }, "shell -> x", true],
    // A label that stands alone, unscoped_label and label_last are compared as they are, all others without spaces around.
    [{ label: " x " }, "shell -> x", false],
    [{ label: " x " }, "shell ->  x ", true],
    [{ label: "x" }, "shell -> x ", false],
    [{ label: " x", labelPrefix: "" }, "shell -> x ", true],
    [{ labelPrefix: " x " }, "shell ->  xy", true],
    [{ labelSuffix: " x " }, "shell -> yx ", true],
    [{ labelLast: "x " }, "shell -> x", false],
    [{ labelLast: "x" }, "shell -> x ", false],
    [{ unscopedLabel: "shell ->" }, "shell -> ", false],
    [{ labelPrefix: "x\t" }, "shell -> x", false],
    [{ label: "x" }, "shell -> x -> y", false],
    [{ label: "" }, "shell -> ", true],
    [{ label: "" }, "shell -> x", false],
    [{ label: "shell" }, "shell", false],
    [{ labelPrefix: "x" }, "shell -> xyz", true],
    [{ labelPrefix: "x ->" }, "shell -> x -> y", true],
    [{ labelPrefix: "y" }, "shell -> xyz", false],
    [{ labelPrefix: "" }, "shell", false],
    [{ labelSuffix: ".so" }, "shell -> libc.so", true],
    [{ labelSuffix: ".so" }, "ld.lib.so", false],
    [{ labelPrefix: "a", labelSuffix: "z" }, "shell -> abz", true],
    [{ labelPrefix: "a", labelSuffix: "z" }, "shell -> aby", false],
    [{ labelLast: "x" }, "shell -> y -> x", true],
    [{ labelLast: "shell" }, "shell", true],
    [{ labelLast: "ld.lib.so" }, "ld.lib.so", true],
    [{ unscopedLabel: "shell" }, "shell", true],
    [{ unscopedLabel: "shell -> x" }, "shell -> x", true],
    [{ unscopedLabel: "x" }, "shell -> x", false],
    // By the book selectors combine. Genode ignores the second one of each of these.
    [{ unscopedLabel: "shell -> x", label: "y" }, "shell -> x", true],
    [{ unscopedLabel: "shell -> x", labelLast: "y" }, "shell -> x", true],
    [{ labelLast: "x", labelPrefix: "b" }, "shell -> a -> x", true],
    [{ labelLast: "x", labelPrefix: "a" }, "shell -> a -> y", false],
  ];
  it.each(rows)("%j on %j: %j", (selector, label, expected) => {
    expect(matches(service("ROM", selector), "shell", "ROM", label)).toBe(expected);
  });

  it("are not asked for another service", () => {
    expect(matches(service("ROM", {}), "shell", "LOG", "shell")).toBe(false);
    expect(matches(anyService(), "shell", "LOG", "shell")).toBe(true);
  });
});

describe("routes", () => {
  const vfs = server("vfs", "File_system");
  const ramFs = server("ram_fs", "File_system");
  const timer = server("timer", "Timer");
  const ask = (rules: readonly Rule[] | undefined, what: string, label: string, more = {}): string => {
    const shell = start("shell", { route: rules, ...more });
    const system = init([vfs, ramFs, timer, shell], { aliases: [{ name: "clock", child: "timer", at }] });
    const found = route(system, shell, what, label);
    if (found.kind === "child") return `${found.child.name} as ${found.label}`;
    return found.kind === "parent" ? `parent as ${found.label}`
      : found.kind === "local" ? `local ${found.what}` : `denied: ${found.why}`;
  };

  it.each([
    ["the first matching rule wins", [service("ROM", { label: "x" }, parent({ label: "y" })), anyService(parent())],
      "ROM", "shell -> x", "parent as y"],
    ["the first target that exists wins", [service("Timer", {}, parent(), child("timer"))],
      "Timer", "shell -> ", "timer as shell -> "],
    ["a rule for one service is final", [service("Timer", {}, parent()), anyService(child("timer"))],
      "Timer", "shell -> ", "denied: no target of the rule provides Timer"],
    ["a rule for any service lets later rules try", [anyService(parent()), service("Timer", {}, child("timer"))],
      "Timer", "shell -> ", "timer as shell -> "],
    ["an alias stands for its child", [service("Timer", {}, child("clock"))],
      "Timer", "shell -> ", "timer as shell -> "],
    ["any child means the only one", [anyService(anyChild)], "Timer", "shell -> ", "timer as shell -> "],
    ["any child fails with several", [service("File_system", {}, anyChild)],
      "File_system", "shell -> ", "denied: more than one child provides File_system"],
    ["init has no services of its own for local", [service("Timer", {}, local, child("timer"))], "Timer", "shell -> ", "timer as shell -> "],
    ["a target after an ambiguous one is tried", [service("File_system", {}, anyChild, child("vfs"))],
      "File_system", "shell -> /", "vfs as shell -> /"],
    ["an unknown child fails quietly", [anyService(child("nobody"), parent())], "LOG", "shell", "parent as shell"],
    ["a rule without targets denies", [service("LOG", {})], "LOG", "shell", "denied: the rule has no target"],
    ["no rule, no session", [], "LOG", "shell", "denied: no rule is left that matches"],
    ["no route, no session", undefined,
      "LOG", "shell", "denied: the child has no route, and no default-route precedes it"],
    ["scoped rules pass environment sessions by",
      [service("LOG", { label: "shell" }, child("vfs")), anyService(parent())],
      "LOG", "shell", "parent as shell"],
    ["label_last catches environment sessions", [service("ROM", { labelLast: "ld.lib.so" }, parent({ label: "ld" }))],
      "ROM", "ld.lib.so", "parent as ld"],
    ["session_requests is local", [anyService(parent())], "ROM", "shell -> session_requests", "local session_requests"],
  ] as const)("%s", (_, rules, what, label, expected) => expect(ask(rules, what, label)).toBe(expected));

  it("a binary is found under a name that init has a module for", () => {
    const named = (name: string, more: object): string => {
      const one = start(name, { route: [anyService(parent())], ...more });
      const found = route(init([one]), one, "ROM", name);
      return found.kind === "local" ? `local ${found.what}` : found.kind;
    };
    expect(named("session_requests", {})).toBe("local session_requests");
    expect(named("session_requests", { binary: "server" })).toBe("parent");
    expect(named("config", { binary: "server", config: tree })).toBe("local config");
    expect(named("config", {})).toBe("parent");
  });

  it("a route of its own replaces the default route", () => {
    const more = { defaultRoute: [anyService(parent())] };
    expect(ask([service("Timer", {}, child("timer"))], "LOG", "shell", more)).toBe("denied: no rule is left that matches");
    expect(ask(undefined, "LOG", "shell", more)).toBe("parent as shell");
  });

  it.each([
    ["an inline config is served locally", { config: tree }, "shell -> config", "local config"],
    ["a config from elsewhere is routed", {}, "shell -> config", "parent as shell -> config"],
    ["the binary is asked for by its own name", { binary: "bash" }, "shell", "parent as bash"],
    ["a static binary is its own linker", { ld: false }, "ld.lib.so", "parent as shell"],
    ["the linker is asked for by its name", {}, "ld.lib.so", "parent as ld.lib.so"],
  ])("%s", (_, more, label, expected) => expect(ask([anyService(parent())], "ROM", label, more)).toBe(expected));

  it("a program other than init may have services of its own", () => {
    const client = start("s", { route: [service("PD", {}, local)] });
    expect(route(init([client], { program: "monitor" }), client, "PD", "s")).toEqual({ kind: "local", what: "PD" });
  });

  it("a child that declares a service twice makes any child ambiguous", () => {
    const client = start("s", { route: [service("Gui", {}, anyChild)] });
    expect(route(init([server("gui", "Gui", "Gui"), client]), client, "Gui", "s -> ").kind).toBe("denied");
  });

  it("a default route counts for children that it precedes", () => {
    const rules = [anyService(parent())];
    const early = start("early");
    const late = start("late", { defaultRoute: rules });
    const system = init([early, late], { defaultRoute: rules });
    expect([early, late].map((one) => route(system, one, "LOG", one.name).kind)).toEqual(["denied", "parent"]);
  });
});

describe("forwarding", () => {
  const system = (...policies: readonly ReturnType<typeof policy>[]) => init([server("a", "Gui"), server("b", "Gui")],
    { forwards: [{ service: "Gui", policies, at }] });
  const ask = (policies: readonly ReturnType<typeof policy>[], label: string, what = "Gui"): string => {
    const found = forward(system(...policies), what, label);
    return found.kind === "child" ? `${found.child.name} as ${found.label}` : found.kind;
  };
  const fallback = { ...policy({}, "b"), isDefault: true };

  it.each([
    ["label beats prefix", [policy({ labelPrefix: "x ->" }, "b"), policy({ label: "x -> y" }, "a")], "x -> y",
      "a as x -> y"],
    ["the longer prefix wins", [policy({ labelPrefix: "x" }, "b"), policy({ labelPrefix: "x ->" }, "a")], "x -> y",
      "a as x -> y"],
    ["then the longer suffix", [policy({ labelSuffix: "y" }, "b"), policy({ labelSuffix: "> y" }, "a")], "x -> y",
      "a as x -> y"],
    ["then the earlier one", [policy({ labelPrefix: "x" }, "a"), policy({ labelPrefix: "x" }, "b")], "x", "a as x"],
    ["spaces around do not count", [policy({ label: "x ->" }, "a")], "x -> ", "a as x -> "],
    ["neither around a prefix or a suffix", [policy({ labelPrefix: " x ", labelSuffix: " y " }, "a")], " x -> y ", "a as  x -> y "],
    ["an empty prefix beats a suffix", [policy({ labelSuffix: "x -> y" }, "b"), policy({ labelPrefix: "" }, "a")], "x -> y", "a as x -> y"],
    ["spaces make no prefix longer", [policy({ labelPrefix: "x" }, "a"), policy({ labelPrefix: "x  " }, "b")], "x -> y", "a as x -> y"],
    ["label_last is not evaluated", [policy({ labelPrefix: "x", labelLast: "z" }, "a"), fallback], "x -> y", "a as x -> y"],
    ["label_last alone fits nobody", [policy({ labelLast: "y" }, "a"), fallback], "x -> y", "b as x -> y"],
    ["a policy without child denies", [{ ...policy({ label: "x" }, "a"), child: undefined }, fallback], "x", "denied"],
    ["selectors must all hold", [policy({ labelPrefix: "x", labelSuffix: "z" }, "a"), fallback], "x -> y",
      "b as x -> y"],
    ["no selector fits nobody", [policy({}, "a"), fallback], "x", "b as x"],
    ["the policy's label is what the child sees", [policy({ label: "x" }, "a", "z")], "x", "a as z"],
    ["nothing fits", [policy({ label: "x" }, "a")], "y", "denied"],
    ["an unknown child keeps the request", [policy({ label: "x" }, "c")], "x", "pending"],
  ] as const)("%s", (_, policies, label, expected) => expect(ask(policies, label)).toBe(expected));

  it("a policy's child is not looked up among the aliases, a target's is", () => {
    const aliases = [{ name: "c", child: "a", at }];
    const forwarding = init([server("a", "Gui")], { aliases, forwards: [{ service: "Gui", policies: [policy({ label: "x" }, "c")], at }] });
    expect(forward(forwarding, "Gui", "x").kind).toBe("pending");
    expect(route(forwarding, start("s", { route: [service("Gui", {}, child("c"))] }), "Gui", "s -> ").kind).toBe("child");
  });

  it("of two versions of a child one that provides the service serves", () => {
    const versions = [server("fs", "File_system"), start("fs", { version: "2" })];
    const client = start("s", { route: [service("File_system", {}, child("fs"))] });
    expect(route(init([...versions, client]), client, "File_system", "s -> ")).toMatchObject({ kind: "child", child: { version: "" } });
    const forwards = [{ service: "File_system", policies: [policy({ label: "x" }, "fs")], at }];
    expect(forward(init(versions.toReversed(), { forwards }), "File_system", "x")).toMatchObject({ kind: "child", child: { version: "" } });
  });

  it("of two that serve, a route takes the one that came last, a policy the one that came first", () => {
    const versions = [server("fs", "File_system"), { ...server("fs", "File_system"), version: "2" }];
    const client = start("s", { route: [service("File_system", {}, child("fs"))] });
    const system = init([...versions, client], { forwards: [{ service: "File_system", policies: [policy({ label: "x" }, "fs")], at }] });
    expect(route(system, client, "File_system", "s -> ")).toMatchObject({ child: { version: "2" } });
    expect(forward(system, "File_system", "x")).toMatchObject({ child: { version: "" } });
  });

  it("a service that nobody forwards stays pending", () => expect(ask([], "x", "Nic")).toBe("pending"));
});
