/** Which sentences are seen not to tell the rows of a table apart. */
import type { Operation } from "../../language/operation.ts";
import type { Local, Stmt } from "../form.ts";
import type { Asked, UnderstoodOperation } from "../understand.ts";
import { Comparison, type Renamed } from "./comparing.ts";
import { Facts, type Related, TakenAs, ToldApart, same } from "./related.ts";

/** Numbers that a sentence is given, and the table of which each is a row; null for what is not a row. */
export type Given = readonly (readonly [Local, table: number | null])[];

/** What a sentence does that tells rows apart; null where nothing does. */
export function tellsApart(renamed: Renamed, given: Given, { statements, holds }: Asked): string | null {
  return toldApart(renamed, given, (comparison) => {
    comparison.run(statements);
    if (comparison.facts !== null) comparison.seeSame(holds);
  });
}

/** The first sentence of an operation that tells rows apart, and how; null where none does. `tables` are those of the arguments. */
export function operationTellsApart(
  renamed: Renamed, { checks, cases }: Operation, form: UnderstoodOperation, tables: readonly (number | null)[],
): { readonly sentence: string; readonly why: string } | null {
  let sentence = "";
  const why = toldApart(renamed, form.args.map((one, i) => [one, tables[i]!]), (comparison) => {
    const run = (name: string, statements: readonly Stmt[]): void => {
      sentence = name;
      if (comparison.facts !== null) comparison.run(statements);
    };
    const ask = (name: string, { statements, holds }: Asked): void => {
      run(name, statements);
      if (comparison.facts !== null) comparison.seeSame(holds);
    };
    form.checks.forEach((one, i) => {
      if (i === form.early) run("look", form.look);
      ask(checks[i]!.unless, one);
      comparison.facts?.assume(one.holds, true);
    });
    if (form.early === form.checks.length) run("look", form.look);
    form.cases.forEach((one, i) => ask(cases[i]!.when, one));
    const before = comparison.facts;
    form.cases.forEach(({ holds }, i) => {
      comparison.facts = before === null ? null : new Facts(before);
      comparison.facts?.assume(holds, true);
      Object.keys(cases[i]!.then).forEach((step, k) => run(`${cases[i]!.when} / ${step}`, form.steps[i]![k]!));
    });
  });
  return why === null ? null : { sentence, why };
}

/** Counters and choices of one sentence that may be rows, at most. */
const takenMost = 100;

function toldApart(renamed: Renamed, given: Given, compare: (comparison: Comparison) => void): string | null {
  const taken = new Map<Local, Related>();
  for (;;) {
    const comparison = new Comparison(renamed, taken);
    for (const [one, table] of given)
      comparison.facts!.set(one, table !== null && renamed.moves[table]! ? { is: "row", table } : same());
    try {
      compare(comparison);
      return null;
    } catch (error) {
      if (error instanceof ToldApart) return error.message;
      if (!(error instanceof TakenAs)) throw error;
      if (taken.has(error.what) || taken.size === takenMost) return "a number is several things";
      taken.set(error.what, error.as);
    }
  }
}
