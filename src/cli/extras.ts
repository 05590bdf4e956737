/**
 * Loads the user's own files (`--with FILE`): TypeScript or JavaScript modules with more invariants, operations,
 * suites or mutants. They may import "cordon" from any folder; they get the modules that run already.
 */
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import type { CraftedMutant, Invariant, Operation, Suite } from "../language/index.ts";
import { manifest, ownExtension, packageRoot } from "../store/index.ts";
import { Refusal } from "./refusal.ts";
import type { During } from "./workers/load.ts";

/** What the user's files export. */
export interface Extras {
  readonly invariants: readonly Invariant[];
  readonly operations: readonly Operation[];
  readonly suites: readonly Suite[];
  readonly mutants: readonly CraftedMutant[];
}

/** Loads the files, given by absolute paths; throws a Refusal that says which one is wrong, and where. */
export async function loadExtras(files: readonly string[], during: During): Promise<Extras> {
  const extras = {
    invariants: [] as Invariant[],
    operations: [] as Operation[],
    suites: [] as Suite[],
    mutants: [] as CraftedMutant[],
  };
  if (files.length > 0) await prepare();
  for (const file of files) {
    const count = await during(`loading ${file}`, async () =>
      Object.values(await load(file)).reduce<number>((sum, value) => sum + sort(value, extras), 0));
    if (count === 0) throw new Refusal(
      `${file} exports no invariant, operation, suite or mutant: export what it declares, by name or as an array`);
  }
  return extras;
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(file).href) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Refusal(`${file} cannot be loaded: ${placed(file, error)}`);
  }
}

let prepared = false;

async function prepare(): Promise<void> {
  if (prepared) return;
  prepared = true;
  const { register: compileTypeScript } = await import("tsx/esm/api");
  compileTypeScript();
  register(new URL(`./resolving${ownExtension}`, import.meta.url), {
    data: {
      own: Object.fromEntries(
        Object.entries(manifest.exports).flatMap(([subpath, target]) =>
          typeof target === "string" ? [] : [[subpath.replace(".", "cordon"), ownModule(target.default)]],
        ),
      ),
      spare: { xstate: import.meta.resolve("xstate"), "fast-check": import.meta.resolve("fast-check") },
    },
  });
}

/** The module that runs for one of the package's exports, which name what is built: the same source, as it runs now. */
function ownModule(built: string): string {
  const path = built.replace(/^\.\//, "");
  return pathToFileURL(
    `${packageRoot}/${ownExtension === ".js" ? path : path.replace(/^dist\//, "").replace(/\.js$/, ".ts")}`,
  ).href;
}

/** Sorts an exported value, or the elements of an exported array, into the extras; answers how many it knew. */
function sort(value: unknown, into: { [K in keyof Extras]: Extras[K][number][] }): number {
  if (Array.isArray(value)) return value.reduce<number>((sum, element) => sum + sort(element, into), 0);
  if (typeof value !== "object" || value === null || !("name" in value) || typeof value.name !== "string") return 0;
  const add = <T>(list: T[]): 1 => { if (!list.includes(value as T)) list.push(value as T); return 1; };
  if ("specification" in value && "system" in value && "budget" in value) return add(into.suites);
  if ("cases" in value && "checks" in value) return add(into.operations);
  if ("claim" in value && ("holds" in value || "permits" in value || "unseen" in value)) return add(into.invariants);
  if ("change" in value && "operation" in value) return add(into.mutants);
  return 0;
}

/** What went wrong, with the line in the user's file where that is known. */
function placed(file: string, error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const compiled = /^(.*:\d+:\d+): ERROR: (.*)$/m.exec(error.message);
  if (compiled !== null) return `${compiled[1]!}: ${compiled[2]!}`;
  const message = error.message.split("\n")[0]!;
  const line = (error.stack ?? "").split("\n").find((one) => one.includes(file));
  const at = line === undefined ? null : /:(\d+)(:\d+)?\)?$/.exec(line);
  return at === null ? message : `${file}:${at[1]!}${at[2] ?? ""}: ${message}`;
}
