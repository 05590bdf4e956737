/**
 * `cordon show`: a system description as it was understood.
 */
import { inColour, jsonText, outlineText, plain, visibleIn } from "../render/index.ts";
import type { Io } from "./io.ts";
import { describedIn, withReader } from "./reading.ts";

interface ShowOptions {
  readonly json: boolean;
  readonly with: readonly string[];
}

/** Shows the file; answers the exit code. */
export async function show(path: string, { json, with: files }: ShowOptions, io: Io): Promise<number> {
  const { tree, outline, findings } = await withReader(files, (reader) => describedIn(path, reader, json ? "tree" : "outline"));
  if (json) {
    io.out(jsonText(tree));
    return 0;
  }
  if (outline !== undefined) io.out(outlineText(outline, io.colour ? inColour : plain));
  for (const { file, line, column, severity, code, message } of findings.map(visibleIn))
    io.out(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
  return 0;
}
