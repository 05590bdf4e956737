/**
 * `npm run bench`: how fast random traces run, against the same small model under fast-check, in one process.
 * `npm run bench -- strategies`: which strategy kills which mutants, and how soon.
 * `npm run bench -- shrinking`: how short the counterexamples of the seeded bugs become, and how quickly.
 * `npm run bench -- explore`: exhaustive search against the peers of `peers/`, and against plain code.
 * Absolute rates depend on the machine; the ratios are what to compare.
 */
import { measureExploring } from "./exploring.ts";
import { measureShrinking } from "./shrinking.ts";
import { measureSpeed } from "./speed.ts";
import { measureStrategies } from "./strategies.ts";

const parts: Readonly<Record<string, () => void>> = {
  speed: measureSpeed, strategies: measureStrategies, shrinking: measureShrinking, explore: measureExploring,
};
const wanted = process.argv[2] ?? "speed";

const measure = parts[wanted];
if (measure === undefined) {
  process.stderr.write(`There is no bench "${wanted}"; there are ${Object.keys(parts).join(", ")}.\n`);
  process.exitCode = 2;
} else measure();
