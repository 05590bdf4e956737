/** What is known of a format that is recognised and not read. */
import { type Outline, codeOf, outlineOf } from "./outline.ts";

/** A text as formats are recognised by it. */
export interface Head {
  readonly text: string;
  /** Of an XML text, names in lower case. */
  readonly xml: Outline | undefined;
  /** Without comments, blank lines and superfluous blanks, and of bounded length. */
  readonly code: string;
}

export interface ForeignFormat {
  /** As its users call it, for a sentence that begins with "This is": `seL4 Microkit system`. */
  readonly format: string;
  /** Whether it describes a system, so that somebody may expect a verdict on it. */
  readonly isSystem: boolean;
  readonly accepts: (head: Head) => boolean;
  /** What its user may do with such a file; nothing where that is to leave it. */
  readonly advice?: string;
}

/** Bytes as text, to see what they are: in UTF-16 where they are that, else in UTF-8 with whatever is wrong replaced. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder(wideEncodingOf(bytes) ?? "utf-8").decode(bytes);

/** Which UTF-16 bytes are in, by their mark, or else by the zero byte in each of the first two characters. */
export function wideEncodingOf(bytes: Uint8Array): "utf-16le" | "utf-16be" | undefined {
  const [first = 1, second = 1, third = 1, fourth = 1] = bytes;
  if ((first === 0xff && second === 0xfe) || (first > 0 && second === 0 && third > 0 && fourth === 0)) return "utf-16le";
  return (first === 0xfe && second === 0xff) || (first === 0 && second > 0 && third === 0 && fourth > 0) ? "utf-16be" : undefined;
}

/** Prepares a text to be recognised. */
export function headOf(text: string): Head {
  const xml = outlineOf(text);
  const lower = (names: ReadonlySet<string>): ReadonlySet<string> => new Set(Array.from(names, (name) => name.toLowerCase()));
  return {
    text, code: xml === undefined ? codeOf(text) : "",
    xml: xml && { top: xml.top.toLowerCase(), attributes: lower(xml.attributes), nodes: lower(xml.nodes), within: lower(xml.within) },
  };
}
