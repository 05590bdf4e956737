/**
 * Module hooks for the user's own files: `import … from "cordon"` finds the Cordon that runs, from any folder, as does a source
 * of Cordon that is named by its path, and TypeScript files are modules whatever the nearest package.json says. Runs in the thread
 * that Node keeps for hooks.
 */
import { existsSync, readFileSync } from "node:fs";
import type { InitializeHook, ResolveHook } from "node:module";
import { fileURLToPath } from "node:url";

interface Names {
  /** Modules of ours by specifier. */
  readonly own: Readonly<Record<string, string>>;
  /** Modules to fall back on where the user has none installed. */
  readonly spare: Readonly<Record<string, string>>;
  /** The folder of the sources, and that of the modules that were built of them where these run; both end with `/`. */
  readonly sources: string;
  readonly running: string;
}

let names: Names = { own: {}, spare: {}, sources: "", running: "" };

export const initialize: InitializeHook<Names> = (data) => { names = data; };

export const resolve: ResolveHook = async (specifier, context, next) => {
  const own = Object.hasOwn(names.own, specifier) ? names.own[specifier]! : specifier;
  try {
    const found = await next(own, context);
    const url = running(found.url);
    return isModule(url) ? { ...found, url, format: "module" } : found;
  } catch (error) {
    if (!Object.hasOwn(names.spare, specifier)) throw error;
    return next(names.spare[specifier]!, context);
  }
};

/** The module that runs in place of a source of ours: the same, where the sources run or it is not built. */
function running(url: string): string {
  const { sources, running: runs } = names;
  if (sources === runs || !url.startsWith(sources) || !url.endsWith(".ts")) return url;
  const built = `${runs}${url.slice(sources.length, -".ts".length)}.js`;
  return existsSync(fileURLToPath(built)) ? built : url;
}

function isModule(url: string): boolean {
  if (!url.startsWith("file:") || url.includes("/node_modules/")) return false;
  const path = url.split("?")[0]!;
  if (path.endsWith(".ts")) return true;
  return path.endsWith(".js") && /^\s*(?:import|export)\b/m.test(readFileSync(fileURLToPath(path), "utf8"));
}
