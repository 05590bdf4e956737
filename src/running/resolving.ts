/**
 * Module hooks for the user's own files: `import … from "cordon"` finds the Cordon that runs, from any folder, and
 * TypeScript files are modules whatever the nearest package.json says. Runs in the thread that Node keeps for hooks.
 */
import { readFileSync } from "node:fs";
import type { InitializeHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";

interface Names {
  /** Modules of ours by specifier. */
  readonly own: Readonly<Record<string, string>>;
  /** Modules to fall back on where the user has none installed. */
  readonly spare: Readonly<Record<string, string>>;
}

let names: Names = { own: {}, spare: {} };

export const initialize: InitializeHook<Names> = (data) => { names = data; };

export const resolve: ResolveHook = async (specifier, context, next) => {
  const own = Object.hasOwn(names.own, specifier) ? names.own[specifier]! : specifier;
  try {
    const found = await next(own, context);
    return isModule(found.url) ? { ...found, format: "module" } : found;
  } catch (error) {
    if (!Object.hasOwn(names.spare, specifier)) throw error;
    return next(names.spare[specifier]!, context);
  }
};

function isModule(url: string): boolean {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return false;
  const path = url.split("?")[0]!;
  if (path.endsWith(".ts")) return true;
  return path.endsWith(".js") && /^\s*(?:import|export)\b/m.test(readFileSync(fileURLToPath(path), "utf8"));
}
