/**
 * Writes down what the Genode specification has, so that nobody loses a part of it unnoticed: `npm run promises` after an
 * addition. A suite whose specification lacks something that stands there is WEAK.
 */
import { writeFileSync } from "node:fs";
import { genode } from "../spec/genode/index.ts";

/** The text of properties/genode-promises.ts. */
export function promisesText(): string {
  const line = (name: string, parts: readonly string[]) => `  ${JSON.stringify(name)}: [\n${parts.map((part) => `    ${JSON.stringify(part)},\n`).join("")}  ],\n`;
  const outcomes = genode.operations.map(({ name, checks, cases }) =>
    line(name, [...checks.map(({ unless }) => unless), ...cases.map(({ when }) => when)]));
  const sightings = genode.invariants.map(({ name, seen = {} }) => line(name, Object.keys(seen)));
  return "/** What the Genode specification has, part by part. Written by `npm run promises`. */\n\n"
    + "/** The outcomes of each operation. */\n"
    + `export const promisedOutcomes: Readonly<Record<string, readonly string[]>> = {\n${outcomes.join("")}};\n\n`
    + "/** The sightings of each invariant. */\n"
    + `export const promisedSightings: Readonly<Record<string, readonly string[]>> = {\n${sightings.join("")}};\n`;
}

if (process.argv[1]?.endsWith("promises.ts") === true)
  writeFileSync(new URL("../properties/genode-promises.ts", import.meta.url), promisesText());
