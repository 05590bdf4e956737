/**
 * A component cannot start (GN104) by the findings if and only if a naive twin of init cannot open one of its environment sessions.
 * `RUNS=100000` tries more.
 */
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { findAll } from "../../../src/adapters/genode/findings/index.ts";
import { readSystem } from "../../../src/adapters/genode/index.ts";
import { unstartable } from "./init-twin.ts";
import { systems, text } from "./twin-systems.ts";

const services = ["ROM", "PD", "CPU", "LOG"];

test("a component cannot start where the twin denies it a session, and only there", () => {
  let [denied, granted] = [0, 0];
  fc.assert(fc.property(systems({ services, inner: ["p", "s"] }), fc.array(fc.constantFrom<string>("a", "b", "n", "p", "s")), (config, healthy) => {
    // Most random routes deny something: some of the components get one that leads all to the parent.
    const heal = (init: typeof config): typeof config => ({
      ...init, parentProvides: healthy.length > 1 ? services : init.parentProvides,
      nodes: init.nodes.map((node) => node.node !== "start" ? node : {
        ...node, ...(node.inner ? { inner: heal(node.inner) } : {}),
        rules: healthy.includes(node.name) ? [...node.rules.slice(0, 1), { service: null, when: {}, targets: [{ to: "parent" as const }] }] : node.rules,
      }),
    });
    const whole = heal(config);
    const { system, problems } = readSystem(text(whole), "twin.xml");
    expect(problems).toEqual([]);
    const told = findAll(system!).filter(({ code, severity }) => code === "GN104" && severity === "error")
      .flatMap(({ message, related = [] }) => [message, ...related.map((one) => one.message)])
      .flatMap((message) => Array.from(message.slice(0, message.indexOf(" cannot start")).matchAll(/"(\w+)"/gu), ([, name]) => name!));
    const expected = [...unstartable(whole)].map((path) => path.split(" -> ").at(-1)!);
    expect([...new Set(told)].sort()).toEqual([...new Set(expected)].sort());
    denied += expected.length;
    granted += whole.nodes.length - expected.length;
  }), { numRuns: Number(process.env["RUNS"] ?? 400), seed: 11 });
  expect(denied).toBeGreaterThan(300);
  expect(granted).toBeGreaterThan(50);
});
