/** GN301: a server policy that trusts the part of a label which the client chooses. */
import type { Tree } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const weakPolicy: FindingKind = {
  code: "GN301",
  severities: ["warning", "note"],
  title: "A policy goes by the part of the label that the client chooses",
  page: page({
    means: `Parents put the names of components in front of a label; the last part is the client's own. A policy that
      selects by label_suffix or label_last alone therefore fits every client that asks for it. That is a note. In the
      policies of forwarded services init does not even evaluate label_last, which is a warning.`,
    matters: "Any client of the server can obtain the rights of the policy by choosing its label.",
    wrong: `
+ start vfs
  + provides | + service File_system
  + config
    + policy | label_suffix: home | root: /home | writeable: yes`,
    right: `
+ start vfs
  + provides | + service File_system
  + config
    + policy | label_prefix: shell -> | root: /home | writeable: yes`,
    source: "Genode os/include/os/session_policy.h, os/src/lib/sandbox/server.cc at ffb059da (26.04); issue #1801.",
  }),
  find: ({ scopes, scopeOf }) => scopes.flatMap((scope) => [
    ...inForwards(scope),
    ...scope.init.starts.filter(({ init }) => init === undefined || !scopeOf.has(init)).flatMap((start) =>
      start.config === undefined || start.provides.length === 0 ? []
        : inConfig(start.config).map((node) => weak(node, pathOf(scope, start)))),
  ]),
};

const inForwards = ({ init }: Scope): readonly Finding[] => init.tree.children
  .filter(({ type }) => type === "service")
  .flatMap((service) => service.children)
  .filter((node) => node.type === "policy" && (has(node, "label_last") || isWeak(node)))
  .map((node) => has(node, "label_last") ? unheeded(node, init.path) : weak(node, init.path));

/** The weak policies anywhere in a server's configuration. */
function inConfig(config: Tree): readonly Tree[] {
  const nodes = [config];
  for (const node of nodes) nodes.push(...node.children);
  return nodes.filter(isWeak);
}

const has = (node: Tree, wanted: string): boolean => node.attributes.some(({ name }) => name === wanted);

const isWeak = (node: Tree): boolean => node.type === "policy"
  && (has(node, "label_suffix") || has(node, "label_last")) && !has(node, "label") && !has(node, "label_prefix");

function weak(node: Tree, component: string): Finding {
  const selector = node.attributes.find(({ name }) => name === "label_suffix" || name === "label_last");
  const message = `this policy fits any client whose label ends with ${shown(selector?.value ?? "")}, and the client `
    + `chooses that part; select by label or label_prefix`;
  return finding(weakPolicy.code, "note", node.at, message, component);
}

function unheeded(node: Tree, component: string): Finding {
  const others = ["label", "label_prefix", "label_suffix"].filter((name) => has(node, name));
  const effect = others.length === 0 ? "nobody; select by label or label_prefix" : `whom ${others.join(" and ")} alone selects; remove it, or name the whole label`;
  return finding(weakPolicy.code, "warning", node.at,
    `the selector label_last is not evaluated in the policy of a forwarded service, so this policy fits ${effect}`, component);
}
