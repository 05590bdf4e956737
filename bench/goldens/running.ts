/** Runs a folder of golden cases: reads each, asks the analysis of its key, and compares. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ask, readCase } from "../../src/timing-cases/case.ts";
import { compared } from "../../src/timing-cases/comparing.ts";
import type { Analyses } from "../../src/timing-cases/schema/analysis.ts";

export type { Analyses };

export interface CaseResult {
  readonly id: string;
  readonly analysis: string;
  /** `skip` where nothing is known by that key. */
  readonly became: "ok" | "FAIL" | "skip";
  readonly compared: readonly string[];
  readonly notCompared: readonly string[];
  readonly differences: readonly string[];
}

/** Runs every case of a folder, in the order of the file names. Throws where the folder cannot be read or has no case. */
export function runCases(folder: string, analyses: Analyses): CaseResult[] {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json")).sort();
  const results: CaseResult[] = [];
  const indexed: { readonly name: string; readonly id: string; readonly analysis: string }[] = [];
  for (const name of names) {
    const content = parsed(join(folder, name));
    if (isIndex(content)) indexed.push(...content.map((one) => ({ ...one, name })));
    else {
      const result = content instanceof Error ? failed(name, "", content) : runCase(name, content, analyses);
      results.push(results.some(({ id }) => id === result.id) ? failed(name, result.analysis, `id: another case is "${result.id}", too`) : result);
    }
  }
  if (results.length === 0) throw new Error(`${folder} holds no case: a case is a .json file`);
  const ids = new Set(results.map(({ id }) => id));
  return [...results, ...indexed.filter(({ id }) => !ids.has(id)).map(({ id, analysis, name }) => failed(id, analysis, `${name} names it, and no file has it`))];
}

function runCase(name: string, content: unknown, analyses: Analyses): CaseResult {
  let [id, analysis] = [name, ""];
  try {
    const read = readCase(content);
    ({ id, analysis } = read);
    if (read.expected === undefined) return failed(id, analysis, "expected is missing");
    if (!Object.hasOwn(analyses, analysis)) {
      return { id, analysis, became: "skip", compared: [], notCompared: Object.keys(read.expected), differences: [] };
    }
    const result = compared(read.expected, ask(analyses[analysis]!, read), read.tolerance);
    if (result.compared.length === 0) return { ...failed(id, analysis, "nothing was compared"), notCompared: result.notCompared };
    return { id, analysis, became: result.differences.length === 0 ? "ok" : "FAIL", ...result };
  } catch (error) {
    return failed(id, analysis, error);
  }
}

const failed = (id: string, analysis: string, why: unknown): CaseResult => ({
  id, analysis, became: "FAIL", compared: [], notCompared: [], differences: [why instanceof Error ? `${why.name}: ${why.message}` : String(why)],
});

/** A list of cases, such as `index.json`: it names what must be there. */
const isIndex = (content: unknown): content is readonly { readonly id: string; readonly analysis: string }[] => Array.isArray(content)
  && content.every((one: unknown) => typeof one === "object" && one !== null && "id" in one && "analysis" in one && !("expected" in one));

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return error;
  }
}
