/**
 * `npm run promises` writes down what each specification has, part by part, so that nobody loses a part of it unnoticed: a suite
 * whose specification lacks something that stands there is WEAK. It asks the specification itself, not the kernel's manifest, since
 * suites that name a part which has just been renamed cannot be declared before this is written.
 */
import { existsSync, readdirSync, writeFileSync } from "node:fs";
import type { Specification } from "../../src/language/index.ts";

/** The kernels that keep such a file, by name. */
export const keepers: readonly string[] = readdirSync("properties").filter((kernel) => existsSync(pathOf(kernel)));

/** Where that file is. */
export function pathOf(kernel: string): string {
  return `properties/${kernel}/promises.json`;
}

/** The text of a kernel's file: the outcomes of each operation, and the sightings of each invariant. */
export async function promisesText(kernel: string): Promise<string> {
  const module = await import(`../../spec/${kernel}/index.ts`) as Readonly<Record<string, unknown>>;
  const { operations, invariants } = Object.values(module).find(isSpecification)!;
  const outcomes = Object.fromEntries(operations.map(({ name, checks, cases }) =>
    [name, [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)]]));
  const sightings = Object.fromEntries(invariants.map(({ name, seen = {} }) => [name, Object.keys(seen)]));
  return `${JSON.stringify({ outcomes, sightings }, null, 2)}\n`;
}

const isSpecification = (value: unknown): value is Specification =>
  typeof value === "object" && value !== null && "operations" in value && "invariants" in value;

if (process.argv[1]?.endsWith("promises.ts") === true)
  for (const kernel of keepers) writeFileSync(pathOf(kernel), await promisesText(kernel));
