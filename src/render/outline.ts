/**
 * A system as it was understood: groups of components, each with what they have and where their requests go.
 */
import type { Outline, OutlineGroup } from "../language/index.ts";
import type { Paint } from "./paint.ts";
import { alignedRows } from "./table.ts";
import { visible } from "./visible.ts";

/** The groups, outermost first. */
export const outlineText = ({ groups }: Outline, paint: Paint): string => groups.map((group) => groupText(group, paint)).join("\n");

function groupText({ name, about, before, columns, rows, routes, after }: OutlineGroup, paint: Paint): string {
  const table = rows.length === 0 ? [] : alignedRows([columns, ...rows].map((row) => row.map(visible)));
  return [
    `${paint("bold", visible(name))}: ${about.map(visible).join(", ")}`,
    ...indented(before.map(visible), 2),
    ...indented(table.map((line, i) => i === 0 ? paint("dim", line) : line), 2),
    ...(routes.length === 0 ? [] : [`  ${paint("dim", "routes")}`]),
    ...routes.flatMap(({ of, isDefault, rules }) => [
      `    ${isDefault ? paint("dim", visible(of)) : visible(of)}`,
      ...indented(alignedRows(rules.map(([requests, to]) => [visible(requests), "->", visible(to)])), 6),
    ]),
    ...indented(after.map(visible), 2),
    "",
  ].join("\n");
}

const indented = (lines: readonly string[], by: number): string[] => lines.map((line) => " ".repeat(by) + line);
