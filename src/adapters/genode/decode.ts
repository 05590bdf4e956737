/**
 * Bytes to text. Genode's formats are UTF-8; what is not UTF-8 is refused with the first bad byte,
 * because a replacement character could silently change a label that a policy compares.
 */
import { wideEncodingOf } from "../formats/index.ts";
import { inputBytesMax, problem, type Problem } from "./codes.ts";

/** The text, or the problem that stands in its way. */
export type Decoded = { readonly text: string; readonly problem?: never } | { readonly problem: Problem };

/** Decodes UTF-8 strictly, a byte order mark included, and keeps the limit on size. */
export function decode(bytes: Uint8Array, file: string): Decoded {
  const start = { file, line: 1, column: 1 };
  if (bytes.length > inputBytesMax) return { problem: tooLarge(bytes.length, file) };
  if (wideEncodingOf(bytes) !== undefined) return { problem: problem("GE001", start, "The input is in UTF-16. Save the file as UTF-8.") };
  try {
    return { text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    const offset = firstInvalid(bytes);
    let line = 1;
    let lineStart = 0;
    for (let i = 0; i < offset; i++) if (bytes[i] === 0x0a) { line++; lineStart = i + 1; }
    const column = new TextDecoder().decode(bytes.subarray(lineStart, offset)).length + 1;
    const byte = `0x${(bytes[offset] ?? 0).toString(16).padStart(2, "0")}`;
    return { problem: problem("GE001", { ...start, line, column },
      `The input is not UTF-8: byte ${offset} (${byte}) cannot stand there. Save the file as UTF-8.`) };
  }
}

/** The problem for an input of so many bytes or characters. */
export function tooLarge(size: number, file: string): Problem {
  return problem("GE002", { file, line: 1, column: 1 },
    `The input has ${size} bytes; Cordon reads at most ${inputBytesMax}. Check whether this is the right file.`);
}

/** Offset of the first byte that breaks UTF-8 (RFC 3629); the length when the text only ends too early. */
function firstInvalid(bytes: Uint8Array): number {
  let i = 0;
  while (i < bytes.length) {
    const lead = bytes[i]!;
    const length = lead < 0x80 ? 1 : lead >= 0xc2 && lead <= 0xdf ? 2 : lead >= 0xe0 && lead <= 0xef ? 3
      : lead >= 0xf0 && lead <= 0xf4 ? 4 : 0;
    if (length === 0) return i;
    for (let k = 1; k < length; k++) {
      const next = bytes[i + k] ?? 0;
      const [low, high] = k === 1 ? secondByteRange(lead) : [0x80, 0xbf];
      if (next < low! || next > high!) return i;
    }
    i += length;
  }
  return bytes.length;
}

/** Which second bytes a lead byte allows: overlong forms, surrogates and code points above U+10FFFF are excluded. */
function secondByteRange(lead: number): readonly [number, number] {
  if (lead === 0xe0) return [0xa0, 0xbf];
  if (lead === 0xed) return [0x80, 0x9f];
  if (lead === 0xf0) return [0x90, 0xbf];
  if (lead === 0xf4) return [0x80, 0x8f];
  return [0x80, 0xbf];
}
