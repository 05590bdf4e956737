/** Which components may control the machine (DMA addresses, IOMMU, system control), and which only say that they may. */
import type { Start } from "../../../../spec/genode/config.ts";
import type { Place } from "../../../language/report.ts";
import { attributePlace, pathOf, type Context, type Scope } from "./context.ts";

/** A component whose start node sets managing_system; `withheldBy` names the init above that lacks the right itself. */
export interface Holder {
  readonly scope: Scope;
  readonly start: Start;
  readonly withheldBy: Start | undefined;
  readonly at: Place;
}

export const holdersIn = ({ scopes }: Context): readonly Holder[] => scopes.flatMap((scope) =>
  scope.init.starts.filter((start) => start.managingSystem)
    .map((start) => ({ scope, start, withheldBy: withholder(scope), at: attributePlace(scope, start.at, "managing_system") })));

/** The paths of those that have the right, each with the place that gives it. */
export const managersIn = (context: Context): ReadonlyMap<string, Place> =>
  new Map(holdersIn(context).filter(({ withheldBy }) => withheldBy === undefined)
    .map(({ scope, start, at }) => [pathOf(scope, start), at]));

function withholder({ outer }: Scope): Start | undefined {
  for (let at = outer; at !== undefined; at = at.scope.outer) if (!at.start.managingSystem) return at.start;
  return undefined;
}
