/**
 * Reads HID fixtures in which the expected findings stand on the offending lines: `… | . ### GN101 error: message`, another one behind it.
 * Demands for the flow analysis stand in comments: `. isolate: a, b | c` and `. trust: d, e`.
 */
import { readSystem } from "../../../src/adapters/genode/index.ts";
import { findAll, type FindingOptions } from "../../../src/adapters/genode/findings/index.ts";
import type { Finding } from "../../../src/language/report.ts";

export interface Expected {
  readonly line: number;
  readonly text: string;
}

export const expectedIn = (text: string): readonly Expected[] => text.split("\n").flatMap((line, index) =>
  line.split(" . ### ").slice(1).map((one) => ({ line: index + 1, text: one })));

/** The findings of the readers and of the search together. */
export function findingsOf(text: string, file: string): readonly Finding[] {
  const { system, findings, problems } = readSystem(text, file);
  if (problems.length > 0) throw new Error(`${file}: ${problems[0]!.message}`);
  return [...findings, ...(system === undefined ? [] : findAll(system, optionsIn(text)))];
}

/** A finding in the form of the annotations. */
export const brief = ({ code, severity, message }: Finding): string => `${code} ${severity}: ${message}`;

function optionsIn(text: string): FindingOptions {
  const names = (list: string): readonly string[] => list.split(",").map((name) => name.trim());
  const values = (option: string): readonly string[] =>
    [...text.matchAll(new RegExp(`^\\. ${option}: (.*)$`, "gmu"))].map((match) => match[1]!);
  return {
    isolate: values("isolate").map((value) => {
      const [from = "", to = ""] = value.split(" | ");
      return { from: names(from), to: names(to), oneWay: true };
    }),
    trust: values("trust").flatMap(names),
  };
}
