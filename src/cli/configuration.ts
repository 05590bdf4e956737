/**
 * What is configured for a folder, given to the options that the command line leaves open. Data (`cordon.json`) is found from any folder
 * below; code is run only where `--config` names it, so that to check a stranger's repository runs nothing of it.
 */
import { existsSync, statSync } from "node:fs";
import { dirname, extname, join, resolve } from "node:path";
import type { Command } from "commander";
import type { Configuration } from "../kernels/configuration.ts";
import { didYouMean } from "../language/index.ts";
import { fromHere } from "../running/paths.ts";
import { Refusal } from "../running/refusal.ts";
import {
  type Complaint, type Path, JsonFault, inWords, parseJson, placeIn, placedComplaint, readJsonText, schemaOf,
} from "../store/index.ts";
import { helped } from "./helped.ts";
import type { Io } from "./io.ts";

/** The name of the file that is looked for. */
export const configurationName = "cordon.json";

const bytesMost = 1024 * 1024;

/** Keys whose values are paths. */
const paths: readonly (keyof Configuration)[] = ["junit", "sarif", "report", "out"];

interface Configured {
  readonly file: string;
  readonly values: Configuration;
}

/**
 * Gives a command what is configured for its options. What the command line says wins; what is repeatable there is added to what
 * is configured. Says which file it was, where anything of it counts.
 */
export async function configure(command: Command, io: Io): Promise<void> {
  const { config, quiet, json } = command.optsWithGlobals<{ config: string | boolean; quiet?: boolean; json?: boolean }>();
  if (config === false) return;
  const configured = await configurationFrom(typeof config === "string" ? config : undefined, io.folder ?? process.cwd());
  if (configured === null) return;
  const given = command.options.flatMap((option) => {
    const name = option.attributeName();
    const value = Object.hasOwn(configured.values, name) ? configured.values[name as keyof Configuration] : undefined;
    if (value === undefined) return [];
    const isOpen = [undefined, "default"].includes(command.getOptionValueSource(name));
    const before = command.getOptionValue(name) as unknown;
    if (isOpen) command.setOptionValueWithSource(name, value, "config");
    else if (Array.isArray(before) && Array.isArray(value)) command.setOptionValue(name, [...value as unknown[], ...before as unknown[]]);
    else return [];
    return isOpen ? [name] : [];
  });
  command.setOptionValue("configured", given);
  if (given.length > 0 && quiet !== true && json !== true) io.err(`cordon: as configured in ${fromHere(configured.file)}\n`);
}

/** The configuration in a file, or in the nearest that a folder or one above it has; null where there is none. */
export async function configurationFrom(named: string | undefined, folder: string): Promise<Configured | null> {
  if (named === undefined) {
    const file = nearest(folder);
    return file === null ? null : { file, values: fromData(file) };
  }
  const file = resolve(named);
  if (!existsSync(file)) throw new Refusal(`--config ${named}: there is no such file`);
  return { file, values: extname(file) === ".json" ? fromData(file) : await fromCode(file) };
}

function nearest(folder: string): string | null {
  const file = join(folder, configurationName);
  if (existsSync(file) && statSync(file).isFile()) return file;
  const above = dirname(folder);
  return above === folder ? null : nearest(above);
}

function fromData(file: string): Configuration {
  const shown = fromHere(file);
  let text: string;
  let value: unknown;
  try {
    text = readJsonText(file, bytesMost);
    value = parseJson(text);
  } catch (error) {
    throw new Refusal(error instanceof JsonFault ? `${shown}:${error.message}` : `${shown} cannot be read: ${(error as Error).message}`);
  }
  return checked(value, file, (at) => {
    const { line, column } = placeIn(text, at);
    return `${shown}:${line}:${column}`;
  });
}

/** Runs the file in a helper, where it can be stopped. */
async function fromCode(file: string): Promise<Configuration> {
  const { values, hasKernels } = await helped((pool) => pool.helper().ask("configuration", { file }));
  const own = checked(values, file, () => fromHere(file));
  return hasKernels ? { ...own, with: [file, ...own.with ?? []] } : own;
}

/** A configuration with whole paths; throws a Refusal that says where something is wrong with it. */
function checked(value: unknown, file: string, place: (at: Path) => string): Configuration {
  const wrong = placedComplaint(schemaOf("config"), value);
  if (wrong !== null) throw new Refusal(`${place(wrong.at)}: ${inWords(wrong.at)} ${wrong.says}${nearestKnown(wrong)}`);
  const given = value as Configuration;
  const whole = (path: string): string => resolve(dirname(file), path);
  const { with: files, baseline } = given;
  return {
    ...given,
    ...Object.fromEntries(paths.flatMap((key) => given[key] === undefined ? [] : [[key, whole(given[key] as string)]])),
    ...(files === undefined ? {} : { with: files.map(whole) }),
    ...(baseline === undefined ? {} : { baseline: typeof baseline === "string" ? whole(baseline)
      : baseline.map((one) => one.file === undefined ? one : { ...one, file: whole(one.file) }) }),
  };
}

const nearestKnown = ({ at, known }: Complaint): string => known === undefined ? ""
  : didYouMean(String(at.at(-1)), known) || `: the keys are ${known.filter((key) => !key.startsWith("$")).join(", ")}`;
