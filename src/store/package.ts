/**
 * Where this package lies on the disk, and what it calls itself; the same for the sources and for what is built.
 */
import { existsSync, readFileSync } from "node:fs";
import { dirname, extname, join } from "node:path";
import { fileURLToPath } from "node:url";

interface Manifest {
  readonly name: string;
  readonly version: string;
  /** Whether it may not be published yet. */
  readonly private?: boolean;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly default: string }>>;
}

/** `.ts` when the sources run, `.js` when the built package runs. */
export const ownExtension = extname(fileURLToPath(import.meta.url));

/** The package's folder. */
export const packageRoot = findRoot();

/** The package's own `package.json`. */
export const manifest = JSON.parse(readFileSync(join(packageRoot, "package.json"), "utf8")) as Manifest;

function findRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) folder = dirname(folder);
  return folder;
}
