/** GN201: settings that come after the start nodes they are meant for. */
import type { Start } from "../../../../spec/genode/config.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Finding, Place, Severity } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import type { Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const order: FindingKind = {
  code: "GN201",
  severities: ["error", "warning", "note"],
  title: "A setting comes after a start node that needs it",
  page: page({
    means: `Init applies its configuration in document order and creates each child with the default-route, default
      quota and affinity-space seen so far. Children above the setting do without: no route at all, no quota at first,
      an affinity space of one CPU. A note when no child above it lacks the setting: of several each counts for what follows,
      but quota by default follows the last one when init distributes quota for the first time.
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
  /** Whether a child, as it was created, lacks the setting. */
  readonly lacks: (start: Start) => boolean;
  readonly effect: string;
}

const settings: Readonly<Record<string, Setting>> = {
  "default-route": { severity: "error", effect: "have no route", lacks: (start) => rulesOf(start) === undefined },
  "default": {
    severity: "error", effect: "have no quota when they are created", lacks: ({ ram, caps }) => ram === undefined || caps === undefined,
  },
  "affinity-space": {
    severity: "warning", effect: "see an affinity space of one CPU", lacks: ({ affinity }) => affinity !== undefined,
  },
};

function inScope({ init }: Scope): readonly Finding[] {
  const found: Finding[] = [];
  const spaceAt = init.tree.children.find(({ type }) => type === "affinity-space")?.at;
  for (const [type, { severity, lacks, effect }] of Object.entries(settings)) {
    const first = init.starts[0];
    const needy = init.starts.find((start) => lacks(start)
      && (type !== "affinity-space" || spaceAt === undefined || isBefore(start.at, spaceAt)));
    for (const { at } of init.tree.children.filter((node) => node.type === type)) {
      if (first === undefined || !isBefore(first.at, at)) continue;
      const harms = needy !== undefined && isBefore(needy.at, at);
      const consequence = harms ? `, so that ${shown(needy.name)} and others above ${effect}; move it before the start nodes`
        : "; it counts for what follows";
      found.push(finding(order.code, harms ? severity : "note", at, `the node ${type} comes after the first start node${consequence}`, init.path));
    }
  }
  return found;
}

const isBefore = (left: Place, right: Place): boolean => left.line < right.line || (left.line === right.line && left.column < right.column);
