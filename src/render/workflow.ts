/**
 * Text on its way to a log of GitHub Actions. The runner takes a line that begins with `::`, after whatever blanks, and a `##[`
 * anywhere in one, for a command to itself (actions/runner, src/Runner.Common/ActionCommand.cs), and names and paths come from
 * strangers. The escapes are those of JSON, so that a document keeps its meaning.
 */

/** The text without anything that the runner would obey, apart from commands that come alone. */
export function withoutCommands(text: string): string {
  if (!text.includes("::") && !text.includes("##[")) return text;
  return text.split(lineEnds).map((part) => part.replace(leading, "$1\\u003a:")).join("").replaceAll("##[", "##\\u005b");
}

/** Lines that are commands on purpose: only what the runner would find inside them is written as an escape. */
export const commandsAlone = (text: string): string => text.replaceAll("##[", "##\\u005b");

// Whatever anybody takes for the end of a line; kept by the split.
const lineEnds = /([\n\r\v\f\u0085\u2028\u2029])/;

// Blanks as the runner trims them, and colours, which log viewers take out.
// eslint-disable-next-line no-control-regex
const leading = /^((?:[\s\u0085\u00a0\u200b-\u200f\u2060\ufeff]|\u001b\[[\d;]*[A-Za-z])*)::/;
