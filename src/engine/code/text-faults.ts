/**
 * Sentences whose text alone shows that they are at fault: a claim that writes in some branch, a column that no table has. No trace need
 * have come to it. What ran by code that was made of all sentences has no such text; what ran otherwise is read for this.
 */
import { codeMadeOf } from "./traces-code.ts";
import type { Model } from "../model.ts";
import { type UnreadSentence, unreadOf } from "./unread.ts";

/** The sentences of a model that are at fault by their text. `isRead` says whether to read them where no code was made. */
export function textsAtFault(model: Model, isRead: boolean): UnreadSentence[] {
  const code = codeMadeOf(model);
  return code?.isWhole === true || (code === undefined && !isRead) ? [] : unreadOf(model).unread.filter(({ isAtFault }) => isAtFault);
}

/** What is said of one of them. `at` is its place in words. */
export function textAtFault({ of, name, sentence, why }: Omit<UnreadSentence, "place">, at = ""): string {
  return `the text of ${of === "operation" ? "the operation" : "the invariant"} "${name}" is at fault, though nothing that ran came to it: `
    + `${why} (at "${sentence}"${at})`;
}
