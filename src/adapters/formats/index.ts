/**
 * Files in formats that are not read: which one it is, by its content.
 */
import { type ForeignFormat, headOf } from "./kind.ts";
import { systemFormats } from "./systems.ts";
import { textFormats } from "./texts.ts";

export { type ForeignFormat, textOf, wideEncodingOf } from "./kind.ts";
export { type Outline, outlineOf } from "./outline.ts";
export { shown } from "./shown.ts";
export { foreignCode, unreadableProblem } from "./unread.ts";

/** The format of a text that no reader takes; undefined where nothing is known of it. */
export function recognise(text: string): ForeignFormat | undefined {
  const head = headOf(text);
  return [...systemFormats, ...textFormats].find(({ accepts }) => accepts(head));
}

/** A format with its article. */
export const withArticle = (format: string): string => `${/^[aeioAEIOX]|^HTML/.test(format) ? "an" : "a"} ${format}`;
