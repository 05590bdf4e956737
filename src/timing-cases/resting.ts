/** What an answer rests on that several analyses have made: every sentence once, with all that was checked of it. */
import type { Assumption } from "../timing/evidence.ts";

export function restingOn(results: readonly ({ readonly assumptions: readonly Assumption[] } | null)[]): Assumption[] {
  const checks = new Map<string, Set<string>>();
  for (const { says, checked } of results.flatMap((one) => one?.assumptions ?? [])) {
    if (!checks.has(says)) checks.set(says, new Set());
    checks.get(says)!.add(checked);
  }
  return [...checks].map(([says, checked]) => ({ says, checked: [...checked].join("; ") }));
}
