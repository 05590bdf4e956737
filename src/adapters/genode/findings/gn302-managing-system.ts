/** GN302: who may control the machine (DMA addresses, IOMMU, system control), and who only seems to. */
import type { Finding, Place } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { pathOf, type Context } from "./context.ts";
import { finding, related, type FindingKind } from "./kind.ts";
import { holdersIn, type Holder } from "./managers.ts";
import { page } from "./page.ts";

export const managingSystem: FindingKind = {
  code: "GN302",
  severities: ["warning", "note"],
  title: "The reach of managing_system",
  page: page({
    means: `With "managing_system: yes" a component's PD session may use DMA addresses, program the IOMMU and control
      the system. A subsystem passes the right on only if every init on the path has it. A note lists the components
      that have the right; a warning names one that sets it in vain, because an init above withholds it.`,
    matters: "A component with this right can overcome all isolation; one that lacks it does not work as a driver.",
    wrong: `
+ start drivers
  + binary init
  + config
    + start platform | managing_system: yes`,
    right: `
+ start drivers
  + binary init
  + config
    + start platform`,
    source: "Genode os/src/lib/sandbox/child.cc (filter_session_args) at ffb059da (26.04).",
  }),
  find: (context) => [...reach(context), ...withheld(context)],
};

function reach(context: Context): readonly Finding[] {
  const effective = holdersIn(context).filter(({ withheldBy }) => withheldBy === undefined);
  const first = effective[0];
  if (first === undefined) return [];
  const paths = effective.slice(0, 5).map(({ scope, start }) => shown(pathOf(scope, start)));
  const more = effective.length > 5 ? ` and ${effective.length - 5} more` : "";
  return [told("note", first, `the right managing_system reaches ${paths.join(", ")}${more}; keep this list short`,
    effective.slice(1).map(({ scope, start, at }) => [at, shown(pathOf(scope, start))]))];
}

function withheld(context: Context): readonly Finding[] {
  return holdersIn(context).flatMap((holder) => holder.withheldBy === undefined ? [] : [told("warning", holder,
    `${shown(holder.start.name)} sets managing_system in vain, because ${shown(holder.withheldBy.name)} above it withholds it; set it there too, or remove it here`)]);
}

const told = (
  severity: "warning" | "note", { scope, start, at }: Holder, message: string, others: readonly (readonly [Place, string])[] = [],
): Finding => finding(managingSystem.code, severity, at, message, pathOf(scope, start), related(others));
