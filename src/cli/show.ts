/**
 * `cordon show`: a system description as it was understood.
 */
import { treeToJson } from "../adapters/genode/index.ts";
import { inColour, plain, systemText, visibleIn } from "../render/index.ts";
import type { Io } from "./io.ts";
import { problemLine, readDescription } from "./reading.ts";
import { Refusal } from "./refusal.ts";

/** Shows the file; answers the exit code. */
export function show(path: string, json: boolean, io: Io): number {
  const { read } = readDescription(path);
  const {
    problems: [problem],
    tree,
    system,
    findings,
  } = read;
  if (problem !== undefined || tree === undefined)
    throw new Refusal(problem === undefined ? `${path} is empty` : problemLine(problem));
  if (json) {
    io.out(`${JSON.stringify(treeToJson(tree), null, 2)}\n`);
    return 0;
  }
  if (system !== undefined) io.out(systemText(system, io.colour ? inColour : plain));
  for (const { file, line, column, severity, code, message } of findings.map(visibleIn))
    io.out(`${file}:${line}:${column} ${severity} ${code} ${message}\n`);
  return 0;
}
