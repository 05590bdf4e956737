/**
 * Findings that somebody has looked at and accepts: each stays in the reports as a note with the reason, and fails no run.
 */
import { dirname, resolve } from "node:path";
import type { Accepted } from "../kernels/configuration.ts";
import type { Finding } from "../language/index.ts";
import { Refusal } from "../running/refusal.ts";
import { fromHere } from "../running/paths.ts";
import { complaint, schemaOf } from "../store/index.ts";
import { readJson } from "./json-file.ts";

export interface Baseline {
  /** The findings of a file, those that are accepted as notes. */
  readonly applied: (findings: readonly Finding[]) => readonly Finding[];
  /** A sentence for each entry that accepted nothing, of those whose file was looked at or that name none. */
  readonly stale: (files: readonly string[]) => readonly string[];
}

/** A baseline: a list, or the file that has one; throws a Refusal where that cannot be used. */
export function baselineOf(given: string | readonly Accepted[] | undefined): Baseline {
  const entries = typeof given === "string" ? listIn(given) : given ?? [];
  const used = new Set<Accepted>();
  const entryFor = ({ code, component, file }: Finding): Accepted | undefined => entries.find((one) =>
    one.code === code && one.component === component && (one.file === undefined || one.file === resolve(file)));
  return {
    applied: (findings) => findings.map((finding) => {
      const entry = entryFor(finding);
      if (entry === undefined) return finding;
      used.add(entry);
      return { ...finding, severity: "note", message: `${finding.message} (Accepted: ${entry.reason})` };
    }),
    stale: (files) => files.length === 0 ? [] : entries
      .filter((one) => !used.has(one) && (one.file === undefined || files.some((file) => resolve(file) === one.file)))
      .map(({ code, component, file }) => `the baseline accepts ${code}${component === undefined ? "" : ` of "${component}"`}`
        + `${file === undefined ? "" : ` in ${fromHere(file)}`}, which was not found: take the entry out`),
  };
}

function listIn(path: string): readonly Accepted[] {
  const value = readJson(path);
  const { $defs = {} } = schemaOf("config");
  const wrong = complaint($defs["baseline"]!, value);
  if (wrong !== null) throw new Refusal(`${path} is not a list of accepted findings: ${wrong}`);
  return (value as readonly Accepted[]).map((one) => one.file === undefined ? one : { ...one, file: resolve(dirname(path), one.file) });
}
