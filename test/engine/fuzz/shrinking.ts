/** Makes a specification that shows a difference smaller: parts are taken out as long as it still shows one of the same kind. */
import type { SpecText } from "./text.ts";

/** Every text that has one part less. */
function* smaller(text: SpecText): Generator<SpecText> {
  const { tables, boot, operations, invariants } = text;
  const without = <T>(list: readonly T[]): T[][] => list.map((_, i) => list.toSpliced(i, 1));
  if (text.acts !== undefined) {
    const { acts: _, ...rest } = text;
    yield rest;
  }
  for (const some of without(operations)) if (some.length > 0) yield { ...text, operations: some };
  for (const some of without(invariants)) yield { ...text, invariants: some };
  for (const some of without(boot)) yield { ...text, boot: some };
  for (const [o, operation] of operations.entries()) {
    const put = (more: Partial<typeof operation>): SpecText => ({ ...text, operations: operations.with(o, { ...operation, ...more }) });
    for (const checks of without(operation.checks)) yield put({ checks });
    for (const asks of without(operation.asks)) yield put({ asks });
    for (const cases of without(operation.cases)) if (cases.length > 0) yield put({ cases });
    for (const [c, one] of operation.cases.entries()) {
      for (const then of without(one.then)) yield put({ cases: operation.cases.with(c, { ...one, then }) });
      if (one.text !== null && operation.cases.length === 1) yield put({ cases: [{ ...one, text: null }] });
    }
  }
  for (const [i, invariant] of invariants.entries()) {
    const put = (more: Partial<typeof invariant>): SpecText => ({ ...text, invariants: invariants.with(i, { ...invariant, ...more }) });
    if (invariant.seen.length > 0) yield put({ seen: [] });
    if (invariant.kind === "step" || invariant.kind === "change") for (const sentences of without(invariant.sentences)) yield put({ sentences });
  }
  for (const [t, table] of tables.entries()) {
    for (const columns of without(table.columns)) yield { ...text, tables: tables.with(t, { ...table, columns }) };
    if (table.size > 1 && table.within === undefined && !tables.some(({ within }) => within === table.name)) yield { ...text, tables: tables.with(t, { ...table, size: table.size - 1 }) };
  }
}

/** Whether a difference is of the same kind: what stands before its colon. */
export const kindOf = (difference: string): string => difference.split(":").slice(0, 2).join(":").replaceAll(/\d+/g, "").slice(0, 40);

/** A smallest text that still shows a difference of that kind. */
export async function shrunkText(text: SpecText, kind: string, differencesOf: (text: SpecText) => Promise<readonly string[]>): Promise<SpecText> {
  let [best, attempts] = [text, 0];
  for (let isSmaller = true; isSmaller && attempts < 400;) {
    isSmaller = false;
    for (const candidate of smaller(best)) {
      attempts++;
      let shows = false;
      try {
        shows = (await differencesOf(candidate)).some((difference) => kindOf(difference) === kind);
      } catch {
        // A text that makes no sense shows nothing.
      }
      if (!shows) continue;
      best = candidate;
      isSmaller = true;
      break;
    }
  }
  return best;
}
