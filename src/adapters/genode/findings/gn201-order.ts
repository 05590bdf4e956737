/** GN201: settings that come after the start nodes they are meant for. */
import type { Tree } from "../../../../spec/genode/config.ts";
import type { Finding, Severity } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { nameOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const order: FindingKind = {
  code: "GN201",
  severities: ["error", "warning", "note"],
  title: "A setting comes after a start node that needs it",
  page: page({
    means: `Init applies its configuration in document order and creates each child with the default-route, default
      quota and affinity-space seen so far. Children above the setting do without: no route at all, no quota at first,
      an affinity space of one CPU. A note when no child above it uses the setting.
      parent-provides, aliases and the children's own order do not matter.`,
    matters: "The components above the setting do not start, though the file looks complete.",
    wrong: `
config
+ start timer | caps: 100 | ram: 1M
+ default-route | + any-service | + parent
-`,
    right: `
config
+ default-route | + any-service | + parent
+ start timer | caps: 100 | ram: 1M
-`,
    source: "Genode os/src/lib/sandbox/{library,config_model}.cc at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

interface Setting {
  readonly severity: Severity;
  /** Whether a start node above would use the setting. */
  readonly needed: (start: Tree) => boolean;
  readonly effect: string;
}

const settings: Readonly<Record<string, Setting>> = {
  "default-route": {
    severity: "error", effect: "have no route", needed: (start) => !has(start, "route"),
  },
  "default": {
    severity: "error", effect: "have no quota when they are created",
    needed: (start) => !assigns(start, "ram", "RAM") || !assigns(start, "caps", "CAP"),
  },
  "affinity-space": {
    severity: "warning", effect: "see an affinity space of one CPU", needed: (start) => has(start, "affinity"),
  },
};

function inScope({ init }: Scope): readonly Finding[] {
  const found: Finding[] = [];
  const needy = new Map<string, Tree>();
  let started = false;
  for (const node of init.tree.children) {
    if (node.type === "start") {
      started = true;
      for (const [type, { needed }] of Object.entries(settings)) {
        if (!needy.has(type) && needed(node)) needy.set(type, node);
      }
    }
    const setting = Object.hasOwn(settings, node.type) ? settings[node.type] : undefined;
    if (setting === undefined || !started) continue;
    const first = needy.get(node.type);
    const severity = first === undefined ? "note" : setting.severity;
    const consequence = first === undefined ? ""
      : `, so that ${shown(nameOf(first))} and others above ${setting.effect}`;
    const message = `the node ${node.type} comes after the first start node${consequence}; move it before the `
      + `start nodes`;
    found.push(finding(order.code, severity, node.at, message, init.path));
  }
  return found;
}

const has = (start: Tree, type: string): boolean => start.children.some((node) => node.type === type);

/** Quota is an attribute or, in the older form, a resource node. */
const assigns = (start: Tree, attribute: string, resource: string): boolean =>
  start.attributes.some(({ name }) => name === attribute)
    || start.children.some((node) => node.type === "resource" && nameOf(node) === resource);
