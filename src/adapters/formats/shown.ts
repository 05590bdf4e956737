/** Text of strangers as it may stand in a message. */

/**
 * Text of the input as it may stand in a message: in quotes, at most 60 characters, and with everything that could
 * steer a terminal or reorder the line written as an escape.
 */
export function shown(text: string): string {
  let out = "";
  for (const character of text.slice(0, 60)) out += printable(character);
  return text.length > 60 ? `"${out}…"` : `"${out}"`;
}

function printable(character: string): string {
  const code = character.codePointAt(0)!;
  if (character === '"' || character === "\\") return `\\${character}`;
  const control = code < 0x20 || (code >= 0x7f && code < 0xa0);
  const reorders = code === 0x200e || code === 0x200f || code === 0x2028 || code === 0x2029 || code === 0xfeff
    || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069);
  const half = code >= 0xd800 && code <= 0xdfff;
  return control || reorders || half ? `\\u{${code.toString(16)}}` : character;
}
