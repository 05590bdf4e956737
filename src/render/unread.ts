/** What of specifications is not understood, for people. */
import type { Paint } from "./paint.ts";
import { counted } from "./table.ts";

/** What is not understood of some subjects. */
export interface UnreadReport {
  readonly sentences: number;
  readonly understood: number;
  readonly subjects: readonly {
    readonly what: string;
    readonly sentences: number;
    readonly understood: number;
    readonly unread: readonly {
      readonly of: "operation" | "invariant";
      readonly name: string;
      readonly sentence: string;
      readonly why: string;
      readonly isAtFault: boolean;
      readonly at?: { readonly file: string; readonly line: number; readonly column: number };
    }[];
  }[];
}

/** A line for each subject, under it what it has that is not understood, and the sum of all. */
export function unreadText({ sentences, understood, subjects }: UnreadReport, paint: Paint): string {
  const share = (of: number, all: number): string => `${of} of ${counted(all, "sentence")} ${of === 1 ? "is" : "are"} understood`;
  return subjects.flatMap(({ what, unread, ...counts }) => [
    `${paint("bold", what)}  ${share(counts.understood, counts.sentences)}\n`,
    ...unread.map(({ of, name, sentence, why, isAtFault, at }) =>
      `${at === undefined ? "  " : `${at.file}:${at.line}:${at.column}: `}${of} "${name}", "${sentence}": ${isAtFault ? "at fault: " : ""}${why}\n`),
  ]).concat(subjects.length > 1 ? [`${share(understood, sentences)}\n`] : []).join("");
}
