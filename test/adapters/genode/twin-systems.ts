/** Random configurations of an init and one nested in it, as plain objects for the naive twin and as XML for the readers. */
import * as fc from "fast-check";
import type { Selectors, TwinAlias, TwinInit, TwinPolicy, TwinRule, TwinStart, TwinTarget } from "./init-twin.ts";

export const said = ["", "x", "y", "xy", "x -> y", "x -> ", " x", "x ", "y -> x", "a", "a -> x"];
const values = ["", "x", "y", "x ->", "x ", " x", "a", "a ->", "a -> x", "n -> a -> x", "a -> ", "x -> y"];

const some = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 1 });
const bare = <Value extends object>(value: Value): Value =>
  Object.fromEntries(Object.entries(value).filter((entry) => entry[1] !== undefined)) as Value;

const value = fc.constantFrom(...values);
const when = (freely: boolean): fc.Arbitrary<Selectors> => fc.oneof(
  fc.constant({}),
  ...["label", "label_prefix", "label_suffix", "label_last", ...(freely ? ["unscoped_label"] : [])]
    .map((name) => value.map((label) => ({ [name]: label }))),
  fc.record({ label: some(value), label_prefix: some(value), label_suffix: some(value), label_last: some(value),
    unscoped_label: freely ? some(value) : fc.constant(undefined) }).map(bare) as fc.Arbitrary<Selectors>,
);
const child = (names: readonly string[]): fc.Arbitrary<TwinTarget> => fc.record({
  to: fc.constantFrom("child" as const, "child" as const, "parent" as const, "any-child" as const, "local" as const),
  name: fc.constantFrom(...names), label: fc.option(value, { nil: undefined, freq: 4 }),
  identity: fc.option(value, { nil: undefined, freq: 4 }), resource: fc.option(value, { nil: undefined, freq: 4 }),
}).map(({ to, name, ...rewriting }) =>
  bare(to === "child" ? { to, name, ...rewriting } : to === "local" ? { to } : { to, ...rewriting }) as TwinTarget);
const rule = (services: readonly string[], names: readonly string[]): fc.Arbitrary<TwinRule> =>
  fc.record({ service: fc.option(fc.constantFrom(...services), { nil: null, freq: 3 }), when: when(true),
    targets: fc.array(child(names), { minLength: 1, maxLength: 2 }) });
const startNode = (services: readonly string[], name: string, names: readonly string[]): fc.Arbitrary<TwinStart> => fc.record({
  node: fc.constant("start" as const), name: fc.constant(name), version: fc.constant(""),
  provides: fc.array(fc.constantFrom(...services), { maxLength: 2 }), rules: fc.array(rule(services, names), { maxLength: 3 }),
});
const policy = (names: readonly string[]): fc.Arbitrary<TwinPolicy> => fc.record({
  when: when(false), isDefault: fc.boolean(), child: fc.option(fc.constantFrom(...names), { nil: null, freq: 5 }),
  label: fc.option(value, { nil: undefined, freq: 4 }),
}).map((one) => bare(one.isDefault ? { ...one, when: {} } : one) as TwinPolicy);
const alias = (names: readonly string[]): fc.Arbitrary<TwinAlias> =>
  fc.record({ node: fc.constant("alias" as const), name: fc.constantFrom("c", ...names), child: fc.constantFrom(...names) });

export interface TwinNames {
  readonly services: readonly string[];
  /** Names of the components in the nested init. */
  readonly inner: readonly string[];
}

/** Inits with components a and b, and n, which may be an init itself. */
export function systems({ services, inner: innerNames }: TwinNames): fc.Arbitrary<TwinInit> {
  const start = (name: string, names: readonly string[]) => startNode(services, name, names);
  const policies = some(fc.array(policy(innerNames), { minLength: 1, maxLength: 3 }));
  const inner: fc.Arbitrary<TwinInit> = fc.record({
    parentProvides: fc.subarray([...services]),
    nodes: fc.tuple(...innerNames.map((name) => start(name, innerNames))),
    forwards: fc.record(Object.fromEntries(services.map((service) => [service, policies]))).map(bare) as fc.Arbitrary<Record<string, TwinPolicy[]>>,
  });
  const names = ["a", "b", "n"];
  return fc.record({
    parentProvides: fc.subarray([...services]),
    nodes: fc.tuple(start("a", [...names, "c"]), start("b", names), start("n", names), inner, some(alias(names)),
      fc.option(start("b", names).map((one) => ({ ...one, version: "2" })), { nil: undefined, freq: 1 }), fc.boolean(), fc.boolean())
      .map(([a, b, n, nested, one, second, isFirst, isNested]) => {
        const starts: (TwinStart | TwinAlias)[] = [a, b, isNested ? { ...n, inner: nested } : n, ...(second ? [second] : [])];
        return one === undefined ? starts : isFirst ? [one, ...starts] : [...starts, one];
      }),
    forwards: fc.constant({}),
  });
}

const attributes = (all: object): string =>
  Object.entries(all).map(([name, set]) => ` ${name}="${String(set)}"`).join("");
const ruleText = ({ service: name, when: selectors, targets }: TwinRule): string => {
  const type = name === null ? "any-service" : "service";
  return `<${type}${attributes({ ...(name === null ? {} : { name }), ...selectors })}>`
    + `${targets.map(({ to, ...rest }) => `<${to}${attributes(rest)}/>`).join("")}</${type}>`;
};
const policyText = ({ when: selectors, isDefault, child: name, label }: TwinPolicy): string => {
  const type = isDefault ? "default-policy" : "policy";
  const target = name === null ? "" : `<child${attributes({ name, ...(label === undefined ? {} : { label }) })}/>`;
  return `<${type}${attributes(selectors)}>${target}</${type}>`;
};
const listed = (names: readonly string[]): string => names.map((name) => `<service name="${name}"/>`).join("");
/** The configuration as XML. */
export const text = ({ parentProvides, nodes, forwards }: TwinInit): string => `<config><parent-provides>${listed(parentProvides)}</parent-provides>`
  + Object.entries(forwards).map(([name, policies]) => `<service name="${name}">${policies.map(policyText).join("")}</service>`).join("")
  + nodes.map((node) => node.node === "alias" ? `<alias${attributes({ name: node.name, child: node.child })}/>`
    : `<start${attributes({ name: node.name, ...(node.version === "" ? {} : { version: node.version }) })} caps="100" ram="9M">`
      + `${node.inner ? '<binary name="init"/>' : ""}<provides>${listed(node.provides)}</provides><route>${node.rules.map(ruleText).join("")}</route>`
      + `${node.inner ? text(node.inner) : ""}</start>`).join("") + "</config>";
