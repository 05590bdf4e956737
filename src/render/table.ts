/**
 * Columns of text, aligned. Widths count characters, which is right for names in system descriptions.
 */

/** The rows as lines; columns named in `right` are flushed right. The last column is never padded. */
export function alignedRows(rows: readonly (readonly string[])[], right: readonly number[] = []): string[] {
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => { widths[i] = Math.max(widths[i] ?? 0, Array.from(cell).length); });
  return rows.map((row) => row.map((cell, i) => {
    const gap = " ".repeat(widths[i]! - Array.from(cell).length);
    return right.includes(i) ? gap + cell : i === row.length - 1 ? cell : cell + gap;
  }).join("  ").trimEnd());
}

/** The words in lines of at most so many columns, where words allow; all but the first are indented. */
export function wrapped(text: string, columns = Infinity, indent = ""): string[] {
  const lines: string[] = [];
  let line = /^ */.exec(text)![0];
  const begins = line.length;
  for (const word of text.slice(begins).split(" ")) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = indent + word;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

/**
 * A table whose first row names its columns and whose first column names its rows; all but sentences are flushed right. Where it would
 * be wider than the terminal, its title comes first, and each row becomes a paragraph: its name, and the named values under it.
 */
export function tableLines(rows: readonly (readonly string[])[], columns = Infinity): string[] {
  const [head, ...body] = rows;
  const right = head!.map((_, i) => i).slice(1).filter((i) => !body.some((row) => row[i]!.includes(" ")));
  const lines = alignedRows(rows, right).map((line) => `  ${line}`);
  if (lines.every((line) => line.length <= columns)) return lines;
  return [...(head![0] === "" ? [] : [`  ${head![0]!}:`]), ...body.flatMap(([name, ...cells]) => [
    `  ${name!}`, ...wrapped(`    ${cells.map((cell, i) => `${head![i + 1]!} ${cell}`).join(", ")}`, columns, "    "),
  ])];
}

/** `1 trace`, `2 traces`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
