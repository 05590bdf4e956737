/** GN302: who may control the machine (DMA addresses, IOMMU, system control), and who only seems to. */
import type { Start } from "../../../../spec/genode/config.ts";
import type { Finding } from "../../../language/report.ts";
import { shown } from "../codes.ts";
import { attributePlace, pathOf, type Context, type Scope } from "./context.ts";
import { finding, type FindingKind } from "./kind.ts";
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

interface Holder {
  readonly scope: Scope;
  readonly start: Start;
}

const holders = ({ scopes }: Context): readonly Holder[] => scopes.flatMap((scope) =>
  scope.init.starts.filter((start) => start.managingSystem).map((start) => ({ scope, start })));

/** The init above that lacks the right. */
function withholder({ outer }: Scope): Start | undefined {
  for (let at = outer; at !== undefined; at = at.scope.outer) if (!at.start.managingSystem) return at.start;
  return undefined;
}

function reach(context: Context): readonly Finding[] {
  const effective = holders(context).filter(({ scope }) => withholder(scope) === undefined);
  const first = effective[0];
  if (first === undefined) return [];
  const paths = effective.slice(0, 5).map(({ scope, start }) => shown(pathOf(scope, start)));
  const more = effective.length > 5 ? ` and ${effective.length - 5} more` : "";
  const message = `the right managing_system reaches ${paths.join(", ")}${more}; keep this list short`;
  return [place("note", first, message)];
}

function withheld(context: Context): readonly Finding[] {
  return holders(context).flatMap((holder) => {
    const above = withholder(holder.scope);
    if (above === undefined) return [];
    const message = `${shown(holder.start.name)} sets managing_system in vain, because ${shown(above.name)} above it `
      + `withholds it; set it there too, or remove it here`;
    return [place("warning", holder, message)];
  });
}

const place = (severity: "warning" | "note", { scope, start }: Holder, message: string): Finding =>
  finding(managingSystem.code, severity, attributePlace(scope, start.at, "managing_system"), message,
    pathOf(scope, start));
