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

/** `1 trace`, `2 traces`. */
export const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
