/** Runs things as under `node --disallow-code-generation-from-strings`, where the engine makes no code of text. */
import type { Specification } from "../../src/language/index.ts";

/** How often text was to become code since the latest run began; shows that the plain forms were really taken. */
export let refusedTexts = 0;

/** Runs something while text may not become code. */
export function withoutText<R>(run: () => R): R {
  const own = globalThis.Function;
  refusedTexts = 0;
  globalThis.Function = new Proxy(own, { construct() {
    refusedTexts++;
    throw new EvalError("Code generation from strings disallowed for this context");
  } });
  try {
    return run();
  } finally {
    globalThis.Function = own;
  }
}

/** The same specification with tables of its own, for which nothing was generated yet. */
export function afresh(specification: Specification): Specification {
  const tables = Object.fromEntries(Object.entries(specification.tables).map(([table, declared]) => [table, { ...declared,
    columns: Object.fromEntries(Object.entries(declared.columns).map(([name, column]) =>
      [name, "values" in column ? { ...column, values: [...column.values] } : { ...column }])) }]));
  return { ...specification, tables } as Specification;
}
