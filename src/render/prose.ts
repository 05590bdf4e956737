/**
 * The little Markdown that our pages use, as plain text for a terminal: paragraphs are filled, code stands indented.
 */
import type { Paint } from "./paint.ts";
import { visible } from "./visible.ts";

/** Longest line of a filled paragraph. */
const lineMost = 96;

/** A page for a terminal of so many columns. */
export function prose(markdown: string, paint: Paint, columns = lineMost): string {
  let fenced = false;
  const lines = markdown.split("\n").flatMap((raw) => {
    const line = visible(raw);
    if (/^(?:~~~|```)/.test(line)) {
      fenced = !fenced;
      return [];
    }
    if (fenced) return [`    ${line}`];
    const heading = /^#+ (.*)$/.exec(line);
    if (heading !== null) return [paint("bold", heading[1]!)];
    return filled(line, Math.min(columns, lineMost)).map((one) =>
      one.replaceAll(/\*\*([^*]+)\*\*/g, (_, words: string) => paint("bold", words)).replaceAll("`", ""),
    );
  });
  return `${lines.join("\n").replaceAll(/\n{3,}/g, "\n\n").trimEnd()}\n`;
}

/** A paragraph in lines; what begins a list item stays at the beginning, and the rest is indented under it. */
function filled(paragraph: string, most: number): string[] {
  const lead = /^(\s*(?:[-*] |\d+\. )?)/.exec(paragraph)![0];
  const lines: string[] = [];
  let line = lead;
  for (const word of paragraph.slice(lead.length).split(" ")) {
    if (line.length + word.length > most && line.trim() !== "") {
      lines.push(line.trimEnd());
      line = " ".repeat(lead.length);
    }
    line += `${word} `;
  }
  return [...lines, line.trimEnd()];
}
