/** What is said of a file that no format reads, and the codes under which it is said. */
import type { Place } from "../../language/report.ts";

/** Of a file in a format that is not read. */
export const foreignCode = "GE004";

/** Of a file that cannot be had, with the reason. */
export function unreadableProblem(file: string, reason: string): Place & { readonly code: "GE014"; readonly message: string } {
  return { code: "GE014", file, line: 1, column: 1, message: `The file cannot be read: ${reason}. Name another one, or make this one readable.` };
}
