/**
 * From the words of the command line to what is checked: suites by name, all suites of a specification, files, and
 * the system descriptions in a folder.
 */
import { existsSync, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { formats } from "../kernels/index.ts";
import { packageRoot } from "../store/index.ts";
import { isCalledAsDescription, searched } from "./folders.ts";
import { fromHere } from "../running/paths.ts";
import { Refusal, unknown, unknownSystem } from "../running/refusal.ts";
import type { FormatFacts } from "../running/reading.ts";
import type { SuiteFacts } from "../running/protocol.ts";

/** One thing to check. */
export type Target =
  | { readonly kind: "suite"; readonly name: string; readonly system?: string }
  /** `named` when the user gave this very file, so that it must be readable. */
  | { readonly kind: "file"; readonly path: string; readonly named: boolean }
  /** A folder that holds nothing to look at, or that cannot be searched. */
  | { readonly kind: "folder"; readonly path: string; readonly why: string; readonly closed: boolean };

/** What the words of a command line stand for. */
export interface Subjects {
  readonly targets: readonly Target[];
  /** Where folders were searched, how many of their files are left out, by what they are. */
  readonly leftOut?: Readonly<Record<string, number>>;
}

/** What one word stands for; `leftOut` says what else a folder holds, by its path. */
interface Meant {
  readonly targets: readonly Target[];
  readonly leftOut?: ReadonlyMap<string, string>;
}

/** Everything that is bundled: all suites, and the healthy examples. */
export async function bundledTargets(suites: () => Promise<readonly SuiteFacts[]>): Promise<Subjects> {
  const folder = join(packageRoot, "examples");
  const folders = existsSync(folder) ? readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory()) : [];
  const examples = folders.map(({ name }) => join(folder, name)).sort().flatMap((path) =>
    readdirSync(path).filter((name) => isCalledAsDescription(name, formats)).sort().map((name) => join(path, name)));
  return { targets: [
    ...(await suites()).filter(({ apart }) => !apart).map(({ name }): Target => ({ kind: "suite", name })),
    ...examples.map((path): Target => ({ kind: "file", path: fromHere(path), named: true })),
  ] };
}

/** What the words stand for, in their order; throws a Refusal for one that names no suite and is no path. */
export async function targetsOf(
  words: readonly string[], suites: () => Promise<readonly SuiteFacts[]>, known: readonly FormatFacts[],
): Promise<Subjects> {
  // However a path is written, and in however many folders it is found, it counts once.
  const targets = new Map<string, Target>();
  const leftOut = new Map<string, string>();
  let isSearched = false;
  for (const word of words) {
    const meant = await targetsOfWord(word, suites, known);
    for (const target of meant.targets) {
      const key = target.kind === "suite" ? `suite ${target.name}` : `path ${resolve(target.path)}`;
      const before = targets.get(key);
      if (before === undefined) targets.set(key, target);
      else if (before.kind === "file" && target.kind === "file" && target.named) targets.set(key, { ...before, named: true });
    }
    isSearched ||= meant.leftOut !== undefined;
    for (const [path, what] of meant.leftOut ?? []) leftOut.set(resolve(path), what);
  }
  const counts: Record<string, number> = {};
  for (const [path, what] of leftOut) if (!targets.has(`path ${path}`)) counts[what] = (counts[what] ?? 0) + 1;
  return { targets: [...targets.values()], ...(isSearched ? { leftOut: counts } : {}) };
}

async function targetsOfWord(
  word: string, suites: () => Promise<readonly SuiteFacts[]>, formatsKnown: readonly FormatFacts[],
): Promise<Meant> {
  const kind = kindOf(word);
  if (kind === "file") return { targets: [{ kind: "file", path: word, named: true }] };
  const known = await suites();
  const named = known.filter(({ name, specification, apart }) => name === word || (specification === word && !apart));
  if (named.length > 0) return { targets: named.map(({ name }) => ({ kind: "suite", name })) };
  if (kind === "folder") return inFolder(word, formatsKnown);
  const looksLikePath = /[/\\]/.test(word) || isCalledAsDescription(word, formatsKnown);
  // A path that leads nowhere has a result as any other, so that it costs no report of the rest.
  if (looksLikePath) return { targets: [{ kind: "file", path: word, named: true }] };
  const apart = known.filter(({ specification }) => specification === word).map(({ name }) => name);
  throw unknown(
    "no suite, specification or file",
    word,
    known.flatMap(({ name, specification }) => [name, specification]),
    apart.length === 0
      ? "(cordon list shows what there is)"
      : `(suites of ${word} run by their own names: ${apart.join(", ")})`,
  );
}

/** The targets on their systems of this name; throws a Refusal when one of them has none. */
export function onSystem(
  targets: readonly Target[], system: string, suites: readonly SuiteFacts[],
): readonly Target[] {
  return targets.map((target) => {
    if (target.kind !== "suite")
      throw new Refusal(`--system ${system} is for suites, and ${target.path} describes a system itself: leave it out`);
    const { systems } = suites.find(({ name }) => name === target.name)!;
    if (!systems.includes(system)) throw unknownSystem(target.name, system, systems);
    return { ...target, system };
  });
}

/** The targets on each of their systems; throws a Refusal for one that has no more than one. */
export function onAllSystems(targets: readonly Target[], suites: readonly SuiteFacts[]): readonly Target[] {
  return targets.flatMap((target) => {
    if (target.kind !== "suite") throw new Refusal(`--all-systems is for suites, and ${target.path} describes a system itself: leave it out`);
    const { systems } = suites.find(({ name }) => name === target.name)!;
    if (systems.length === 0) throw new Refusal(`--all-systems: ${target.name} has no systems by name, only one: leave the option out`);
    return systems.map((system) => ({ ...target, system }));
  });
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

function inFolder(folder: string, known: readonly FormatFacts[]): Meant {
  const { paths, closed, leftOut } = searched(folder, known);
  const files = paths.map((path): Target => ({ kind: "file", path, named: false }));
  const folders = closed.map(([path, why]): Target => ({ kind: "folder", path, why: `it cannot be searched: ${why}`, closed: true }));
  const nothing: readonly Target[] = files.length + folders.length > 0 ? []
    : [{ kind: "folder", path: folder, why: `it holds no system description: name a file, or a folder with ${known.map(({ files: called }) => called).join(" or ")} in it`, closed: false }];
  return { targets: [...files, ...folders, ...nothing], leftOut };
}
