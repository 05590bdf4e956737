/**
 * `npm run goldens -- DIR [--json]`: runs the golden cases of a folder, a line each. Exit code 1 where one fails, 2 where
 * the command line or the folder is of no use. A case whose key nobody knows is listed, and is not passed.
 */
import { pathToFileURL } from "node:url";
import { analyses } from "../src/timing-cases/index.ts";
import { alignedRows } from "../src/render/index.ts";
import { reason } from "../src/store/index.ts";
import { type CaseResult, runCases } from "./goldens/running.ts";

export interface GoldensRun {
  readonly code: 0 | 1 | 2;
  readonly out: string;
  readonly err: string;
}

/** Runs one command line. */
export function goldens(words: readonly string[]): GoldensRun {
  const folders = words.filter((word) => !word.startsWith("-"));
  const odd = words.find((word) => word.startsWith("-") && word !== "--json");
  if (odd !== undefined) return misused(`there is no option ${odd}`);
  if (folders.length !== 1) return misused(folders.length === 0 ? "which folder?" : "one folder at a time");
  let results: CaseResult[];
  try {
    results = runCases(folders[0]!, analyses);
  } catch (error) {
    return misused("code" in (error as Error) ? `${folders[0]!} cannot be read: ${reason(error)}` : (error as Error).message);
  }
  const count = (wanted: CaseResult["became"]): number => results.filter(({ became }) => became === wanted).length;
  const counts = { passed: count("ok"), failed: count("FAIL"), skipped: count("skip") };
  const summary = `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`;
  return {
    code: counts.failed > 0 ? 1 : 0, err: "",
    out: words.includes("--json") ? `${JSON.stringify({ cases: results, ...counts }, null, 2)}\n`
      : `${[...alignedRows(results.map((one) => [one.became, one.id, one.analysis, remark(one)])), summary].join("\n")}\n`,
  };
}

const misused = (why: string): GoldensRun => ({ code: 2, out: "", err: `goldens: ${why}; use: npm run goldens -- DIR [--json]\n` });

function remark({ became, compared, notCompared, differences }: CaseResult): string {
  if (became === "skip") return "no analysis is known by this key";
  const more = differences.length > 1 ? `; and ${differences.length - 1} more` : "";
  const said = became === "FAIL" ? `${differences[0]!}${more}` : compared.join(", ");
  return notCompared.length === 0 ? said : `${said} (not compared: ${notCompared.join(", ")})`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { code, out, err } = goldens(process.argv.slice(2));
  process.stdout.write(out);
  process.stderr.write(err);
  process.exitCode = code;
}
