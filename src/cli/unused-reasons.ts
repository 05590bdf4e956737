/**
 * Whether all reasons were used: a reason of a claim that covers nothing in any suite of its specification may be misspelt, or
 * permit what cannot happen. A suite alone cannot say so, since others may use it; the suites that were run together can.
 */
import { neverUsed } from "../engine/index.ts";
import type { Result } from "../language/index.ts";
import type { SuiteFacts } from "../running/protocol.ts";

/**
 * A result for each specification of which all suites were run, none to an early end, and of which some reason was used by none.
 * `suites` are all that there are; one that is its specification's only suite judges its reasons itself. Those that are run apart need
 * not have been run; what they used counts.
 */
export function unusedReasons(results: readonly Result[], suites: readonly SuiteFacts[]): readonly Result[] {
  const specifications = [...new Set(suites.filter(({ apart }) => !apart).map(({ specification }) => specification))];
  return specifications.flatMap((specification): Result[] => {
    const all = suites.filter((one) => one.specification === specification);
    const needed = all.filter(({ apart }) => !apart);
    const run = results.filter(({ what, kind, traces }) => kind === "suite" && traces > 0 && all.some(({ name }) => name === what));
    const isWhole = needed.every(({ name }) => run.some(({ what, verdict }) => what === name && verdict !== "FAIL" && verdict !== "UNKNOWN"));
    if (needed.length < 2 || !isWhole) return [];
    const used = new Map<string, number>();
    for (const { claims } of run) for (const { name, reasons = {} } of claims) for (const [reason, count] of Object.entries(reasons)) {
      const remark = neverUsed(reason, name);
      used.set(remark, (used.get(remark) ?? 0) + count);
    }
    const remarks = [...used].flatMap(([remark, count]) => count === 0 ? [`${remark} in any suite of ${specification}`] : []);
    return remarks.length === 0 ? []
      : [{ what: specification, kind: "suite", verdict: "WEAK", traces: 0, steps: 0, seconds: 0,
        claims: [], outcomes: [], findings: [], remarks }];
  });
}
