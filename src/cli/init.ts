/**
 * `cordon init NAME`: a kernel of one's own in a folder of its own, to begin with. What is written are the files of `examples/starter`,
 * which are checked and run as they stand there, under the new name.
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { type Kernel, loadKernels } from "../kernels/index.ts";
import { Refusal } from "../running/refusal.ts";
import { manifest, packageRoot, reason } from "../store/index.ts";
import { exitCodes } from "./exit.ts";
import type { Io } from "./io.ts";

/** What the kernel of the starter is called. */
const starterName = "my-kernel";

/** Packages that the starter uses itself, in the versions that Cordon has or later ones; those whose values both hold, in the same one. */
const used = ["typescript", "vitest"];
const shared = ["fast-check", "xstate"];

/** Whether Cordon is installed from its folder, since it is not published. */
const isFromFolder = manifest.private === true;

/** Writes the folder NAME; answers the exit code. Throws a Refusal for a bad name, and for a folder that holds something. */
export async function init(name: string, io: Io): Promise<number> {
  refuseName(name, await loadKernels());
  const folder = join(io.folder ?? process.cwd(), name);
  if (existsSync(folder)) {
    if (!statSync(folder).isDirectory()) throw new Refusal(`${name} is a file: take it away, or choose another name`);
    if (readdirSync(folder).length > 0) throw new Refusal(`${name} is a folder that is not empty: empty it, or choose another name`);
  }
  const from = join(packageRoot, "examples", "starter");
  const files = readdirSync(from, { recursive: true, encoding: "utf8" }).filter((path) => statSync(join(from, path)).isFile()).sort();
  try {
    for (const path of files) {
      const to = join(folder, writtenName(path));
      mkdirSync(dirname(to), { recursive: true });
      const text = readFileSync(join(from, path), "utf8").replaceAll(starterName, name);
      writeFileSync(to, path === "_package.json" ? withPackages(text, folder) : text);
    }
    // A link to the folder would have npm install the shared packages twice.
    if (isFromFolder) writeFileSync(join(folder, ".npmrc"), "install-links=true\n");
  } catch (error) {
    throw new Refusal(`${name} cannot be written: ${reason(error)}`);
  }
  io.out(`${name}: ${files.length + Number(isFromFolder)} files are written. Next:\n  cd ${name}\n  npm install\n  npm test\n  npx cordon check ${name}\n`);
  if (isFromFolder) io.out(`Its package.json names the folder of this Cordon. For other machines, npm pack it, put ${manifest.name}-${manifest.version}.tgz `
    + "beside package.json, and npm install it from there.\n");
  return exitCodes.PASS;
}

/** A leading "_" keeps files from counting where they stand: `_gitignore` becomes `.gitignore`, `_package.json` `package.json`. */
const writtenName = (path: string): string =>
  path.split(sep).map((part) => part.replace(/^_(?=git)/, ".").replace(/^_/, "")).join(sep);

function refuseName(name: string, kernels: readonly Kernel[]): void {
  if (!/^[a-z][a-z\d-]{0,62}[a-z\d]$/.test(name))
    throw new Refusal(`"${name}" cannot be the name of a kernel: give 2 to 64 lower-case letters, digits and hyphens, as in my-kernel`);
  if (name === manifest.name || kernels.some((one) => one.name === name))
    throw new Refusal(`"${name}" is the name of something that comes with Cordon: choose another one`);
}

/** The manifest with the packages that the starter uses: Cordon itself from its folder as long as it is not published. */
function withPackages(text: string, folder: string): string {
  const known: Readonly<Record<string, string>> = { ...manifest.dependencies, ...manifest.devDependencies };
  const own = isFromFolder ? `file:${relative(folder, packageRoot).split(sep).join("/")}` : `^${manifest.version}`;
  const same = shared.map((name) => [name, known[name]] as const);
  const packages = [[manifest.name, own], ...same, ...used.map((name) => [name, `^${known[name]}`])] as const;
  return `${JSON.stringify({ ...JSON.parse(text) as object, devDependencies: Object.fromEntries(packages) }, null, 2)}\n`;
}
