/**
 * A report as annotations of GitHub Actions: workflow commands, one line each.
 */
import type { Report, Severity } from "../language/index.ts";
import { visible } from "./visible.ts";

/** Most annotations of one run; GitHub shows no more of each kind anyway. */
const most = 50;

const commands: Readonly<Record<Severity, string>> = { error: "error", warning: "warning", note: "notice" };

/** The lines, each with its newline. */
export function annotations({ results }: Report): string {
  const lines = results.flatMap(({ what, kind, verdict, findings, counterexample, remarks }) => [
    ...findings.map(({ severity, file, line, column, code, message }) => {
      const place = `file=${property(file)},line=${line},col=${column}`;
      return `::${commands[severity]} ${place},title=${property(code)}::${data(message)}`;
    }),
    ...(counterexample === undefined
      ? []
      : [
          `::error ${kind === "system" ? `file=${property(what)},` : ""}title=${property(what)}::` +
            data(
              [
                `"${counterexample.claim}" is broken`,
                ...counterexample.trace.map((sentence, i) => `${i + 1}. ${sentence}`),
              ].join("\n"),
            ),
        ]),
    ...(verdict === "WEAK" || verdict === "UNKNOWN"
      ? [`::warning title=${property(`${verdict} ${what}`)}::${data(remarks.join("\n"))}`] : []),
  ]);
  return lines.slice(0, most).map((line) => `${line}\n`).join("");
}

const data = (text: string): string => text.split("\n").map((line) => encoded(visible(line), /%/g)).join("%0A");
const property = (text: string): string => encoded(visible(text), /[%:,]/g);

function encoded(text: string, characters: RegExp): string {
  return text.replace(
    characters,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`,
  );
}
