/** GN202: two nodes with one name. */
import type { Tree } from "../../../../spec/genode/config.ts";
import type { Finding, Place, Severity } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { nameOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const duplicate: FindingKind = {
  code: "GN202",
  severities: ["error", "warning"],
  title: "Two nodes have the same name",
  page: page({
    means: `Two start nodes of one init have the same name, or two aliases, or an alias the name of a start node (a
      warning: child targets then mean the alias). Of equal nodes the later updates the earlier, without a message.`,
    matters: "One of the two components silently does not exist, and the other one runs with a mixture of settings.",
    wrong: `
+ start timer   | ram: 1M
+ start console | ram: 2M
+ start timer   | ram: 4M`,
    right: `
+ start timer     | ram: 1M
+ start console   | ram: 2M
+ start timer_alt | ram: 4M
  + binary timer`,
    source: "Genode os/src/lib/sandbox/config_model.cc, base/include/util/list_model.h at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

function inScope({ init }: Scope): readonly Finding[] {
  const nodesOf = (type: string): readonly Tree[] => init.tree.children.filter((node) => node.type === type);
  const starts = new Map<string, Place>();
  const aliases = new Map<string, Place>();
  const found: Finding[] = [];
  const report = (severity: Severity, what: string, name: string, at: Place, before: Place): void => {
    const message = `${what} ${shown(name)} has the name of the node in line ${before.line}; `
      + `rename one of them, or remove it`;
    found.push(finding(duplicate.code, severity, at, message, `${init.path} -> ${name}`));
  };
  for (const node of nodesOf("start")) {
    const { name, at } = { name: nameOf(node), at: node.at };
    const before = starts.get(name);
    if (before === undefined) starts.set(name, at);
    else report("error", "this start node", name, at, before);
  }
  for (const node of nodesOf("alias")) {
    const { name, at } = { name: nameOf(node), at: node.at };
    const before = aliases.get(name);
    const start = starts.get(name);
    if (before !== undefined) report("error", "this alias", name, at, before);
    else if (start !== undefined) report("warning", "this alias", name, at, start);
    aliases.set(name, before ?? at);
  }
  return found;
}
