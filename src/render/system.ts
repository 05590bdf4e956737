/**
 * A Genode system as it was understood: the inits as a tree, each with its components, quotas and routes.
 */
import type {
  Affinity, Forwarding, InitConfig, LabelRewriting, LabelSelector, Rule, Start, Target,
} from "../../spec/genode/config.ts";
import type { Paint } from "./paint.ts";
import { alignedRows, counted } from "./table.ts";
import { visible } from "./visible.ts";

/** The init and all inits nested in it, outermost first. */
export function systemText(init: InitConfig, paint: Paint): string {
  const texts: string[] = [];
  // Innermost inits are reached last; the reader bounds how deep they nest.
  const open = [init];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    texts.push(initText(next, paint));
    open.unshift(...next.starts.flatMap((start) => start.init ?? []));
  }
  return texts.join("\n");
}

function initText(init: InitConfig, paint: Paint): string {
  const { path, starts, parentProvides, prioLevels, aliases, forwards, affinitySpace, defaultRoute } = init;
  const about = [
    counted(starts.length, "component"),
    ...(prioLevels > 0 ? [`${prioLevels} priority levels`] : []),
    ...(affinitySpace === undefined ? [] : [`affinity space ${affinitySpace.width} x ${affinitySpace.height}`]),
  ];
  return [
    `${paint("bold", visible(path))}: ${about.join(", ")}`,
    ...(parentProvides.length === 0
      ? []
      : [`  parent provides: ${parentProvides.map(({ name }) => visible(name)).join(", ")}`]),
    ...indented(componentTable(starts, paint), 2),
    ...(starts.some(({ route }) => route !== undefined) || defaultRoute !== undefined
      ? [`  ${paint("dim", "routes")}`]
      : []),
    ...starts.filter(({ route }) => route !== undefined).flatMap(({ name, route }) => ruleLines(visible(name), route!)),
    ...(defaultRoute === undefined ? [] : ruleLines(paint("dim", "default"), defaultRoute)),
    ...aliases.map(({ name, child }) => `  alias ${visible(name)} for child ${visible(child)}`),
    ...forwards.flatMap(forwardLines),
    "",
  ].join("\n");
}

function componentTable(starts: readonly Start[], paint: Paint): string[] {
  if (starts.length === 0) return [];
  const head = ["component", "binary", "caps", "ram", "priority", "affinity", "provides"];
  const rows = starts.map((start) => [
    `${visible(start.name)}${start.init === undefined ? "" : " (init)"}`,
    visible(start.binary),
    String(start.caps ?? "-"),
    bytes(start.ram),
    String(start.priority),
    affinity(start.affinity),
    start.provides.map(({ name }) => visible(name)).join(", "),
  ]);
  // A column in which nobody says anything is left out.
  const kept = head.map(
    (_, i) => i === 0 || rows.some((row) => row[i] !== "" && row[i] !== "-" && row[i] !== (i === 4 ? "0" : "")),
  );
  const lines = alignedRows([head, ...rows].map((row) => row.filter((_, i) => kept[i])));
  return lines.map((line, i) => i === 0 ? paint("dim", line) : line);
}

function ruleLines(title: string, rules: readonly Rule[]): string[] {
  const rows = rules.map((rule) => [
    ruleText(rule),
    "->",
    rule.targets.length === 0 ? "nothing" : rule.targets.map(targetText).join(", else "),
  ]);
  return [`    ${title}`, ...indented(alignedRows(rows), 6)];
}

function ruleText({ kind, service, selector }: Rule): string {
  return `${kind === "service" ? visible(service) : "any service"}${words(selector)}`;
}

function targetText(target: Target): string {
  const { kind, name } = target;
  const where =
    kind === "child"
      ? `child ${visible(name)}`
      : kind === "any-child"
        ? "any child"
        : kind === "other"
          ? `unknown target ${visible(name)}`
          : kind;
  return `${where}${words(target)}`;
}

/** The members of a selector or of a target's rewriting that restrict or change a label, as ` label "x"`. */
function words(labels: LabelSelector & LabelRewriting): string {
  return labelNames
    .map(([member, word]) => (labels[member] === undefined ? "" : ` ${word} "${visible(labels[member])}"`))
    .join("");
}

const labelNames: readonly (readonly [keyof (LabelSelector & LabelRewriting), string])[] = [
  ["unscopedLabel", "unscoped_label"],
  ["label", "label"],
  ["labelPrefix", "label_prefix"],
  ["labelSuffix", "label_suffix"],
  ["labelLast", "label_last"],
  ["identity", "identity"],
  ["resource", "resource"],
  ["prependResource", "prepend_resource"],
];

function forwardLines({ service, policies }: Forwarding): string[] {
  return policies.map(({ isDefault, selector, child, label }) =>
    `  offers ${visible(service)}${isDefault ? " by default" : words(selector)} -> ${child === undefined ? "no child" : `child ${visible(child)}`}`
    + (label === undefined ? "" : ` label "${visible(label)}"`));
}

/** Bytes in the largest unit that divides them. */
function bytes(amount: number | undefined): string {
  if (amount === undefined) return "-";
  const unit = units.find(({ size }) => amount >= size && amount % size === 0);
  return unit === undefined ? String(amount) : `${amount / unit.size}${unit.name}`;
}

const units = [{ name: "G", size: 2 ** 30 }, { name: "M", size: 2 ** 20 }, { name: "K", size: 2 ** 10 }];

const affinity = (area: Affinity | undefined): string =>
  area === undefined ? "" : `${area.x},${area.y} ${area.width}x${area.height}`;

const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => " ".repeat(by) + line);
