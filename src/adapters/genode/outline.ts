/**
 * A configuration as people read it: the inits as groups, each with its components, quotas and routes.
 */
import type {
  Affinity, Forwarding, InitConfig, LabelRewriting, LabelSelector, Rule, Start, Target,
} from "../../../spec/genode/config.ts";
import type { Outline, OutlineGroup, OutlineRoutes } from "../../language/description.ts";

/** The init and all inits nested in it, outermost first. */
export function outlineOf(init: InitConfig): Outline {
  const groups: OutlineGroup[] = [];
  // Innermost inits are reached last; the reader bounds how deep they nest.
  const open = [init];
  for (let next = open.shift(); next !== undefined; next = open.shift()) {
    groups.push(groupOf(next));
    open.unshift(...next.starts.flatMap((start) => start.init ?? []));
  }
  return { groups };
}

function groupOf({ path, starts, parentProvides, prioLevels, aliases, forwards, affinitySpace, defaultRoute }: InitConfig): OutlineGroup {
  return {
    name: path,
    about: [
      `${starts.length} component${starts.length === 1 ? "" : "s"}`,
      ...(prioLevels > 0 ? [`${prioLevels} priority levels`] : []),
      ...(affinitySpace === undefined ? [] : [`affinity space ${affinitySpace.width} x ${affinitySpace.height}`]),
    ],
    before: parentProvides.length === 0 ? [] : [`parent provides: ${parentProvides.map(({ name }) => name).join(", ")}`],
    ...tableOf(starts),
    routes: [
      ...starts.flatMap(({ name, route }): OutlineRoutes[] =>
        route === undefined ? [] : [{ of: name, isDefault: false, rules: route.map(ruleOf) }]),
      ...(defaultRoute === undefined ? [] : [{ of: "default", isDefault: true, rules: defaultRoute.map(ruleOf) }]),
    ],
    after: [...aliases.map(({ name, child }) => `alias ${name} for child ${child}`), ...forwards.flatMap(forwardLines)],
  };
}

/** The columns with what a cell says where nobody says anything. */
const columns: readonly (readonly [title: string, silent: string])[] = [
  ["component", ""], ["binary", ""], ["caps", "-"], ["ram", "-"], ["priority", "0"], ["affinity", ""], ["provides", ""],
];

function tableOf(starts: readonly Start[]): Pick<OutlineGroup, "columns" | "rows"> {
  const rows = starts.map((start) => [
    `${start.name}${start.init === undefined ? "" : " (init)"}`, start.binary, String(start.caps ?? "-"), bytes(start.ram),
    String(start.priority), affinity(start.affinity), start.provides.map(({ name }) => name).join(", "),
  ]);
  const kept = columns.map(([, silent], i) => i === 0 || rows.some((row) => !["", "-", silent].includes(row[i]!)));
  return { columns: columns.filter((_, i) => kept[i]).map(([title]) => title), rows: rows.map((row) => row.filter((_, i) => kept[i])) };
}

const ruleOf = ({ kind, service, selector, targets }: Rule): readonly [string, string] => [
  `${kind === "service" ? service : "any service"}${words(selector)}`,
  targets.length === 0 ? "nothing" : targets.map(targetText).join(", else "),
];

function targetText(target: Target): string {
  const { kind, name } = target;
  const where = kind === "child" ? `child ${name}` : kind === "any-child" ? "any child" : kind === "other" ? `unknown target ${name}` : kind;
  return `${where}${words(target)}`;
}

/** The members of a selector or of a target's rewriting that restrict or change a label, as ` label "x"`. */
const words = (labels: LabelSelector & LabelRewriting): string =>
  labelNames.map(([member, word]) => labels[member] === undefined ? "" : ` ${word} "${labels[member]}"`).join("");

const labelNames: readonly (readonly [keyof (LabelSelector & LabelRewriting), string])[] = [
  ["unscopedLabel", "unscoped_label"], ["label", "label"], ["labelPrefix", "label_prefix"], ["labelSuffix", "label_suffix"],
  ["labelLast", "label_last"], ["identity", "identity"], ["resource", "resource"], ["prependResource", "prepend_resource"],
];

const forwardLines = ({ service, policies }: Forwarding): string[] => policies.map(({ isDefault, selector, child, label }) =>
  `offers ${service}${isDefault ? " by default" : words(selector)} -> ${child === undefined ? "no child" : `child ${child}`}`
  + (label === undefined ? "" : ` label "${label}"`));

/** Bytes in the largest unit that divides them. */
function bytes(amount: number | undefined): string {
  if (amount === undefined) return "-";
  const unit = units.find(({ size }) => amount >= size && amount % size === 0);
  return unit === undefined ? String(amount) : `${amount / unit.size}${unit.name}`;
}

const units = [{ name: "G", size: 2 ** 30 }, { name: "M", size: 2 ** 20 }, { name: "K", size: 2 ** 10 }];

const affinity = (area: Affinity | undefined): string => area === undefined ? "" : `${area.x},${area.y} ${area.width}x${area.height}`;
