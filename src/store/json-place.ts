/**
 * Where in a text of JSON a member stands, so that what is wrong with its value can be said with line and column.
 */
import type { Path } from "./schema.ts";

const token = /\s*("(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+)/y;

/** Line and column, from 1, of what a path leads to in a good text of JSON: its name or, in a list, itself; the innermost that is there. */
export function placeIn(text: string, path: Path): { readonly line: number; readonly column: number } {
  token.lastIndex = 0;
  let start = 0;
  const next = (): string => {
    const found = token.exec(text)!;
    start = token.lastIndex - found[1]!.length;
    return found[1]!;
  };
  let best = 0;
  /** Goes through a value; `left` is the rest of the path where the value lies on it. */
  const value = (first: string, left: Path | null): void => {
    if (first !== "{" && first !== "[") return;
    for (let i = 0, mark = next(); mark !== "}" && mark !== "]"; i++) {
      const isMember = first === "{";
      const isWanted = left !== null && left.length > 0 && left[0] === (isMember ? JSON.parse(mark) as string : i);
      if (isWanted) best = start;
      if (isMember) next();
      value(isMember ? next() : mark, isWanted ? left.slice(1) : null);
      mark = next();
      if (mark === ",") mark = next();
    }
  };
  const first = next();
  best = start;
  value(first, path);
  const before = text.slice(0, best).split("\n");
  return { line: before.length, column: Array.from(before.at(-1)!).length + 1 };
}
