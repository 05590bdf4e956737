/** Under a debugger sentences run themselves: breakpoints in them are never met in the code that is made of them. */
import { isDebugged } from "../engine/index.ts";
import type { Io } from "./io.ts";

/** The options, with `plain` under a debugger; says so then. */
export function underDebugger<O extends { readonly plain: boolean }>(options: O, io: Io): O {
  if (options.plain || !(isDebugged() || process.execArgv.some((word) => word.startsWith("--inspect")))) return options;
  io.err("cordon: under a debugger sentences run themselves, and not as code: slower, with the same verdict (as with --plain)\n");
  return { ...options, plain: true };
}
