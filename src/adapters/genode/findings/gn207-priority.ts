/** GN207: a priority that the init's number of levels does not cover. */
import { levelOf } from "../../../../spec/genode/cpu.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { attributePlace, pathOf, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const priority: FindingKind = {
  code: "GN207",
  severities: ["warning"],
  title: "A priority lies outside the priority levels",
  page: page({
    means: `With prio_levels N, the priorities of the children are 0 (highest) down to -(N-1). Init warns about a lower
      one and takes the lowest level; without prio_levels all children have one priority. A positive value is not
      rejected but means nothing.`,
    matters: "Components that were meant to be told apart run at the same priority.",
    wrong: `
config | prio_levels: 2
+ start driver | priority: 0
+ start shell  | priority: -2
-`,
    right: `
config | prio_levels: 4
+ start driver | priority: 0
+ start shell  | priority: -2
-`,
    source: "Genode os/src/lib/sandbox/utils.h (read_prio_levels, priority_from_xml) at ffb059da (26.04).",
  }),
  find: ({ scopes }) => scopes.flatMap(inScope),
};

function inScope(scope: Scope): readonly Finding[] {
  const levels = scope.init.prioLevels;
  return scope.init.starts.filter((start) => !levelOf(levels, start.priority).fits).map((start) => {
    const range = levels > 1 ? `0 to ${1 - levels}` : "only 0, for lack of prio_levels";
    const message = `${shown(start.name)} has priority ${start.priority}, but ${scope.init.path} offers ${range}; `
      + `raise prio_levels, or choose a priority in that range`;
    return finding(priority.code, "warning", attributePlace(scope, start.at, "priority"), message,
      pathOf(scope, start));
  });
}
