/**
 * A report as annotations of GitHub Actions: workflow commands, one line each, the gravest first.
 */
import type { Report, Result, Severity } from "../language/index.ts";
import { gravest } from "./gravity.ts";
import { visible } from "./visible.ts";

/** Most annotations of one run, but for the line that says how many more there are; GitHub shows no more of each kind anyway. */
const most = 50;

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

interface Annotation {
  readonly severity: Severity;
  readonly line: string;
}

/** The lines, each with its newline. */
export function annotations({ results }: Report): string {
  const all = results.flatMap(annotationsOf);
  const { kept, left } = gravest(all, most);
  return [...kept.map(({ line }) => line), ...(left === "" ? [] : [`::notice title=cordon::${data(`${left} more; --json lists all`)}`])]
    .map((line) => `${line}\n`).join("");
}

function annotationsOf({ what, kind, verdict, findings, counterexample, remarks }: Result): Annotation[] {
  const found = findings.map(({ severity, file, line, column, code, message }): Annotation => {
    const place = `file=${property(file)},line=${line},col=${column}`;
    return { severity, line: `::${commands[severity]} ${place},title=${property(code)}::${data(message)}` };
  });
  const broken = counterexample === undefined ? [] : [{
    severity: "error" as const,
    line: `::error ${kind === "system" ? `file=${property(what)},` : ""}title=${property(what)}::` +
      data([`"${counterexample.claim}" is broken`, ...counterexample.trace.map((sentence, i) => `${i + 1}. ${sentence}`)].join("\n")),
  }];
  // What was skipped is told by its finding, if it has one.
  const isUntold = verdict === "WEAK" || verdict === "UNKNOWN" || (verdict === "SKIPPED" && findings.length === 0);
  return [...broken, ...found, ...(isUntold
    ? [{ severity: "warning" as const, line: `::warning title=${property(`${verdict} ${what}`)}::${data(remarks.join("\n"))}` }] : [])];
}

const data = (text: string): string => text.split("\n").map((line) => encoded(visible(line), /%/g)).join("%0A");
const property = (text: string): string => encoded(visible(text), /[%:,]/g);

function encoded(text: string, characters: RegExp): string {
  return text.replace(
    characters,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
