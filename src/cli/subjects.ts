/**
 * From the words of the command line to what is checked: suites by name, all suites of a specification, files, and
 * the system descriptions in a folder.
 */
import { existsSync, opendirSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { packageRoot, readHead, reason } from "../store/index.ts";
import { fromHere } from "./paths.ts";
import { Refusal, unknown, unknownSystem } from "./refusal.ts";
import type { SuiteFacts } from "./workers/protocol.ts";

/** One thing to check. */
export type Target =
  | { readonly kind: "suite"; readonly name: string; readonly system?: string }
  /** `named` when the user gave this very file, so that it must be readable. */
  | { readonly kind: "file"; readonly path: string; readonly named: boolean };

/** Deepest folder that is searched, and most files that are looked at. */
const depthMost = 32;
const filesMost = 100_000;

/** Everything that is bundled: all suites, and the healthy examples. */
export async function bundledTargets(suites: () => Promise<readonly SuiteFacts[]>): Promise<readonly Target[]> {
  const folder = join(packageRoot, "examples", "genode");
  const examples = existsSync(folder) ? readdirSync(folder).filter(isDescription).sort() : [];
  return [
    ...(await suites()).filter(({ apart }) => !apart).map(({ name }): Target => ({ kind: "suite", name })),
    ...examples.map((name): Target => ({ kind: "file", path: fromHere(join(folder, name)), named: true })),
  ];
}

/** What the words stand for, in their order; throws a Refusal for one that stands for nothing. */
export async function targetsOf(
  words: readonly string[],
  suites: () => Promise<readonly SuiteFacts[]>,
): Promise<readonly Target[]> {
  const targets: Target[] = [];
  for (const word of words) {
    const found = await targetsOfWord(word, suites);
    for (const target of found)
      if (!targets.some((one) => JSON.stringify(one) === JSON.stringify(target))) targets.push(target);
  }
  return targets;
}

async function targetsOfWord(word: string, suites: () => Promise<readonly SuiteFacts[]>): Promise<readonly Target[]> {
  const kind = kindOf(word);
  if (kind === "file") return [{ kind: "file", path: word, named: true }];
  const known = await suites();
  const named = known.filter(({ name, specification, apart }) => name === word || (specification === word && !apart));
  if (named.length > 0) return named.map(({ name }) => ({ kind: "suite", name }));
  if (kind === "folder") return inFolder(word);
  const looksLikePath = /[/\\]/.test(word) || isDescription(word);
  if (looksLikePath) throw new Refusal(`${word}: there is no such file or folder`);
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
    if (target.kind === "file")
      throw new Refusal(`--system ${system} is for suites, and ${target.path} describes a system itself: leave it out`);
    const { systems } = suites.find(({ name }) => name === target.name)!;
    if (!systems.includes(system)) throw unknownSystem(target.name, system, systems);
    return { ...target, system };
  });
}

function kindOf(path: string): "file" | "folder" | null {
  try {
    return statSync(path).isDirectory() ? "folder" : "file";
  } catch {
    return null;
  }
}

function inFolder(folder: string): readonly Target[] {
  const paths: string[] = [];
  try {
    walk(folder, 0, paths);
  } catch (error) {
    throw new Refusal(`${folder} cannot be searched: ${reason(error)}`);
  }
  if (paths.length === 0)
    throw new Refusal(`${folder} holds no Genode configuration: name a file, or a folder with .hid or .xml files`);
  return paths.map((path) => ({ kind: "file", path, named: false }));
}

/** Gathers what looks like a system description, by name order, without hidden folders and without following links. */
function walk(folder: string, depth: number, paths: string[]): void {
  const directory = opendirSync(folder);
  const entries = [];
  for (let entry = directory.readSync(); entry !== null; entry = directory.readSync()) entries.push(entry);
  directory.closeSync();
  entries.sort((left, right) => left.name < right.name ? -1 : 1);
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && depth < depthMost && !entry.name.startsWith(".") && entry.name !== "node_modules")
      walk(path, depth + 1, paths);
    if (entry.isFile() && beginsAsDescription(path)) paths.push(path);
    if (paths.length > filesMost) throw new Error(`it holds more than ${filesMost} system descriptions`);
  }
}

const isDescription = (name: string): boolean => /\.(?:hid|xml|config)$/.test(name);

/** Bytes in which a description shows what it is. */
const headBytes = 16 * 1024;

/** Whether a file begins as a Genode configuration does. Files of other names must do so with their first word. */
function beginsAsDescription(path: string): boolean {
  let head: string;
  try {
    head = readHead(path, headBytes).toString("utf8").trimStart();
  } catch {
    return isDescription(path);
  }
  if (!isDescription(path)) return /^(?:<config|config)(?:[\s/>]|$)/.test(head);
  return head.startsWith("<") ? /<(?:config|deploy|option|launcher|system|wifi|runtime)[\s/>]/.test(head)
    : /^(?:config|deploy|option|launcher|system|wifi|runtime)(?![\w-])/.test(head);
}
