/**
 * Text of others on a terminal: what could move the cursor, change colours or reorder a line is written as an escape.
 */

/** The text with every control, bidirectional and invisible format character written as `\u{…}`. */
export function visible(text: string): string {
  return text.replace(steering, (character) => `\\u{${character.codePointAt(0)!.toString(16)}}`);
}

/** A value with every text in it made visible, the names of its members, too. */
export function visibleIn<T>(value: T): T {
  if (typeof value === "string") return visible(value) as T;
  if (Array.isArray(value)) return value.map(visibleIn) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [visible(name), visibleIn<unknown>(member)]),
  ) as T;
}

/** A value as a JSON document that steers no terminal either: what could is written as JSON's own escape, so that its meaning stays. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2).replace(steering, (character) => character === "\n" ? character : escapeOf(character))}\n`;
}

/** Halves of a pair are written one by one, as JSON has them. */
const escapeOf = (character: string): string =>
  Array.from({ length: character.length }, (_, i) => `\\u${character.charCodeAt(i).toString(16).padStart(4, "0")}`).join("");

// C0 and C1 controls, DEL, soft hyphen, zero-width and bidirectional characters, separators, tags,
// and what is not a character at all: lone surrogates among it.
const steering = new RegExp(
  "[\\u0000-\\u001f\\u007f-\\u009f\\u00ad\\u061c\\u180e\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f" +
    "\\ufeff\\ufff9-\\ufffb\\ufffe\\uffff\\ud800-\\udfff\\u{e0000}-\\u{e007f}]",
  "gu",
);
