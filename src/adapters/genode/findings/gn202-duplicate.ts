/** GN202: two nodes with one name. */
import type { Finding, Place, Severity } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { textOf } from "../values.ts";
import { nameOf, type Scope } from "./context.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const duplicate: FindingKind = {
  code: "GN202",
  severities: ["error", "warning"],
  title: "Two nodes have the same name",
  page: page({
    means: `Two nodes of one init, start nodes or aliases, have the same name. Both kinds share one name space. Of two nodes of
      one kind the later updates the earlier without a message; a later alias replaces the component, which never runs; a later
      start node replaces the alias (a warning). With another version both start nodes run, and clients reach one of them (a
      warning).`,
    matters: "One of the two silently does not exist, or a component runs with a mixture of settings.",
    wrong: `
+ start timer   | ram: 1M
+ start console | ram: 2M
+ start timer   | ram: 4M`,
    right: `
+ start timer     | ram: 1M
+ start console   | ram: 2M
+ start timer_alt | ram: 4M
  + binary timer`,
    source: "Genode os/src/lib/sandbox/config_model.h, base/include/util/list_model.h at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

/** What the earlier nodes of a name are. */
interface Before {
  readonly at: Place;
  readonly type: string;
  readonly version: string;
}

function inScope({ init }: Scope): readonly Finding[] {
  const named = new Map<string, Before>();
  const found: Finding[] = [];
  for (const node of init.tree.children) {
    if (node.type !== "start" && node.type !== "alias") continue;
    const [name, version] = [nameOf(node), textOf(node, "version")];
    const before = named.get(name);
    named.set(name, before ?? { at: node.at, type: node.type, version });
    if (before === undefined) continue;
    const { severity, effect } = clash(before, node.type, version);
    found.push(finding(duplicate.code, severity, node.at, `this ${node.type === "start" ? "start node" : "alias"} ${shown(name)} has the name of `
      + `the node in line ${before.at.line}${effect}; rename one of them, or remove it`, `${init.path} -> ${name}`,
      related([[before.at, `the other ${before.type === "start" ? "start node" : "alias"} ${shown(name)}`]])));
    if (version === before.version) named.set(name, { at: before.at, type: node.type, version });
  }
  return found;
}

/** What becomes of two nodes with one name: start nodes and aliases share one name space, and versions are part of the key. */
function clash(before: Before, type: string, version: string): { readonly severity: Severity; readonly effect: string } {
  const isSameKey = before.version === version;
  if (before.type === type) {
    if (isSameKey || type === "alias") return { severity: "error", effect: "" };
    return { severity: "warning", effect: ", and another version, so that both run under one name" };
  }
  if (!isSameKey) return { severity: "warning", effect: ", so that child targets mean what the alias stands for" };
  return type === "alias" ? { severity: "error", effect: ", which is a component that init gives up for the alias" }
    : { severity: "warning", effect: ", which is an alias that makes way for the component" };
}
