/**
 * Loads the user's own files (`--with FILE`): TypeScript or JavaScript modules with kernels and formats, or with more
 * invariants, operations, suites or mutants. They may import "cordon" from any folder; they get the modules that run already.
 */
import { register } from "node:module";
import { pathToFileURL } from "node:url";
import { isConfiguration } from "../kernels/configuration.ts";
import { type Format, type Kernel, type Profile, isFormat, isKernel, isProfile } from "../kernels/index.ts";
import { type Stamp, type Suite, stampOf } from "../language/index.ts";
import { manifest, ownExtension, packageRoot } from "../store/index.ts";
import { Refusal } from "./refusal.ts";
import type { During } from "./load.ts";

/** What the user's files export. */
export interface Extras {
  readonly formats: readonly Format[];
  readonly kernels: readonly Kernel[];
  readonly suites: readonly Suite[];
  /** What outcomes cost on platforms. */
  readonly profiles: readonly Profile[];
  /** What they declare with the words of a world, in the order in which it is exported. */
  readonly declared: readonly Declaration[];
}

/** A declaration with whose it is, and the file that exports it. */
export interface Declaration {
  readonly value: { readonly name: string };
  readonly stamp: Stamp;
  readonly file: string;
}

/** Loads the files, given by absolute paths; throws a Refusal that says which one is wrong, and where. */
export async function loadExtras(files: readonly string[], during: During): Promise<Extras> {
  const formats: Format[] = [];
  const kernels: Kernel[] = [];
  const suites: Suite[] = [];
  const profiles: Profile[] = [];
  const declared: Declaration[] = [];
  if (files.length > 0) await prepare();
  for (const file of files) {
    const own = await during(`loading ${file}`, async () => sorted(await load(file), file));
    if (own.formats.length + own.kernels.length + own.suites.length + own.profiles.length + own.declared.length === 0) throw new Refusal(
      `${file} exports no invariant, operation, suite or mutant: export what it declares, by name or as an array, or a kernel, format or profile`);
    formats.push(...own.formats.filter((one) => !formats.includes(one)));
    kernels.push(...own.kernels.filter((one) => !kernels.includes(one)));
    suites.push(...own.suites.filter((one) => !suites.includes(one)));
    profiles.push(...own.profiles.filter((one) => !profiles.includes(one)));
    declared.push(...own.declared.filter(({ value }) => !declared.some((one) => one.value === value)));
  }
  return { formats, kernels, suites, profiles, declared };
}

/** What a file of code configures, which is its default export; throws a Refusal where there is none. */
export async function loadConfiguration(file: string, during: During): Promise<{ readonly values: unknown; readonly hasKernels: boolean }> {
  await prepare();
  return during(`loading ${file}`, async () => {
    const { default: configuration } = await load(file);
    if (!isConfiguration(configuration)) throw new Refusal(
      `${file} exports no configuration: write export default defineConfig({ … }), with defineConfig from "cordon"`);
    const { kernels = [], ...values } = configuration;
    return { values, hasKernels: kernels.length > 0 };
  });
}

/** Sorts what a file exports, by name or in lists. */
function sorted(exports: Readonly<Record<string, unknown>>, file: string): Extras {
  const values = [...new Set(Object.values(exports).flatMap(elements))];
  const exported = values.filter(isNamed);
  const formats = exported.filter(isFormat);
  const kernels = exported.filter(isKernel);
  const suites = [...exported.filter(isSuite), ...kernels.flatMap(({ suites: its = [] }) => its)];
  for (const value of exported) refuseUnstamped(value, suites, file);
  const declared = exported.flatMap((value): Declaration[] => {
    const stamp = stampOf(value);
    return stamp === undefined ? [] : [{ value, stamp, file }];
  });
  return { formats, kernels, suites, profiles: values.filter(isProfile), declared };
}

/** A module of ours that gives such words, for an example. */
const ownSpecification = Object.keys(manifest.exports).find((subpath) => subpath.startsWith("./spec/"))!.replace(".", manifest.name);

const elements = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.flatMap(elements) : isConfiguration(value) ? value.kernels ?? [] : [value];

type Named = { readonly name: string };

const isNamed = (value: unknown): value is Named =>
  typeof value === "object" && value !== null && "name" in value && typeof value.name === "string";

const isSuite = (value: Named): value is Suite => "specification" in value && "system" in value && "budget" in value;

/** Refuses what says of no world whose it is, unless a suite of the file has it in its own specification. */
function refuseUnstamped(value: Named, suites: readonly Suite[], file: string): void {
  if (stampOf(value) !== undefined || isSuite(value) || isKernel(value) || isFormat(value)) return;
  const what = "cases" in value && "checks" in value ? "operation"
    : "claim" in value && ["holds", "permits", "unseen", "canAlways", "goesOn", "leadsTo", "within"].some((word) => word in value) ? "invariant"
    : "change" in value && "operation" in value ? "mutant" : null;
  const isInside = suites.some(({ specification: { operations, invariants } }) =>
    [...operations, ...invariants].some((one) => one === value));
  if (what !== null && !isInside) throw new Refusal(`${file}: the ${what} "${value.name}" does not say which world it belongs to: declare it `
    + `with the word "${what}" of that world, as in import { ${what} } from "${ownSpecification}"`);
}

async function load(file: string): Promise<Readonly<Record<string, unknown>>> {
  try {
    return await import(pathToFileURL(file).href) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new Refusal(`${file} cannot be loaded: ${placed(file, error)}`);
  }
}

/** The folder of the modules that run: the sources, or what was built of them. */
const running = new URL("../../", import.meta.url).href;

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
      sources: pathToFileURL(`${packageRoot}/`).href, running,
    },
  });
}

/** The module that runs for one of the package's exports, which name what is built in `dist`. */
function ownModule(exported: string): string {
  return new URL(exported.replace("./dist/", "").replace(/\.js$/, ownExtension), running).href;
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
