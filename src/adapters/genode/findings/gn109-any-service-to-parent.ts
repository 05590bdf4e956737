/** GN109: routes that hand every service to the parent. */
import { shown } from "../codes.ts";
import type { RuleList, Scope } from "./context.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { page } from "./page.ts";

export const anyServiceToParent: FindingKind = {
  code: "GN109",
  severities: ["note"],
  title: "Routes that give every service of the parent",
  page: page({
    means: `A rule for any service has the parent as target, so the component gets whatever the parent provides, IO_MEM,
      IRQ and TRACE included. One note for each init says how many routes do so.`,
    matters: `Convenient for tests; the book discourages it for components that are not trusted. A service that is added
      to parent-provides later is granted without anybody deciding it.`,
    wrong: `
+ start viewer
  + route
    + any-service | + parent`,
    right: `
+ start viewer
  + route
    + service ROM | + parent
    + service PD  | + parent
    + service CPU | + parent
    + service LOG | + parent
    + service Gui | + child nitpicker`,
    source: "Genode Foundations, chapter System configuration, section on session routing.",
  }),
  find: ({ listsOf }) => [...listsOf].flatMap(([scope, lists]) => inScope(scope, lists.filter(isOpen))),
};

const openRule = ({ rules }: RuleList): RuleList["rules"][number] | undefined => rules.find((rule) =>
  rule.kind === "any-service" && Object.keys(rule.selector).length === 0
    && rule.targets.some(({ kind }) => kind === "parent"));

const isOpen = (list: RuleList): boolean => openRule(list) !== undefined;

function inScope({ init }: Scope, lists: readonly RuleList[]): ReturnType<FindingKind["find"]> {
  const first = lists[0] === undefined ? undefined : openRule(lists[0]);
  if (first === undefined) return [];
  const names = lists.slice(0, 3).map(({ start }) => start === undefined ? "the default route" : shown(start.name));
  const message = `every service of the parent is open to ${names.join(", ")}`
    + `${lists.length > 3 ? ` and ${lists.length - 3} more` : ""} in ${init.path}; `
    + `name the services for components that are not trusted`;
  return [finding(anyServiceToParent.code, "note", first.at, message, init.path,
    related(lists.slice(1).map((list) => [openRule(list)!.at, `so does ${list.title}`])))];
}
