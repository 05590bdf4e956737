/**
 * Names of files that the store writes. Nothing of the input gets into them except letters a to z, digits and hyphens.
 */
import { createHash } from "node:crypto";

/** Longest part of a name that is made from input. */
const slugMost = 48;

/** A file name from some words and the digest of what identifies the content: `queues-match-states-1f0c...`. */
export function fileName(words: string, identity: string): string {
  return `${slug(words)}-${digest(identity).slice(0, 12)}.json`;
}

/** Words as lower-case letters, digits and hyphens; `record` when nothing is left of them. */
export function slug(words: string): string {
  let out = "";
  for (const character of words.toLowerCase()) {
    if (out.length === slugMost) break;
    const plain = (character >= "a" && character <= "z") || (character >= "0" && character <= "9");
    if (plain) out += character;
    else if (out !== "" && !out.endsWith("-")) out += "-";
  }
  const trimmed = out.endsWith("-") ? out.slice(0, -1) : out;
  return trimmed === "" ? "record" : trimmed;
}

/** SHA-256 in hexadecimal. */
export function digest(text: string | Uint8Array): string {
  return createHash("sha256").update(text).digest("hex");
}
