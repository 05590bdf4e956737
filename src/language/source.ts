/**
 * Where a sentence of a specification comes from. A source is data, so that pages can print it
 * and a test can see that every operation and invariant names one.
 */

export interface Source {
  /** The work: a repository with its commit, a manual, a paper. */
  readonly work: string;
  /** The place in it: a file, a section, an issue number. */
  readonly place: string;
  /** The definition or rule at that place, where it has a name. */
  readonly symbol?: string;
}

/** Names the place `place` (and the definition `symbol` there) of the work `work`. */
export function source(work: string, place: string, symbol?: string): Source {
  return symbol === undefined ? { work, place } : { work, place, symbol };
}

/** A source as one line of text. */
export function sourceLine({ work, place, symbol }: Source): string {
  return symbol === undefined ? `${work}, ${place}` : `${work}, ${place}: ${symbol}`;
}
