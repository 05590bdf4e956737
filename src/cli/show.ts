/**
 * `cordon show`: a system description as it was understood.
 */
import { treeToJson } from "../adapters/genode/index.ts";
import { inColour, jsonText, plain, systemText, visibleIn } from "../render/index.ts";
import type { Io } from "./io.ts";
import { describedIn } from "./reading.ts";

/** Shows the file; answers the exit code. */
export function show(path: string, json: boolean, io: Io): number {
  const { tree, system, findings } = describedIn(path);
  if (json) {
    io.out(jsonText(treeToJson(tree!)));
    return 0;
  }
  if (system !== undefined) io.out(systemText(system, io.colour ? inColour : plain));
  for (const { file, line, column, severity, code, message } of findings.map(visibleIn))
    io.out(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
  return 0;
}
