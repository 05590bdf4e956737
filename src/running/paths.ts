/** Paths as they are said to the user. */
import { isAbsolute, relative } from "node:path";

/** A path as seen from the working folder, or whole when it lies elsewhere. */
export function fromHere(path: string): string {
  const seen = relative(process.cwd(), path);
  return seen.startsWith("..") || isAbsolute(seen) ? path : seen;
}
