/** GN206: a nested init that promises its children more than it was assigned. */
import { initialAssignment, shareable, type Assignment, type Quota } from "../../../../spec/genode/quota.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { attributePlace, pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const overcommit: FindingKind = {
  code: "GN206",
  severities: ["warning"],
  title: "A nested init assigns more than it has",
  page: page({
    means: `The children of a nested init are assigned more RAM or capabilities than the init itself has after its own
      environment and its reserve (resource RAM or CAP with preserve; by default 320 KiB and 20 capabilities). This is
      legal: children are served in document order, and each gets what is left when its turn comes. The finding stands
      at the first child that gets less than it asks for. What the outermost init has is not in its file.`,
    matters: `The children at the end of the file start with less than they need, or with nothing, and a child that was
      clamped when it was created is not given the rest later.`,
    wrong: `
+ start drivers | caps: 1000 | ram: 4M
  + binary init
  + config
    + start nic | caps: 200 | ram: 8M`,
    right: `
+ start drivers | caps: 1000 | ram: 12M
  + binary init
  + config
    + start nic | caps: 200 | ram: 8M`,
    source: "Genode os/src/lib/sandbox/{child,library}.cc at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

function inScope(scope: Scope): readonly Finding[] {
  const { init, outer } = scope;
  if (outer?.start.ram === undefined || outer.start.caps === undefined) return [];
  const available = shareable(init, { ram: outer.start.ram, caps: outer.start.caps });
  const assignments = initialAssignment(init, available);
  return [...clamped(scope, assignments, available, "ram"), ...clamped(scope, assignments, available, "caps")];
}

function clamped(
  scope: Scope, assignments: readonly Assignment[], available: Quota, kind: keyof Quota,
): readonly Finding[] {
  const first = assignments.find(({ asked, granted }) => granted[kind] < asked[kind]);
  if (first === undefined || scope.outer === undefined) return [];
  const { start, asked, granted } = first;
  const sum = assignments.reduce((total, each) => total + each.asked[kind], 0);
  const message = `${shown(start.name)} asks for ${amount(asked[kind], kind)}, but ${amount(granted[kind], kind)} `
    + `are left: ${scope.init.path} has ${amount(available[kind], kind)} for children that ask for `
    + `${amount(sum, kind)}; assign more to ${shown(scope.outer.start.name)}, or less to its children`;
  return [finding(overcommit.code, "warning", attributePlace(scope, start.at, kind), message, pathOf(scope, start))];
}

const amount = (value: number, kind: keyof Quota): string =>
  kind === "caps" ? `${value} caps` : `${Math.floor(value / 1024)}K of RAM`;
