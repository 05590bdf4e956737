/** GN201: settings that come after the start nodes they are meant for. */
import type { Start } from "../../../../spec/genode/config.ts";
import { capsMin, environmentRam } from "../../../../spec/genode/quota.ts";
import { rulesOf } from "../../../../spec/genode/routing.ts";
import type { Finding, Place, Severity } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { textOf } from "../values.ts";
import { nameOf, nodeAt, type Scope } from "./context.ts";
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
      So a later default takes quota back from children above it that go by default, when it gives less (an error when it gives less
      than their environment costs, else a warning). parent-provides, aliases and the children's own order do not matter.`,
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

function inScope(scope: Scope): readonly Finding[] {
  const { init } = scope;
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
  return [...found, ...takenBack(scope)];
}

/** Quota that the last default node takes back: by it init distributes among all that say nothing themselves. */
function takenBack(scope: Scope): readonly Finding[] {
  const { init } = scope;
  const last = init.tree.children.findLast(({ type }) => type === "default");
  if (last === undefined) return [];
  const above = init.starts.filter(({ at }) => isBefore(at, last.at));
  return (["ram", "caps"] as const).flatMap((kind) => {
    const [given, least] = kind === "ram" ? [init.defaultRam ?? 0, environmentRam + 1] : [init.defaultCaps ?? 0, capsMin];
    const robbed = above.filter((start) => (start[kind] ?? 0) > given && goesByDefault(scope, start, kind));
    const [first] = robbed;
    if (first === undefined) return [];
    const message = `init distributes quota by the last default node, which leaves ${shown(first.name)}${robbed.length > 1 ? ` and ${robbed.length - 1} more` : ""} above it `
      + `${given} ${kind === "ram" ? "bytes of RAM" : "caps"} in place of ${first[kind]}; assign it at the start nodes, or let one default node precede them`;
    return [finding(order.code, given < least ? "error" : "warning", last.at, message, init.path)];
  });
}

function goesByDefault(scope: Scope, { at }: Start, kind: "ram" | "caps"): boolean {
  const node = nodeAt(scope, at);
  return node !== undefined && textOf(node, kind) === "" && (kind === "caps" || !node.children.some((one) => one.type === "resource" && nameOf(one) === "RAM"));
}

const isBefore = (left: Place, right: Place): boolean => left.line < right.line || (left.line === right.line && left.column < right.column);
