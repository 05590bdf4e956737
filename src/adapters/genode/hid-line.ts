/**
 * One line of HID cut into its segments. A segment keeps its own column, because the columns decide what belongs to
 * what.
 */

/** A part of a line between delimiters. */
export interface Segment {
  /** Column of its first character, counted from 0. */
  readonly column: number;
  /** Its text without surrounding spaces; for a comment or a quote what follows the mark and one space. */
  readonly text: string;
  readonly kind: "plain" | "comment" | "quote";
  /** Whether it is the first of its line. */
  readonly first: boolean;
  /** Whether a delimiter beside it lacks a space. */
  readonly tight: boolean;
  /** Where the offline tool would not find a node: after an odd indentation, or spaces behind a delimiter. */
  readonly misplaced: "odd indentation" | "spaces after the bar" | undefined;
}

/**
 * Visits the segments of a line that say something, from left to right. Answers the column where text begins in which
 * tabs may stand (a comment or a quote), or the length of the line. Time is linear in the length.
 */
export function eachSegment(line: string, visit: (segment: Segment) => void): number {
  const length = line.length;
  const fill = fillLength(line);
  let bar = -1;
  let from = 0;
  let first = true;
  for (;;) {
    const column = skipSpaces(line, from);
    if (column === length) return length;
    const mark = line[column];
    if (mark === "|") {
      bar = column;
      from = column + 1;
      continue;
    }
    const touchesBar = bar >= 0 && column === bar + 1;
    const misplaced = column === fill || (bar >= fill && column === bar + 2) ? undefined
      : bar >= fill ? "spaces after the bar" : "odd indentation";
    if ((mark === "." || mark === ":") && (column + 1 === length || line[column + 1] === " ")) {
      visit({ column, text: line.slice(column + 2), kind: mark === "." ? "comment" : "quote", first,
        tight: touchesBar, misplaced });
      return column;
    }
    const next = line.indexOf("|", column);
    const end = next < 0 ? length : next;
    const last = skipSpacesBack(line, end);
    const tight = touchesBar || (next >= 0 && (last === end || (end + 1 < length && line[end + 1] !== " ")));
    visit({ column, text: line.slice(column, last), kind: "plain", first, tight, misplaced });
    if (next < 0) return length;
    first = false;
    bar = next;
    from = next + 1;
  }
}

/** Index of the first character from `from` that is not a space. */
export function skipSpaces(text: string, from: number): number {
  let i = from;
  while (i < text.length && text.charCodeAt(i) === 0x20) i++;
  return i;
}

/** End of the type or tag (`[a-z][a-z0-9_-]*`) that starts at `from`; `from` itself when there is none. */
export function identifierEnd(text: string, from: number): number {
  let i = from;
  for (; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code >= 0x61 && code <= 0x7a) continue;
    const inner = (code >= 0x30 && code <= 0x39) || code === 0x5f || code === 0x2d;
    if (i === from || !inner) break;
  }
  return i;
}

/** How far the visual scoping at the start of a line reaches: pairs of a space or bar, and a space. */
function fillLength(line: string): number {
  let i = 0;
  while (i + 1 < line.length && (line[i] === " " || line[i] === "|") && line[i + 1] === " ") i += 2;
  return i;
}

function skipSpacesBack(text: string, from: number): number {
  let i = from;
  while (i > 0 && text.charCodeAt(i - 1) === 0x20) i--;
  return i;
}
