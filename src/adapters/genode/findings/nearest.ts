/**
 * Suggestions for names that do not exist: the names of the system that are written most alike.
 */

/** Names longer than this are compared by their beginning only, so that a hint never costs much. */
const comparedLength = 64;

/** Up to three names within a third of the length in edits, nearest first. */
export function nearest(name: string, candidates: Iterable<string>): readonly string[] {
  const allowed = Math.max(1, Math.floor(name.length / 3));
  const close: { readonly candidate: string; readonly edits: number }[] = [];
  for (const candidate of candidates) {
    if (candidate === name || Math.abs(candidate.length - name.length) > allowed) continue;
    const edits = distance(name.slice(0, comparedLength), candidate.slice(0, comparedLength));
    if (edits <= allowed) close.push({ candidate, edits });
  }
  close.sort((left, right) => left.edits - right.edits || (left.candidate < right.candidate ? -1 : 1));
  return close.slice(0, 3).map(({ candidate }) => candidate);
}

/** The end of a sentence: `; did you mean "a" or "b"?`, or `fallback` when nothing is near. */
export function didYouMean(name: string, candidates: Iterable<string>, fallback: string): string {
  const names = nearest(name, candidates).map((candidate) => `"${candidate}"`);
  return names.length === 0 ? fallback : `did you mean ${names.join(" or ")}?`;
}

/** Insertions, deletions, replacements and exchanges of two neighbours between two short texts. */
function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, column) => column);
  let before = row;
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replace = row[j - 1]! + (left[i - 1] === right[j - 1] ? 0 : 1);
      const exchange = i > 1 && j > 1 && left[i - 1] === right[j - 2] && left[i - 2] === right[j - 1] ? before[j - 2]! + 1 : replace;
      next.push(Math.min(replace, exchange, row[j]! + 1, next[j - 1]! + 1));
    }
    [before, row] = [row, next];
  }
  return row[right.length]!;
}
